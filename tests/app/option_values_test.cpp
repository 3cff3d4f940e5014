#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

nlohmann::json summary_with(const Words& options) {
    const TemporaryFolder folder;
    Words words{"score", write_skin(folder / "skin.png"), "--out", folder / "out"};
    words.insert(words.end(), options.begin(), options.end());
    const Answer answer = run_kossa(words);
    EXPECT_EQ(answer.status, 0) << answer.err;
    return json_of(folder / "out" / "skin" / "summary.json");
}

TEST(OptionValues, OnePixelSizeCountsForBothAxes) {
    const nlohmann::json slide = summary_with({"--mpp", "0.5", "--stain", "he"}).at("slide");
    EXPECT_EQ(slide.at("mpp_x"), 0.5);
    EXPECT_EQ(slide.at("mpp_y"), 0.5);
    EXPECT_EQ(slide.at("mpp_source"), "--mpp");
}

TEST(OptionValues, TwoPixelSizesAreWidthAndHeight) {
    const nlohmann::json slide = summary_with({"--mpp", "0.5,0.48", "--stain", "he"}).at("slide");
    EXPECT_EQ(slide.at("mpp_x"), 0.5);
    EXPECT_EQ(slide.at("mpp_y"), 0.48);
}

TEST(OptionValues, AGivenStainIsNotRecognised) {
    const nlohmann::json stain = summary_with({"--mpp", "0.5", "--stain", "von-kossa"}).at("stain");
    EXPECT_EQ(stain.at("stain"), "von-kossa");
    EXPECT_EQ(stain.at("source"), "--stain");
}

TEST(OptionValues, AutoRecognisesTheStain) {
    const nlohmann::json stain = summary_with({"--mpp", "0.5", "--stain", "auto"}).at("stain");
    EXPECT_EQ(stain.at("stain"), "he");
    EXPECT_EQ(stain.at("source"), "recognised");
}

TEST(OptionValues, ABadPixelSizeIsToldWithWhatIsExpected) {
    EXPECT_THAT(run_kossa({"score", "a", "--out", "b", "--mpp", "300"}).err, HasSubstr("expected 0.02 to 100 um"));
    EXPECT_THAT(run_kossa({"score", "a", "--out", "b", "--mpp", "0.5,1.5"}).err, HasSubstr("factor of two"));
    EXPECT_THAT(run_kossa({"score", "a", "--out", "b", "--mpp", "0.5,"}).err,
                HasSubstr("0.5,0.48 for width and height"));
}

}  // namespace
}  // namespace kossa
