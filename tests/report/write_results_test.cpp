#include "kossa/report/write_results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kossa/core/error.hpp"
#include "kossa/geojson/gzip_text.hpp"
#include "report/sample_result.hpp"
#include "report/test_tools.hpp"

namespace kossa::report {
namespace {

using testing::ElementsAre;
using testing::IsSupersetOf;

const RunInfo run{"host1", 2, "2026-01-31T12:00:00Z", 12.5, "kossa score sample.svs", "tiff"};
const Size<Level0> size{3000, 2000};
const std::string page_text = "<!DOCTYPE html>";
const Document page = [](const TextSink& sink) { sink(page_text); };

void write(const std::filesystem::path& folder, const SlideResult& result) {
    write_results(folder, result, run, page, plain_background(size, 8.0));
}

std::vector<std::string> names(const std::filesystem::path& folder) {
    std::vector<std::string> result;
    for (const auto& [name, bytes] : contents(folder)) {
        result.push_back(name);
    }
    return result;
}

TEST(WriteResults, LeavesTheFilesOfTheContract) {
    const TestFolder folder;
    write(folder.path() / "out" / "slide", sample_result());
    EXPECT_THAT(names(folder.path() / "out" / "slide"),
                ElementsAre("confusers.geojson", "deposits.csv", "deposits.geojson", "layers.geojson", "overlay.png",
                            "report.html", "run.json", "summary.json", "summary.txt"));
}

TEST(WriteResults, PacksTheOutlinesWhenAskedAndReplacesTheOthers) {
    const TestFolder folder;
    write(folder.path(), sample_result());
    const std::string plain = content(folder.path() / "deposits.geojson");
    write_results(folder.path(), sample_result(), run, page, std::nullopt, {.outlines = Packing::gzip});
    EXPECT_THAT(names(folder.path()),
                ElementsAre("confusers.geojson.gz", "deposits.csv", "deposits.geojson.gz", "layers.geojson.gz",
                            "report.html", "run.json", "summary.json", "summary.txt"));
    constexpr std::uintmax_t most = std::uintmax_t{1} << 20U;
    EXPECT_EQ(unpacked(content(folder.path() / "deposits.geojson.gz"), "deposits.geojson.gz", most), plain);
    write(folder.path(), sample_result());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "layers.geojson.gz"));
}

TEST(WriteResults, WithoutABackgroundThereIsNoOverlay) {
    const TestFolder folder;
    write(folder.path(), sample_result());
    write_results(folder.path(), sample_result(), run, page, std::nullopt);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "overlay.png"));
}

TEST(WriteResults, AFailedSlideLeavesSummaryPageAndRunOnly) {
    const TestFolder folder;
    write_results(folder.path(), failed_result(), run, page, std::nullopt);
    EXPECT_THAT(names(folder.path()), ElementsAre("report.html", "run.json", "summary.json", "summary.txt"));
}

TEST(WriteResults, AFailedSlideReplacesAnEarlierSuccess) {
    const TestFolder folder;
    write(folder.path(), sample_result());
    put(folder.path() / "my notes.txt", "mine");
    write_results(folder.path(), failed_result(), run, page, std::nullopt);
    EXPECT_THAT(names(folder.path()),
                ElementsAre("my notes.txt", "report.html", "run.json", "summary.json", "summary.txt"));
    EXPECT_EQ(content(folder.path() / "my notes.txt"), "mine");
}

TEST(WriteResults, ThePageIsWrittenAsItIsGiven) {
    const TestFolder folder;
    write(folder.path(), sample_result());
    EXPECT_EQ(content(folder.path() / "report.html"), page_text);
}

TEST(WriteResults, KeepsWhatRescoringNeeds) {
    const TestFolder folder;
    write_results(folder.path(), sample_result(), run, page, std::nullopt,
                  {.rescore = RescoreFiles{"a", "b", "c", "d", "e"}});
    EXPECT_EQ(content(folder.path() / "rescore.json"), "a");
    EXPECT_EQ(content(folder.path() / "rescore.png"), "b");
    EXPECT_EQ(content(folder.path() / "rescore.jpg"), "c");
    EXPECT_EQ(content(folder.path() / "rescore-crops.json"), "d");
    EXPECT_EQ(content(folder.path() / "rescore-tiles.json"), "e");
}

TEST(WriteResults, AResultThatCameInBetweenIsNotReplacedByWhatIsMadeOfTheOneBefore) {
    const TestFolder folder;
    const Extras first{.rescore = RescoreFiles{"a", "b", "c", "d", "e"}};
    const auto rescored = [&] { write_results(folder.path(), sample_result(), run, page, std::nullopt, first); };
    rescored();
    rescored();
    const Document another = [](const TextSink& sink) { sink("{\n}\n"); };
    write_results(folder.path(), sample_result(), run, page, std::nullopt,
                  {.rescore = RescoreFiles{"", "b", "c", "d", "e"}, .evidence = another});
    const auto before = contents(folder.path());
    EXPECT_THROW(rescored(), OutputError);
    EXPECT_EQ(contents(folder.path()), before);
    write(folder.path(), failed_result());
    EXPECT_THROW(rescored(), OutputError);
}

TEST(WriteResults, WritesTheSameBytesTwice) {
    const TestFolder folder;
    write(folder.path() / "a", sample_result());
    write(folder.path() / "b", sample_result());
    EXPECT_EQ(contents(folder.path() / "a"), contents(folder.path() / "b"));
}

TEST(WriteResults, OnlyRunJsonTellsOneRunFromAnother) {
    const TestFolder folder;
    write(folder.path(), sample_result());
    auto before = contents(folder.path());
    write_results(folder.path(), sample_result(), {"host2", 8, "2027-01-01T00:00:00Z", 1.0, "kossa", "openslide"}, page,
                  plain_background(size, 8.0));
    auto after = contents(folder.path());
    EXPECT_NE(before["run.json"], after["run.json"]);
    before.erase("run.json");
    after.erase("run.json");
    EXPECT_EQ(before, after);
}

TEST(WriteResults, RefusesAPathBelowARegularFile) {
    const TestFolder folder;
    put(folder.path() / "file", "x");
    EXPECT_THROW(write(folder.path() / "file" / "slide", sample_result()), OutputError);
    EXPECT_THAT(names(folder.path()), ElementsAre("file"));
}

/// 0 if writing failed with OutputError, as it must when files may not grow beyond `limit_bytes`.
int exit_status_with_file_size_limit(const std::filesystem::path& folder, rlim_t limit_bytes) {
    signal(SIGXFSZ, SIG_IGN);
    cv::setNumThreads(1);  // a forked process has no other threads
    const rlimit limit{limit_bytes, limit_bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
        write(folder, sample_result(size, 2000));
    } catch (const OutputError&) {
        return 0;
    }
    return 1;
}

TEST(WriteResults, AFullDiskLeavesTheOldResultsWhole) {
    const TestFolder folder;
    write(folder.path(), sample_result());
    const auto before = contents(folder.path());
    const pid_t child = fork();
    if (child == 0) {
        constexpr rlim_t limit_bytes = 100'000;
        _exit(exit_status_with_file_size_limit(folder.path(), limit_bytes));
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(contents(folder.path()), before);
}

TEST(WriteResults, GeometryIsValidAndIdsAreUnique) {
    const TestFolder folder;
    write(folder.path(), sample_result());
    const int status = run_check(
        "check_geojson.py",
        {folder.path() / "deposits.geojson", folder.path() / "confusers.geojson", folder.path() / "layers.geojson"});
    if (status == module_missing) {
        GTEST_SKIP() << "python3-shapely is not installed";
    }
    EXPECT_EQ(status, 0);
}

TEST(WriteResults, TheTableAndTheOutlinesShareTheirIds) {
    const TestFolder folder;
    const SlideResult result = sample_result();
    write(folder.path(), result);
    for (const DepositRow& row : result.deposits) {
        EXPECT_NE(content(folder.path() / "deposits.csv").find(row.id), std::string::npos);
        EXPECT_NE(content(folder.path() / "deposits.geojson").find(row.id), std::string::npos);
    }
}

TEST(WriteResults, LayerIdsChangeWithTheParameters) {
    const TestFolder folder;
    SlideResult result = sample_result();
    write(folder.path() / "a", result);
    result.summary.parameters.front().value = 0.5;
    write(folder.path() / "b", result);
    EXPECT_NE(content(folder.path() / "a" / "layers.geojson"), content(folder.path() / "b" / "layers.geojson"));
}

TEST(WriteResults, StainMapsAreWrittenAndGoAgain) {
    const TestFolder folder;
    write_results(folder.path(), sample_result(), run, page, std::nullopt, {.stain_maps = {{"silver.png", "bytes"}}});
    EXPECT_EQ(content(folder.path() / "silver.png"), "bytes");
    write(folder.path(), sample_result());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "silver.png"));
}

TEST(WriteResults, KeepsOutlinesAsTheyAreGivenAlsoPackedOrOfAFailedSlide) {
    const TestFolder folder;
    const std::string packed = "\x1f\x8b packed";
    write_results(folder.path(), sample_result(), run, page, std::nullopt, {.regions = packed});
    EXPECT_EQ(content(folder.path() / "regions-used.geojson.gz"), packed);
    write_results(folder.path(), failed_result(), run, page, std::nullopt, {.regions = "{}"});
    EXPECT_EQ(content(folder.path() / "regions-used.geojson"), "{}");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "regions-used.geojson.gz"));
    write(folder.path(), sample_result());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "regions-used.geojson"));
}

TEST(WriteResults, ReplacesNoFilesButThoseItNames) {
    const std::vector<std::string> replaced = replaced_files();
    EXPECT_THAT(replaced, IsSupersetOf({"layers.geojson", "overlay.tif", ".partial-run.json", ".former-run.json",
                                        ".former-regions-used.geojson"}));
    EXPECT_THAT(replaced, testing::Not(testing::Contains("regions-used.geojson")));
}

TEST(RecoverResults, PutsTheOldFilesBackAndTouchesNothingElse) {
    const TestFolder folder;
    write(folder.path(), sample_result());
    const auto whole = contents(folder.path());
    recover_results(folder.path());
    EXPECT_EQ(contents(folder.path()), whole);
    for (const std::string name : {"summary.json", "deposits.csv"}) {
        std::filesystem::rename(folder.path() / name, folder.path() / (".former-" + name));
    }
    recover_results(folder.path());
    EXPECT_EQ(contents(folder.path()), whole);
    put(folder.path() / ".partial-overlay.png", "half");
    recover_results(folder.path());
    EXPECT_EQ(contents(folder.path()), whole);
    recover_results(folder.path() / "missing");
    EXPECT_EQ(contents(folder.path()), whole);
}

TEST(WriteResults, MadeFilesAreWrittenAndGoAgain) {
    const TestFolder folder;
    const auto make = [](const std::filesystem::path& path) { put(path, "tiff"); };
    write_results(folder.path(), sample_result(), run, page, std::nullopt,
                  {.made = {{std::string(overlay_tiff), make}, {std::string(labels_tiff), make}}});
    EXPECT_EQ(content(folder.path() / "overlay.tif"), "tiff");
    EXPECT_EQ(content(folder.path() / "labels.tif"), "tiff");
    write(folder.path(), sample_result());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "overlay.tif"));
}

}  // namespace
}  // namespace kossa::report
