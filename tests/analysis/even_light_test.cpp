#include "kossa/analysis/even_light.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Microns overview_pixel(8.0);
const cv::Size overview_size(900, 700);
const WhitePoint lamp{{240.0, 240.0, 240.0}};
constexpr int fewest_glass = 500;
constexpr double largest_spread_od = 0.05;

/// Glass with a section in the middle, lit as `share_at(x, y)` of the slide's width and height says.
Overview lit(const std::function<double(double, double)>& share_at) {
    Overview overview;
    RgbImage image(overview_size);
    for (int y = 0; y < overview_size.height; ++y) {
        for (int x = 0; x < overview_size.width; ++x) {
            const bool section = std::abs(x - 450) < 250 && std::abs(y - 350) < 180;
            const double share = share_at(x / 900.0, y / 700.0);
            const cv::Vec3d level = section ? cv::Vec3d(200, 140, 180) : cv::Vec3d(240, 240, 240);
            image(y, x) = cv::Vec3b(cv::saturate_cast<std::uint8_t>(level[0] * share),
                                    cv::saturate_cast<std::uint8_t>(level[1] * share),
                                    cv::saturate_cast<std::uint8_t>(level[2] * share));
        }
    }
    overview.image = image;
    overview.darkest = image;
    return overview;
}

EvenedLight evened(Overview& overview) {
    return even_out(overview, lamp, overview_pixel, fewest_glass, largest_spread_od);
}

double constant(double /*x*/, double /*y*/) {
    return 1.0;
}
double falling(double x, double y) {
    return std::pow(10.0, -0.05 * x - 0.03 * y);
}
double stepping(double x, double /*y*/) {
    return std::fmod(x, 0.5) < 0.25 ? 1.0 : 0.8;
}

TEST(EvenLight, IsLeftAlone) {
    Overview overview = lit(constant);
    const EvenedLight light = evened(overview);
    EXPECT_EQ(light.spread_od, 0.0);
    EXPECT_FALSE(light.changed);
    EXPECT_THAT(light.unexplained, IsEmpty());
}

TEST(EvenLight, IsMadeOfLightThatFallsOff) {
    Overview overview = lit(falling);
    const EvenedLight light = evened(overview);
    EXPECT_GT(light.spread_od.value(), 0.05);
    EXPECT_TRUE(light.changed);
    EXPECT_THAT(light.unexplained, IsEmpty());
    const Overview as_it_was = lit(constant);
    EXPECT_LE(cv::norm(RgbImage(overview.image), RgbImage(as_it_was.image), cv::NORM_INF), 3.0) << "levels";
    EXPECT_LE(cv::norm(RgbImage(overview.darkest), RgbImage(as_it_was.darkest), cv::NORM_INF), 3.0);
}

TEST(EvenLight, IsNotMadeOfSteps) {
    Overview overview = lit(stepping);
    const EvenedLight light = evened(overview);
    EXPECT_FALSE(light.changed);
    EXPECT_THAT(light.unexplained, HasSubstr("density of 0.097, and not as if"));
    EXPECT_EQ(cv::norm(RgbImage(overview.image), RgbImage(lit(stepping).image), cv::NORM_INF), 0.0);
}

std::vector<GlassSquare> squares_from(double first_x) {
    std::vector<GlassSquare> squares;
    for (double x = first_x; x < 900.0; x += 100.0) {
        for (const double y : {50.0, 650.0}) {
            squares.push_back({{x, y}, cv::Vec3d::all(240.0 * falling(x / 900.0, y / 700.0))});
        }
    }
    return squares;
}

TEST(LightFall, IsThatOfThePlaneThroughTheGlass) {
    const LightFall light = fit_light(squares_from(50.0), overview_size).value();
    EXPECT_NEAR(light.to_the_right[0], 0.05 / 900.0, 1e-9);
    EXPECT_NEAR(light.down[2], 0.03 / 700.0, 1e-9);
    EXPECT_NEAR(glass_spread_od(without_fall(squares_from(50.0), light)).value(), 0.0, 1e-9);
}

TEST(LightFall, IsNotGuessedWhereNoGlassIsSeen) {
    EXPECT_FALSE(fit_light(squares_from(350.0), overview_size).has_value());
    std::vector<GlassSquare> few = squares_from(50.0);
    few.resize(5);
    EXPECT_FALSE(fit_light(few, overview_size).has_value());
}

TEST(DistrustedEpidermis, IsGoneAndSaysWhy) {
    FoundSkin skin;
    for (MaskSheet* sheet : {&skin.epidermis, &skin.horny, &skin.adnexa}) {
        *sheet = Mask(40, 50, std::uint8_t{255});
    }
    distrust_epidermis(skin, "");
    EXPECT_EQ(count_non_zero(skin.epidermis), 40 * 50);
    distrust_epidermis(skin, "the light");
    EXPECT_EQ(skin.reason, "the light");
    EXPECT_EQ(count_non_zero(skin.epidermis) + count_non_zero(skin.horny) + count_non_zero(skin.adnexa), 0);
    distrust_epidermis(skin, "another");
    EXPECT_EQ(skin.reason, "the light");
}

}  // namespace
}  // namespace kossa
