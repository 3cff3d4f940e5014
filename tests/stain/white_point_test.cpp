#include "kossa/stain/white_point.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

namespace kossa {
namespace {

constexpr int side = 100;
constexpr Microns pixel(4.0);
const WhitePointOptions defaults;

RgbImage plain(const cv::Vec3b& rgb) {
    return RgbImage(side, side, rgb);
}

/// The first `count` pixels in reading order.
Mask first_pixels(int count) {
    Mask mask(side, side, std::uint8_t{0});
    std::fill_n(mask.begin(), count, std::uint8_t{255});
    return mask;
}

void paint_first(RgbImage& image, int count, const cv::Vec3b& rgb) {
    std::fill_n(image.begin(), count, rgb);
}

void expect_white(const WhitePointEstimate& estimate, WhitePointSource source, const std::array<double, 3>& white) {
    EXPECT_EQ(estimate.source, source);
    for (std::size_t c = 0; c < 3; ++c) {
        EXPECT_NEAR(estimate.white.intensity.at(c), white.at(c), 1e-9) << c;
    }
}

TEST(WhitePoint, OfPlainGlassIsItsLevel) {
    const WhitePointEstimate estimate =
        estimate_white_point(plain({240, 238, 236}), first_pixels(5000), pixel, defaults);
    expect_white(estimate, WhitePointSource::glass, {240.0, 238.0, 236.0});
}

TEST(WhitePoint, IgnoresTissueDustAndReflectionsRoundTheMode) {
    RgbImage image = plain({120, 60, 130});  // tissue, outside the mask
    paint_first(image, 4000, {241, 240, 239});
    paint_first(image, 900, {150, 150, 150});
    paint_first(image, 400, {255, 255, 255});
    const WhitePointEstimate estimate = estimate_white_point(image, first_pixels(4000), pixel, defaults);
    expect_white(estimate, WhitePointSource::glass, {241.0, 240.0, 239.0});
}

TEST(WhitePoint, LiesBetweenLevelsWhereTheGlassDoes) {
    RgbImage image = plain({240, 240, 240});
    paint_first(image, side * side * 4 / 10, {241, 240, 239});
    const WhitePointEstimate estimate = estimate_white_point(image, first_pixels(side * side), pixel, defaults);
    expect_white(estimate, WhitePointSource::glass, {240.4, 240.0, 239.6});
}

TEST(WhitePoint, WorksAtTheEndsOfTheScale) {
    const Mask all = first_pixels(side * side);
    WhitePointOptions any;
    any.darkest_white = 0.0;
    expect_white(estimate_white_point(plain({255, 255, 0}), all, pixel, any), WhitePointSource::glass, {255, 255, 0});
}

TEST(WhitePoint, IsNotThatOfAPenStroke) {
    RgbImage image = plain({241, 240, 239});
    paint_first(image, 6000, {18, 17, 16});
    const WhitePointEstimate estimate = estimate_white_point(image, first_pixels(9000), pixel, defaults);
    expect_white(estimate, WhitePointSource::percentile, {241.0, 240.0, 239.0});
}

TEST(WhitePoint, NeedsEnoughGlass) {
    const RgbImage image = plain({240, 240, 240});
    const int fewest = fewest_glass_pixels(pixel, defaults);
    EXPECT_EQ(estimate_white_point(image, first_pixels(fewest), pixel, defaults).source, WhitePointSource::glass);
    EXPECT_EQ(estimate_white_point(image, first_pixels(fewest - 1), pixel, defaults).source,
              WhitePointSource::percentile);
}

TEST(WhitePoint, WithoutGlassIsAHighPercentileOfEachChannel) {
    RgbImage image = plain({100, 50, 90});
    paint_first(image, 250, {230, 225, 220});  // 2.5 % bright
    paint_first(image, 50, {255, 255, 255});   // 0.5 % brighter still
    const WhitePointEstimate estimate = estimate_white_point(image, first_pixels(0), pixel, defaults);
    expect_white(estimate, WhitePointSource::percentile, {230.0, 225.0, 220.0});
}

TEST(WhitePoint, PercentileCountsFromTheDarkEnd) {
    RgbImage image(10, 10);
    for (int i = 0; i < 100; ++i) {
        image(i / 10, i % 10) = cv::Vec3b::all(static_cast<std::uint8_t>(151 + i));
    }
    WhitePointOptions options;
    options.fallback_percentile = 95.0;
    expect_white(estimate_white_point(image, Mask(10, 10, std::uint8_t{0}), pixel, options),
                 WhitePointSource::percentile, {245.0, 245.0, 245.0});
}

TEST(WhitePoint, IsTheDefaultWhereOneChannelShowsNoWhite) {
    const Mask none = first_pixels(0);
    WhitePointOptions options;
    options.default_white = 243.0;
    expect_white(estimate_white_point(plain({250, 250, 179}), none, pixel, options), WhitePointSource::default_value,
                 {243.0, 243.0, 243.0});
    EXPECT_EQ(estimate_white_point(plain({250, 250, 180}), none, pixel, options).source, WhitePointSource::percentile);
}

TEST(WhitePoint, OfAnEmptyImageIsTheDefault) {
    expect_white(estimate_white_point(RgbImage(), Mask(), pixel, defaults), WhitePointSource::default_value,
                 {defaults.default_white, defaults.default_white, defaults.default_white});
}

TEST(WhitePointSource, HasANameForTheSummary) {
    EXPECT_EQ(name(WhitePointSource::glass), "glass");
    EXPECT_EQ(name(WhitePointSource::percentile), "percentile");
    EXPECT_EQ(name(WhitePointSource::default_value), "default");
}

TEST(ProvisionalWhite, IsThatOfThePixelsNotPureWhite) {
    RgbImage image = plain({255, 255, 255});
    paint_first(image, 4000, {230, 228, 226});
    EXPECT_EQ(provisional_white_point(image, pixel, defaults).intensity, (std::array<double, 3>{230.0, 228.0, 226.0}));
}

TEST(ProvisionalWhite, IsPureWhereTooLittleElseIsLeft) {
    RgbImage image = plain({255, 255, 255});
    paint_first(image, fewest_glass_pixels(pixel, defaults) - 1, {230, 228, 226});
    EXPECT_EQ(provisional_white_point(image, pixel, defaults).intensity, (std::array<double, 3>{255.0, 255.0, 255.0}));
}

/// The pixels picked out into an image of their own, and that one's percentile.
TEST(ProvisionalWhite, IsThePercentileOfAnImageOfThosePixels) {
    RgbImage image(side, side);
    for (int i = 0; i < side * side; ++i) {
        const auto level = static_cast<std::uint8_t>(200 + i % 56);
        image(i / side, i % side) = cv::Vec3b::all(level > 250 ? 255 : level);
    }
    std::vector<cv::Vec3b> scanned;
    std::copy_if(image.begin(), image.end(), std::back_inserter(scanned),
                 [](const cv::Vec3b& rgb) { return !pure_white(rgb); });
    const RgbImage picked(scanned);
    EXPECT_EQ(provisional_white_point(image, pixel, defaults).intensity,
              estimate_white_point(picked, Mask(picked.size(), 0), pixel, defaults).white.intensity);
}

}  // namespace
}  // namespace kossa
