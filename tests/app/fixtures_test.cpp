#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "app/program.hpp"

namespace kossa {
namespace {

/// The shipped phantoms: the same specimen in two stains, with its exact truth.
struct Fixture {
    std::string name;
    std::string stain;
    double area_error;  ///< of the calcium area, relative
};

class ShippedSlide : public ::testing::TestWithParam<Fixture> {};

TEST_P(ShippedSlide, IsMeasuredAsItsTruthSays) {
    const Fixture& fixture = GetParam();
    const std::filesystem::path fixtures = KOSSA_FIXTURES;
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"score", fixtures / (fixture.name + ".svs"), "--out", folder / "out"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    const nlohmann::json truth = json_of(fixtures / (fixture.name + ".json"));
    const nlohmann::json summary = json_of(folder / "out" / fixture.name / "summary.json");
    EXPECT_EQ(summary.at("stain").at("stain"), fixture.stain);
    const double area = truth.at("calcium_area_um2").get<double>();
    EXPECT_NEAR(summary.at("deposit_area_um2").get<double>(), area, fixture.area_error * area);
    EXPECT_EQ(summary.at("pattern"), "superficial");
    EXPECT_TRUE(std::filesystem::exists(folder / "out" / fixture.name / "overlay.png"));
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

TEST(Readme, ShowsWhatTheProgramPrints) {
    const TemporaryFolder folder;
    const Answer answer =
        run_kossa({"score", std::filesystem::path(KOSSA_FIXTURES) / "skin-he.svs", "--out", folder / "out"});
    EXPECT_THAT(answer.out, ::testing::StartsWith(shown_in_readme("kossa score fixtures/skin-he.svs --out results",
                                                                  "results in results; open ")));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, ShippedSlide,
                         ::testing::Values(Fixture{"skin-he", "he", 0.10}, Fixture{"skin-vk", "von-kossa", 0.03}),
                         [](const auto& each) { return each.param.stain == "he" ? "HaematoxylinEosin" : "VonKossa"; });

}  // namespace
}  // namespace kossa
