#include "kossa/skin/distance.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "support/masks.hpp"

namespace kossa::distance_test {
namespace {

using namespace literals;

constexpr Microns pixel = 4_um;

FloatRaster slow_distance(const Mask& mask) {
    std::vector<cv::Point> inside;
    cv::findNonZero(mask, inside);
    FloatRaster distance(mask.size(), std::numeric_limits<float>::infinity());
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            for (const cv::Point& p : inside) {
                distance(y, x) = std::min(distance(y, x), static_cast<float>(std::hypot(x - p.x, y - p.y) * 4.0));
            }
        }
    }
    return distance;
}

/// What OpenCV gives, which is exact up to column 4096.
FloatRaster distance_by_opencv(const Mask& mask, Microns um) {
    FloatRaster distance;
    cv::distanceTransform(255 - mask, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    distance *= um.value();
    return distance;
}

TEST(DistanceTo, IsExactBetweenPixelCentres) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const Mask mask = support::random_mask({61, 47}, 0.004, seed);
        EXPECT_THAT(distance_to(mask, pixel), support::RasterNear(slow_distance(mask), 1e-3));
    }
}

TEST(DistanceTo, IsToTheLastBitThatOfOpenCv) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        for (const double share : {0.00002, 0.01, 0.5, 0.99}) {
            const Mask mask = support::random_mask({701, 303}, share, seed);
            EXPECT_THAT(distance_to(mask, 3.7_um), support::RasterNear(distance_by_opencv(mask, 3.7_um), 0.0));
        }
    }
}

/// Squares of positions beyond 4096 are not whole in single precision.
TEST(DistanceTo, IsExactFarToTheRightToo) {
    Mask mask(3, 9000, std::uint8_t{0});
    mask(0, 8301) = 255;
    mask(2, 8500) = 255;
    const FloatRaster distance = distance_to(mask, 1_um);
    for (int x = 8200; x < 8700; ++x) {
        const float expected = static_cast<float>(std::min(std::hypot(x - 8301.0, 0.0), std::hypot(x - 8500.0, 2.0)));
        EXPECT_FLOAT_EQ(distance(0, x), expected) << x;
    }
}

TEST(DistanceTo, DoesNotDependOnTheNumberOfThreads) {
    const Mask mask = support::random_mask({900, 500}, 0.001, 1);
    cv::setNumThreads(1);
    const FloatRaster one = distance_to(mask, pixel);
    cv::setNumThreads(2);
    EXPECT_THAT(distance_to(mask, pixel), support::RasterNear(one, 0.0));
    cv::setNumThreads(1);
}

TEST(DistanceTo, AnEmptyMaskIsInfinite) {
    const FloatRaster far = distance_to(Mask(3, 4, std::uint8_t{0}), pixel);
    EXPECT_EQ(far.size(), cv::Size(4, 3));
    EXPECT_EQ(cv::countNonZero(far == std::numeric_limits<float>::infinity()), 12);
}

TEST(DistanceTo, AFullMaskIsZero) {
    EXPECT_EQ(cv::countNonZero(distance_to(Mask(3, 4, std::uint8_t{255}), pixel)), 0);
}

TEST(Nearer, IsAsTheDistancesAre) {
    const cv::Size size(301, 203);
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        for (const double share : {0.0, 0.0001, 0.01}) {
            const Mask one = support::random_mask(size, 0.001, seed);
            const Mask other = support::random_mask(size, share, seed + 10);
            const Mask wanted = support::random_mask(size, 0.3, seed + 20);
            const Mask less(distance_to(one, pixel) < distance_to(other, pixel));
            EXPECT_THAT(nearer(wanted, one, other), support::SameMask(Mask(wanted & less)));
            EXPECT_THAT(nearer(wanted, other, one),
                        support::SameMask(Mask(wanted & Mask(distance_to(other, pixel) < distance_to(one, pixel)))));
        }
    }
}

}  // namespace
}  // namespace kossa::distance_test
