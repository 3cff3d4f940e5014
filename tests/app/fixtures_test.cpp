#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "app/program.hpp"
#include "app/shipped_slide.hpp"

namespace kossa {
namespace {

/// The shipped phantom has that stain, and its area but for a share.
void expect_as_the_truth(const std::string& name, const std::filesystem::path& result, const std::string& stain,
                         double area_error) {
    const nlohmann::json truth = json_of(std::filesystem::path(KOSSA_FIXTURES) / (name + ".json"));
    const nlohmann::json summary = json_of(result / "summary.json");
    EXPECT_EQ(summary.at("stain").at("stain"), stain);
    const double area = truth.at("calcium_area_um2").get<double>();
    EXPECT_NEAR(summary.at("deposit_area_um2").get<double>(), area, area_error * area);
    EXPECT_EQ(summary.at("pattern"), "superficial");
    EXPECT_TRUE(std::filesystem::exists(result / "overlay.png"));
}

TEST_F(ShippedSlide, IsMeasuredAsItsTruthSays) {
    expect_as_the_truth("skin-he", result(), "he", 0.10);
}

TEST(ShippedSilver, IsMeasuredAsItsTruthSays) {
    const TemporaryFolder folder;
    const std::filesystem::path slide = std::filesystem::path(KOSSA_FIXTURES) / "skin-vk.svs";
    const Answer answer = run_kossa({"score", slide, "--out", folder / "out"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    expect_as_the_truth("skin-vk", folder / "out" / "skin-vk", "von-kossa", 0.03);
}

/// What the README shows below this command, up to the empty line before `end`.
std::string shown_in_readme(const std::string& command, const std::string& end) {
    std::ifstream readme(std::filesystem::path(KOSSA_FIXTURES).parent_path() / "README.md");
    std::string text;
    bool shown = false;
    for (std::string line; std::getline(readme, line);) {
        const std::string code = line.starts_with("    ") ? line.substr(4) : line;
        if (shown && code.starts_with(end)) {
            return text;
        }
        text += shown ? code + "\n" : "";
        shown = shown || code == "$ " + command;
    }
    return "not shown";
}

TEST_F(ShippedSlide, PrintsWhatTheReadmeShows) {
    EXPECT_THAT(answer->out, ::testing::StartsWith(shown_in_readme("kossa score fixtures/skin-he.svs --out results",
                                                                   "results in results; open ")));
}

}  // namespace
}  // namespace kossa
