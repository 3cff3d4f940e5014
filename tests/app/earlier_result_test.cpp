#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "app/pictures.hpp"
#include "app/program.hpp"
#include "support/qupath.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(DroppedInput, WhatAPersonGaveBeforeAndDoesNotGiveNowIsNamed) {
    const TemporaryFolder folder;
    const fs::path slide = write_skin(folder / "skin.png");
    const fs::path result = folder / "out" / "skin";
    write_bytes(folder / "drawn.geojson",
                support::collection(support::annotation("Exclude", support::box_geometry(0, 0, 100, 100))));
    write_bytes(folder / "case.toml", "age = { value = 63, unit = \"years\" }\n");
    const Words regions{"--regions", folder / "drawn.geojson"};
    const Words both{"--regions", folder / "drawn.geojson", "--case", folder / "case.toml"};
    const auto warned = [](Words words, const Words& more) {
        words.insert(words.end(), more.begin(), more.end());
        const Answer answer = run_kossa(words);
        EXPECT_EQ(answer.status, 0) << answer.err;
        return answer.err;
    };
    const Words score{"score", slide, "--mpp", "0.5", "--stain", "he", "--out", folder / "out"};
    const Words rescore{"rescore", result};
    EXPECT_THAT(warned(score, both), Not(HasSubstr("goes without")));
    EXPECT_THAT(warned(rescore, both), Not(HasSubstr("goes without")));
    EXPECT_THAT(warned(rescore, regions),
                HasSubstr("the earlier result went by the clinical context (--case); not given now"));
    EXPECT_THAT(warned(score, {}), HasSubstr("the earlier result went by the outlines (--regions)"));
    EXPECT_THAT(warned(score, {}), Not(HasSubstr("goes without"))) << "nothing was left of it";
    warned(score, {"--gzip"});
    fs::copy(result / "layers.geojson.gz", folder / "");
    warned(score, {"--regions", folder / "layers.geojson.gz"});
    EXPECT_THAT(warned(score, {}), HasSubstr("the earlier result went by the outlines (--regions)")) << "packed";
    EXPECT_THAT(warned(rescore, both), Not(HasSubstr("goes without")));
    EXPECT_THAT(warned(rescore, {}),
                HasSubstr("the outlines (--regions) and the clinical context (--case); not given now, so this one goes "
                          "without"));
}

TEST(OtherSlide, OfTheSameNameIsSaidWhereItsResultIsReplaced) {
    const TemporaryFolder folder;
    const fs::path slide = write_skin(folder / "skin.png");
    const auto complaints = [&](const fs::path& of) {
        const Answer answer = run_kossa({"score", of, "--mpp", "0.5", "--stain", "he", "--out", folder / "out"});
        EXPECT_EQ(answer.status, 0) << answer.err;
        return answer.err;
    };
    EXPECT_THAT(complaints(slide), Not(HasSubstr("another slide")));
    EXPECT_THAT(complaints(slide), Not(HasSubstr("another slide")));
    fs::create_directory(folder / "other");
    fs::copy_file(slide, folder / "other" / "skin.png");
    EXPECT_THAT(complaints(folder / "other" / "skin.png"), Not(HasSubstr("another slide"))) << "the same bytes";
    write_bytes(folder / "other" / "skin.png", text_of(slide) + "more");
    EXPECT_THAT(complaints(folder / "other" / "skin.png"),
                HasSubstr("the earlier result was of another slide of this name"));
}

class Resume : public ::testing::Test {
  protected:
    void SetUp() override {
        write_skin(folder / "a.png");
        write_skin(folder / "b.png");
    }

    /// Of both slides.
    Answer score(const Words& more) const {
        Words words{"score", folder / "a.png", folder / "b.png", "--out", folder / "out"};
        words.insert(words.end(), more.begin(), more.end());
        return run_kossa(words);
    }

    /// Which slides of the two are scored by such a call that resumes.
    std::string scored(Words more = {}, const Words& usual = {"--mpp", "0.5", "--stain", "he"}) const {
        more.insert(more.end(), usual.begin(), usual.end());
        more.emplace_back("--resume");
        const Answer answer = score(more);
        EXPECT_EQ(answer.status, 0) << answer.err;
        const auto named = [&](const char* row) { return answer.out.find(row) != std::string::npos; };
        return std::string(named("\na.png ") ? "a" : "") + (named("\nb.png ") ? "b" : "");
    }

    const TemporaryFolder folder;
};

TEST_F(Resume, WhatTheSameCallHasFinishedStaysAndTheRestIsScored) {
    const Words usual{"--mpp", "0.5", "--stain", "he"};
    const Words resumed{"--mpp", "0.5", "--stain", "he", "--resume"};
    ASSERT_EQ(run_kossa({"score", folder / "a.png", "--out", folder / "out", "--mpp", "0.5", "--stain", "he"}).status,
              0);
    const auto run_of_a = [&] { return text_of(folder / "out" / "a" / "run.json"); };
    const std::string before = run_of_a();
    const Answer on = score(resumed);
    EXPECT_EQ(on.status, 0) << on.err;
    EXPECT_EQ(run_of_a(), before);
    EXPECT_THAT(on.out, AllOf(HasSubstr("\nb.png "), Not(HasSubstr("\na.png ")),
                              HasSubstr("1 of 2 slides scored; 1 finished before and left as they are; results in ")));
    const Answer nothing = score(resumed);
    EXPECT_EQ(nothing.status, 0);
    EXPECT_THAT(nothing.out, StartsWith("0 of 2 slides scored; 2 finished before and left as they are; results in "));
    EXPECT_EQ(score(usual).status, 0);
    EXPECT_NE(run_of_a(), before) << "without --resume all are scored";
}

TEST_F(Resume, WhateverChangesAResultIsAnotherCallAndThreadsAreNot) {
    write_bytes(folder / "other.toml", "[deposit]\nseed_over_nuclei = 1.25\n");
    write_bytes(folder / "same.toml", "[deposit]\nseed_over_nuclei = 1.2\n");
    write_bytes(folder / "case.toml", "age = { value = 63, unit = \"years\" }\n");
    EXPECT_EQ(scored(), "ab");
    EXPECT_EQ(scored({"--threads", "1"}), "");
    EXPECT_EQ(scored({"--config", folder / "same.toml"}), "");
    EXPECT_EQ(scored({"--config", folder / "other.toml"}), "ab");
    EXPECT_EQ(scored({"--case", folder / "case.toml"}), "ab");
    EXPECT_EQ(scored({"--gzip"}), "ab");
    EXPECT_EQ(scored({"--stain-maps"}), "ab");
    EXPECT_EQ(scored({}, {"--mpp", "0.51", "--stain", "he"}), "ab");
    EXPECT_EQ(scored({}, {"--mpp", "0.51", "--stain", "he"}), "");
}

TEST_F(Resume, AFileThatIsGoneOrEmptyIsMade) {
    const Words more{"--stain-maps", "--overlay-tiff=labels"};
    EXPECT_EQ(scored(more), "ab");
    const fs::path result = folder / "out" / "a";
    for (const char* file : {"labels.tif", "eosin.png", "deposits.csv"}) {
        EXPECT_EQ(scored(more), "");
        fs::remove(result / file);
        EXPECT_EQ(scored(more), "a") << file;
    }
    write_bytes(result / "haematoxylin.png", "");
    EXPECT_EQ(scored(more), "a");
}

TEST_F(Resume, OutlinesMatterAndAChangedSlideIsScoredAnew) {
    fs::create_directory(folder / "drawn");
    const auto draw = [&](const std::string& slide, int side) {
        write_bytes(folder / "drawn" / (slide + ".geojson"),
                    support::collection(support::annotation("Exclude", support::box_geometry(0, 0, side, side))));
    };
    const Words regions{"--regions", folder / "drawn"};
    draw("a", 100);
    draw("b", 100);
    EXPECT_EQ(scored(regions), "ab");
    draw("a", 120);
    EXPECT_EQ(scored(regions), "a");
    fs::last_write_time(folder / "b.png", fs::last_write_time(folder / "b.png") + std::chrono::seconds(2));
    EXPECT_EQ(scored(regions), "b");
}

TEST_F(Resume, ARescoredResultStaysAndAFailedOrDamagedOneDoesNot) {
    write_bytes(folder / "drawn.geojson",
                support::collection(support::annotation("Exclude", support::box_geometry(0, 0, 100, 100))));
    EXPECT_EQ(scored(), "ab");
    const fs::path result = folder / "out" / "a";
    ASSERT_EQ(run_kossa({"rescore", result, "--regions", folder / "drawn.geojson"}).status, 0);
    EXPECT_EQ(scored(), "");
    EXPECT_TRUE(fs::exists(result / "regions-used.geojson"));
    for (const std::string run : {"", "[1]", "{\"request\": null}", "{\"request\": {}}", "nonsense"}) {
        write_bytes(result / "run.json", run);
        EXPECT_EQ(scored(), "a") << run;
    }
    fs::remove(result / "summary.json");
    EXPECT_EQ(scored(), "a");
    const Words failing{"--mpp", "0.5", "--stain", "von-kossa", "--resume"};
    for (int i = 0; i < 2; ++i) {
        write_bytes(folder / "a.png", "no picture");
        EXPECT_EQ(score(failing).status, 1) << "what failed is tried again";
    }
}

}  // namespace
}  // namespace kossa
