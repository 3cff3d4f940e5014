#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"
#include "support/qupath.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;

using support::annotation;
using support::box_geometry;
using support::collection;
using ::testing::HasSubstr;

Words scoring(const fs::path& slide, const fs::path& out, const Words& more = {}) {
    Words words{"score", slide, "--out", out, "--mpp", "0.5", "--stain", "he"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::string outlines() {
    return collection(annotation("Exclude", box_geometry(100, 100, 400, 300)));
}

TEST(InputFiles, ASlideAmongItsOwnResultsIsLeftAloneAndTheOthersAreScored) {
    for (const std::string name : {"overlay", "rescore"}) {
        const TemporaryFolder folder;
        fs::create_directory(folder / name);
        const fs::path slide = write_skin(folder / name / (name + ".png"));
        const auto before = files_of(folder / name);
        const Answer answer = run_kossa(scoring(slide, folder / "", {write_skin(folder / "skin.png")}));
        EXPECT_EQ(answer.status, 1);
        EXPECT_THAT(answer.err, HasSubstr("would replace the slide " + slide.string() + "; nothing was written"));
        EXPECT_THAT(answer.out, HasSubstr("FAILED output"));
        EXPECT_EQ(files_of(folder / name), before);
        EXPECT_EQ(json_of(folder / "skin" / "summary.json").at("status"), "ok");
    }
}

TEST(InputFiles, ASlideAmongTheResultsOfAnotherIsKnownByAnyName) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "skin");
    write_skin(folder / "skin" / "overlay.png");
    fs::create_hard_link(folder / "skin" / "overlay.png", folder / "linked.png");
    const Answer answer = run_kossa(scoring(write_skin(folder / "skin.png"), folder / "", {folder / "linked.png"}));
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("would replace the slide"));
    EXPECT_EQ(files_of(folder / "skin").size(), 1U);
    EXPECT_EQ(json_of(folder / "linked" / "summary.json").at("status"), "ok");
}

class DrawnResult : public ::testing::Test {
  protected:
    void SetUp() override {
        write_bytes(folder / "drawn.geojson", outlines());
        ASSERT_EQ(run_kossa(scoring(slide, folder / "out", {"--regions", folder / "drawn.geojson"})).status, 0);
    }
    const TemporaryFolder folder;
    const fs::path slide = write_skin(folder / "skin.png");
    const fs::path result = folder / "out" / "skin";
};

TEST_F(DrawnResult, KeepsTheOutlinesAsTheyWereGiven) {
    EXPECT_EQ(text_of(result / "regions-used.geojson"), outlines());
    ASSERT_EQ(run_kossa({"rescore", result, "--regions", result / "regions-used.geojson"}).status, 0);
    EXPECT_EQ(text_of(result / "regions-used.geojson"), outlines());
    ASSERT_EQ(run_kossa({"rescore", result}).status, 0);
    EXPECT_FALSE(fs::exists(result / "regions-used.geojson"));
}

TEST_F(DrawnResult, KeepsThemAlsoOfASlideThatFails) {
    write_bytes(folder / "skin.png", "no picture");
    const Words words = scoring(slide, folder / "out", {"--regions", result / "regions-used.geojson"});
    EXPECT_EQ(run_kossa(words).status, 1);
    EXPECT_EQ(text_of(result / "regions-used.geojson"), outlines());
}

TEST_F(DrawnResult, IsRecoveredFirstWhereARunWasKilledWhileItReplacedIt) {
    const auto whole = files_of(result);
    const fs::path truth = fs::path(KOSSA_FIXTURES) / "skin-he.json";
    for (const Words& words : {Words{"evaluate", result, truth}, Words{"rescore", result}}) {
        for (const auto& [name, bytes] : files_of(result)) {
            fs::rename(result / name, result / (".former-" + name));
        }
        EXPECT_THAT(run_kossa(words).err, testing::Not(HasSubstr("no summary.json")));
        EXPECT_EQ(files_of(result).size(), words.front() == "evaluate" ? whole.size() : whole.size() - 1);
    }
    EXPECT_EQ(text_of(result / "rescore.json"), whole.at("rescore.json"));
}

TEST_F(DrawnResult, OutlinesInAFileThatIsToBeReplacedAreRefused) {
    write_bytes(result / "layers.geojson", outlines());
    const auto before = files_of(result);
    const fs::path edited = result / "layers.geojson";
    for (const Words& words :
         {Words{"rescore", result, "--regions", edited}, scoring(slide, folder / "out", {"--regions", edited})}) {
        const Answer answer = run_kossa(words);
        EXPECT_EQ(answer.status, 2);
        EXPECT_THAT(answer.err, HasSubstr("this would replace " + edited.string() + " by a new result; save"));
        EXPECT_EQ(files_of(result), before);
    }
}

TEST_F(DrawnResult, SoAreOptionsInFilesOfSuchNames) {
    write_bytes(result / "run.json", "age = { value = 63, unit = \"years\" }\n");
    EXPECT_EQ(run_kossa({"rescore", result, "--case", result / "run.json"}).status, 2);
    write_bytes(result / "run.json", "[deposit]\nleast_pixels = 100\n");
    EXPECT_EQ(run_kossa(scoring(slide, folder / "out", {"--config", result / "run.json"})).status, 2);
}

}  // namespace
}  // namespace kossa
