#include <signal.h>
#include <sys/resource.h>

#include <chrono>
#include <thread>

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

const Words as_he{"--mpp", "0.5", "--stain", "he"};

Words score_words(const Words& slides, const std::filesystem::path& out, const Words& more = as_he) {
    Words words{"score"};
    words.insert(words.end(), slides.begin(), slides.end());
    words.insert(words.end(), {"--out", out.string()});
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// All result files that must not differ from run to run.
std::map<std::string, std::string> lasting_files(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files = files_of(folder);
    files.erase("run.json");
    return files;
}

TEST(ScoreCommand, WritesEveryFileOfTheContract) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(score_words({write_skin(folder / "skin.png")}, folder / "out"));
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_EQ(answer.err, "");
    EXPECT_THAT(
        files_of(folder / "out" / "skin"),
        UnorderedElementsAre(Key("summary.json"), Key("run.json"), Key("deposits.csv"), Key("deposits.geojson"),
                             Key("confusers.geojson"), Key("layers.geojson"), Key("overlay.png"), Key("rescore.json"),
                             Key("rescore.png"), Key("rescore.jpg"), Key("rescore-crops.json"),
                             Key("rescore-tiles.json"), Key("report.html"), Key("summary.txt")));
    const nlohmann::json summary = json_of(folder / "out" / "skin" / "summary.json");
    EXPECT_EQ(summary.at("status"), "ok");
    EXPECT_GT(lines_of(text_of(folder / "out" / "skin" / "deposits.csv")).size(), 5U);
}

std::string without_ids(const std::string& features) {
    nlohmann::ordered_json collection = nlohmann::ordered_json::parse(features);
    for (auto& feature : collection.at("features")) {
        feature.erase("id");
    }
    return collection.dump();
}

std::string without_first_column(const std::string& table) {
    std::string rest;
    for (const std::string& line : lines_of(table)) {
        rest += line.substr(line.find(','));
    }
    return rest;
}

/// Without what must differ: the tile size is among the parameters that summary.json lists, and the ids depend on all
/// of those.
std::map<std::string, std::string> without_parameters(std::map<std::string, std::string> files) {
    for (const std::string name : {"deposits.geojson", "confusers.geojson", "layers.geojson"}) {
        files.at(name) = without_ids(files.at(name));
    }
    files.at("deposits.csv") = without_first_column(files.at("deposits.csv"));
    nlohmann::ordered_json summary = nlohmann::ordered_json::parse(files.at("summary.json"));
    summary.erase("parameters");
    files.at("summary.json") = summary.dump();
    return files;
}

TEST(ScoreCommand, GivesTheSameBytesForAnyTileSize) {
    const TemporaryFolder folder;
    const std::string slide = write_skin(folder / "skin.png");
    const auto files_with = [&](const std::string& side) {
        write_bytes(folder / "tile.toml", "[working]\ntile_px = " + side + "\n");
        Words more = as_he;
        more.insert(more.end(), {"--config", folder / "tile.toml"});
        EXPECT_EQ(run_kossa(score_words({slide}, folder / side, more)).status, 0);
        return without_parameters(lasting_files(folder / side / "skin"));
    };
    const auto whole = files_with("4096");
    EXPECT_EQ(whole.size(), 13U);
    EXPECT_TRUE(files_with("256") == whole);
    EXPECT_TRUE(files_with("333") == whole);
    EXPECT_TRUE(files_with("1024") == whole);
}

TEST(ScoreCommand, GivesTheSameBytesForAnyNumberOfThreads) {
    const TemporaryFolder folder;
    const std::string slide = write_skin(folder / "skin.png");
    write_bytes(folder / "tile.toml", "[working]\ntile_px = 128\n");
    const auto files_with = [&](const std::string& threads) {
        Words more = as_he;
        more.insert(more.end(), {"--threads", threads, "--config", (folder / "tile.toml").string()});
        EXPECT_EQ(run_kossa(score_words({slide}, folder / threads, more)).status, 0);
        EXPECT_EQ(json_of(folder / threads / "skin" / "run.json").at("threads"), std::stoi(threads));
        return lasting_files(folder / threads / "skin");
    };
    const auto one = files_with("1");
    EXPECT_EQ(one.size(), 13U);
    EXPECT_TRUE(files_with("2") == one);
    EXPECT_TRUE(files_with("8") == one);
}

TEST(ScoreCommand, AReportShowsCropsOfTheSlide) {
    const TemporaryFolder folder;
    ASSERT_EQ(run_kossa(score_words({write_skin(folder / "skin.png")}, folder / "out")).status, 0);
    const std::string page = text_of(folder / "out" / "skin" / "report.html");
    EXPECT_THAT(page, HasSubstr("class=\"crop\"><image href=\"data:image/jpeg;base64,"));
    EXPECT_THAT(page, Not(HasSubstr("No picture was kept")));
}

TEST(ScoreCommand, TheNameOfASlideTakesNoEffectInItsReport) {
    const TemporaryFolder folder;
    const std::string name = "<script>alert(1)<!script>";
    write_bytes(folder / (name + ".svs"), "no slide");
    const Answer answer =
        run_kossa(score_words({write_skin(folder / (name + ".png")), folder / (name + ".svs")}, folder / "out", as_he));
    EXPECT_EQ(answer.status, 2);  // both would write to one folder
    for (const std::string ending : {".png", ".svs"}) {
        const std::filesystem::path out = folder / ("out" + ending);
        run_kossa(score_words({folder / (name + ending)}, out));
        const std::string page = text_of(out / name / "report.html");
        EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;!script&gt;" + ending));
        EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    }
}

TEST(ScoreCommand, AResultStaysWhereNothingCouldBeToldOfTheSlideNow) {
    const TemporaryFolder folder;
    const std::string slide = write_skin(folder / "skin.png");
    ASSERT_EQ(run_kossa(score_words({slide}, folder / "out", as_he)).status, 0);
    const auto before = files_of(folder / "out" / "skin");
    std::filesystem::remove(slide);
    const Answer answer = run_kossa(score_words({slide}, folder / "out", as_he));
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.out, HasSubstr("FAILED"));
    EXPECT_THAT(answer.err, HasSubstr("the earlier result in"));
    write_bytes(slide, "no slide any more");
    EXPECT_EQ(run_kossa(score_words({slide}, folder / "out", as_he)).status, 1);
    EXPECT_EQ(run_kossa(score_words({folder / "out" / "skin"}, folder / "out", as_he)).status, 2);
    EXPECT_EQ(files_of(folder / "out" / "skin"), before);
}

TEST(ScoreCommand, FinishesTheGoodSlidesAmongBadOnes) {
    const TemporaryFolder folder;
    write_bytes(folder / "bad.svs", "no slide");
    const std::string missing = folder / "missing.svs";
    const Answer answer =
        run_kossa(score_words({folder / "bad.svs", write_skin(folder / "skin.png"), missing}, folder / "out"));
    EXPECT_EQ(answer.status, 1);
    Words errors = lines_of(answer.err);
    std::erase_if(errors, [](const std::string& line) { return line.starts_with("kossa: warning: "); });
    EXPECT_EQ(errors.size(), 2U) << answer.err;
    EXPECT_THAT(answer.err, HasSubstr("kossa: " + (folder / "bad.svs").string() + ": this seems to be a text file"));
    EXPECT_THAT(answer.err, HasSubstr("kossa: " + missing + ": there is no such file"));
    EXPECT_EQ(json_of(folder / "out" / "skin" / "summary.json").at("status"), "ok");
    EXPECT_EQ(json_of(folder / "out" / "bad" / "summary.json").at("status"), "failed");
    EXPECT_EQ(json_of(folder / "out" / "missing" / "summary.json").at("status"), "failed");
    EXPECT_THAT(answer.out, HasSubstr("1 of 3 slides scored"));
}

TEST(ScoreCommand, LeavesAnEarlierResultWhenTheSlideFails) {
    const TemporaryFolder folder;
    const std::string slide = write_skin(folder / "skin.png");
    ASSERT_EQ(run_kossa(score_words({slide}, folder / "out")).status, 0);
    const auto before = files_of(folder / "out" / "skin");
    const Answer answer = run_kossa(score_words({slide}, folder / "out", {}));  // no pixel size
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("is left as it was"));
    EXPECT_TRUE(files_of(folder / "out" / "skin") == before);
}

TEST(ScoreCommand, ResumesWhatLacksAFile) {
    const TemporaryFolder folder;
    Words words = score_words({write_skin(folder / "skin.png")}, folder / "out");
    ASSERT_EQ(run_kossa(words).status, 0);
    words.emplace_back("--resume");
    EXPECT_THAT(run_kossa(words).out, HasSubstr("finished before"));
    const std::filesystem::path table = folder / "out" / "skin" / "deposits.csv";
    const std::string bytes = text_of(table);
    write_bytes(table, "");
    EXPECT_THAT(run_kossa(words).out, Not(HasSubstr("finished before")));
    EXPECT_EQ(text_of(table), bytes);
}

TEST(ScoreCommand, SaysWhenAFailureCannotBeNotedEither) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "out");
    write_bytes(folder / "out" / "missing", "a file where the folder would be");
    const Answer answer =
        run_kossa(score_words({folder / "missing.svs", write_skin(folder / "skin.png")}, folder / "out"));
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err,
                HasSubstr("cannot write into " + (folder / "out" / "missing").string() + ": Not a directory"));
    EXPECT_THAT(answer.err, HasSubstr("could not be noted in " + (folder / "out" / "missing").string()));
    EXPECT_EQ(json_of(folder / "out" / "skin" / "summary.json").at("status"), "ok");
}

TEST(ScoreCommand, TakesHundredsOfSlidesInOneCall) {
    const TemporaryFolder folder;
    Words slides;
    for (int i = 0; i < 300; ++i) {
        slides.push_back((folder / ("missing-" + std::to_string(i) + ".svs")).string());
    }
    const Answer answer = run_kossa(score_words(slides, folder / "out"));
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(lines_of(answer.err).size(), slides.size());
    EXPECT_TRUE(std::filesystem::exists(folder / "out" / "missing-299" / "summary.json"));
}

TEST(ScoreCommand, IsSilentWhenAskedTo) {
    const TemporaryFolder folder;
    Words more = as_he;
    more.emplace_back("--quiet");
    const Answer answer = run_kossa(score_words({write_skin(folder / "skin.png")}, folder / "out", more));
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.out + answer.err, "");
}

TEST(ScoreCommand, SaysHowPixelsWereRead) {
    const TemporaryFolder folder;
    ASSERT_EQ(run_kossa(score_words({write_skin(folder / "skin.png")}, folder / "out")).status, 0);
    EXPECT_EQ(json_of(folder / "out" / "skin" / "run.json").at("working_source"), "flat image level 0");
}

/// A folder with a summary must be whole; without one it may hold anything under a temporary name.
void expect_no_half_result(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / "summary.json")) {
        return;
    }
    const std::map<std::string, std::string> files = files_of(folder);
    for (const std::string name : {"summary.json", "run.json", "deposits.geojson", "layers.geojson"}) {
        EXPECT_TRUE(nlohmann::json::accept(files.at(name))) << name;
    }
    EXPECT_THAT(files.at("overlay.png"), HasSubstr("IEND"));
}

TEST(ScoreCommand, LeavesNoHalfResultWhenKilledAndCompletesTheNextTime) {
    const TemporaryFolder folder;
    const Words words = score_words({write_skin(folder / "skin.png")}, folder / "out");
    for (const int delay : {20, 60, 120, 200, 280, 360}) {
        const pid_t child = start_kossa(words, {folder / "stdout", folder / "stderr"}, [] {});
        std::this_thread::sleep_for(std::chrono::milliseconds(delay));
        kill(child, SIGKILL);
        status_of(child);
        expect_no_half_result(folder / "out" / "skin");
    }
    EXPECT_EQ(run_kossa(words).status, 0);
    const std::map<std::string, std::string> files = files_of(folder / "out" / "skin");
    EXPECT_EQ(files.size(), 14U);
    expect_no_half_result(folder / "out" / "skin");
}

void limit_file_size(rlim_t bytes) {
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
}

TEST(ScoreCommand, NotesInTheSummaryThatTheDiskIsFull) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(score_words({write_skin(folder / "skin.png")}, folder / "out"),
                                    [] { limit_file_size(32'000); });  // enough for a summary, not for a picture
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("overlay.png: File too large"));
    EXPECT_THAT(answer.err, Not(HasSubstr("noted")));
    EXPECT_EQ(json_of(folder / "out" / "skin" / "summary.json").at("error").at("code"), "output");
}

TEST(ScoreCommand, LeavesAnEarlierResultWhenTheDiskIsFull) {
    const TemporaryFolder folder;
    const Words words = score_words({write_skin(folder / "skin.png")}, folder / "out");
    ASSERT_EQ(run_kossa(words).status, 0);
    const auto before = files_of(folder / "out" / "skin");
    const Answer answer = run_kossa(words, [] { limit_file_size(30'000); });
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("is left as it was"));
    EXPECT_TRUE(files_of(folder / "out" / "skin") == before);
}

TEST(ScoreCommand, SaysThatNotEvenAFailureCanBeWritten) {
    const TemporaryFolder folder;
    const Words words = score_words({write_skin(folder / "skin.png")}, folder / "out");
    const Answer answer = run_kossa(words, [] { limit_file_size(1'000); });
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("its failure could not be noted"));
}

TEST(ScoreCommand, WritesStainMapsWhenAskedToAndRemovesThemWhenNot) {
    const TemporaryFolder folder;
    const Words slide{write_skin(folder / "skin.png")};
    Words with_maps = as_he;
    with_maps.emplace_back("--stain-maps");
    ASSERT_EQ(run_kossa(score_words(slide, folder / "out", with_maps)).status, 0);
    const auto first = lasting_files(folder / "out" / "skin");
    EXPECT_THAT(first, ::testing::IsSupersetOf({Key("haematoxylin.png"), Key("eosin.png")}));
    EXPECT_THAT(first, Not(::testing::Contains(Key("silver.png"))));
    with_maps.insert(with_maps.end(), {"--threads", "1"});
    ASSERT_EQ(run_kossa(score_words(slide, folder / "out", with_maps)).status, 0);
    EXPECT_TRUE(lasting_files(folder / "out" / "skin") == first) << "the same bytes on one thread";
    ASSERT_EQ(run_kossa(score_words(slide, folder / "out")).status, 0);
    EXPECT_THAT(files_of(folder / "out" / "skin"), Not(::testing::Contains(Key("eosin.png"))));
}

}  // namespace
}  // namespace kossa
