#include <gtest/gtest.h>

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

INSTANTIATE_TEST_SUITE_P(Fixtures, ShippedSlide,
                         ::testing::Values(Fixture{"skin-he", "he", 0.10}, Fixture{"skin-vk", "von-kossa", 0.03}),
                         [](const auto& each) { return each.param.stain == "he" ? "HaematoxylinEosin" : "VonKossa"; });

}  // namespace
}  // namespace kossa
