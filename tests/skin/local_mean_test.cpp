#include "kossa/skin/local_mean.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "support/masks.hpp"

namespace kossa {
namespace {

using namespace literals;

constexpr Microns pixel = 4_um;
const cv::Size size(200, 120);
const Mask everywhere(size, std::uint8_t{255});

/// 1 to the right of the middle, 0 to the left.
FloatRaster step() {
    FloatRaster value(size, 0.0F);
    value.colRange(size.width / 2, size.width) = 1.0F;
    return value;
}

double normal_distribution(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

void expect_blurred_step(Microns sigma, double accuracy) {
    const FloatRaster mean = local_mean(step(), everywhere, sigma, pixel);
    for (int x = 40; x < 160; x += 7) {
        const double away_um = (x + 0.5 - size.width / 2) * pixel.value();
        EXPECT_NEAR(mean(60, x), normal_distribution(away_um / sigma.value()), accuracy) << "at column " << x;
    }
}

TEST(LocalMean, IsWeightedByAGaussian) {
    expect_blurred_step(12_um, 0.01);
}

TEST(LocalMean, OfAWideGaussianIsTheSame) {
    expect_blurred_step(80_um, 0.01);
}

TEST(LocalMean, LeavesOutWhatDoesNotCount) {
    const Mask counted = support::mask_where(size, [](double x, double y) { return std::fmod(x + y, 3.0) < 1.5; });
    FloatRaster value(size, 0.25F);
    value.setTo(100.0F, ~counted);
    for (const Microns sigma : {12_um, 100_um}) {
        const FloatRaster mean = local_mean(value, counted, sigma, pixel);
        EXPECT_THAT(mean, support::RasterNear(FloatRaster(size, 0.25F), 1e-4));
    }
}

TEST(LocalMean, IsNoNumberOutOfReach) {
    Mask corner(size, std::uint8_t{0});
    corner(0, 0) = 255;
    const FloatRaster mean = local_mean(FloatRaster(size, 2.0F), corner, 12_um, pixel);
    EXPECT_NEAR(mean(0, 0), 2.0, 1e-5);
    EXPECT_TRUE(std::isnan(mean(0, 40)));
    const Mask nothing(size, std::uint8_t{0});
    EXPECT_EQ(cv::countNonZero(local_mean(step(), nothing, 100_um, pixel) == 0.0F), 0);
}

}  // namespace
}  // namespace kossa
