#include "kossa/skin/surface_profile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "support/masks.hpp"

namespace kossa::surface_profile_test {
namespace {

using namespace literals;

constexpr Microns pixel = 4_um;
const cv::Size size(120, 90);
constexpr int first_row = 20;  // of the half plane

Mask half_plane() {
    return support::mask_where(size, [](double, double y) { return y > first_row; });
}

Mask disc() {
    return support::mask_where(size, [](double x, double y) { return std::hypot(x - 60, y - 45) < 30; });
}

/// A value that grows by one per survey row.
FloatRaster row_numbers() {
    FloatRaster value(size);
    for (int y = 0; y < value.rows; ++y) {
        value.row(y) = static_cast<float>(y);
    }
    return value;
}

std::size_t point_at_column(const Surface& surface, int x) {
    const auto found = std::find_if(surface.points.begin(), surface.points.end(),
                                    [x](const cv::Point& p) { return p.x == x && p.y == first_row; });
    return static_cast<std::size_t>(found - surface.points.begin());
}

TEST(Surface, OfAHalfPlaneIsItsBorderButNotTheImageEdge) {
    const Surface surface = trace_surface(half_plane(), pixel);
    ASSERT_EQ(surface.points.size(), static_cast<std::size_t>(size.width - 2));
    for (const cv::Point& p : surface.points) {
        EXPECT_EQ(p.y, first_row);
    }
    EXPECT_THAT(surface.outline_begin, ::testing::ElementsAre(0U, surface.points.size()));
}

TEST(Surface, DepthIsTheExactDistanceToTheOutline) {
    const Surface surface = trace_surface(half_plane(), pixel);
    for (const int y : {first_row, first_row + 1, first_row + 40, size.height - 1}) {
        EXPECT_FLOAT_EQ(surface.depth(y, 60), static_cast<float>((y - first_row) * 4.0));
    }
    EXPECT_NEAR(surface.depth(first_row + 3, 0), std::hypot(1.0, 3.0) * 4.0, 1e-3) << "the edge is no surface";
}

TEST(Surface, NearestPointLiesStraightAbove) {
    const Surface surface = trace_surface(half_plane(), pixel);
    for (const cv::Point& below : {cv::Point(60, 30), cv::Point(7, first_row), cv::Point(100, 89)}) {
        const int nearest = surface.nearest(below);
        ASSERT_GE(nearest, 0);
        EXPECT_EQ(surface.points.at(static_cast<std::size_t>(nearest)).x, below.x);
    }
    EXPECT_EQ(surface.nearest(first_row - 1, 60), -1) << "outside the section";
}

TEST(Surface, NearestPointIsNoFartherThanTheDepthSays) {
    const Mask solid = disc();
    const Surface surface = trace_surface(solid, pixel);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            ASSERT_EQ(surface.nearest(y, x) >= 0, solid(y, x) != 0);
            if (solid(y, x) != 0) {
                const cv::Point to =
                    surface.points.at(static_cast<std::size_t>(surface.nearest(y, x))) - cv::Point(x, y);
                ASSERT_NEAR(std::hypot(to.x, to.y) * 4.0, surface.depth(y, x), 4.0) << "within a pixel";
            }
        }
    }
}

TEST(Surface, PointsFollowOneAnother) {
    const Surface surface = trace_surface(disc(), pixel);
    ASSERT_EQ(surface.outline_begin.size(), 2U);
    for (std::size_t i = 0; i < surface.points.size(); ++i) {
        const cv::Point step = surface.points[(i + 1) % surface.points.size()] - surface.points[i];
        EXPECT_LE(std::max(std::abs(step.x), std::abs(step.y)), 1);
    }
}

TEST(Surface, EveryPieceAndEveryHoleHasItsOutline) {
    const Mask pieces = support::mask_where(size, [](double x, double y) {
        const double left = std::hypot(x - 30, y - 45);
        return (left < 25 && left > 8) || std::hypot(x - 90, y - 45) < 20;
    });
    const Surface surface = trace_surface(pieces, pixel);
    ASSERT_EQ(surface.outline_begin.size(), 4U);
    EXPECT_EQ(surface.outline_begin.back(), surface.points.size());
    EXPECT_TRUE(std::is_sorted(surface.outline_begin.begin(), surface.outline_begin.end()));
}

TEST(Surface, OfNothingOrOfAFullImageIsNone) {
    for (const std::uint8_t value : {std::uint8_t{0}, std::uint8_t{255}}) {
        const Surface surface = trace_surface(Mask(9, 9, value), pixel);
        EXPECT_TRUE(surface.points.empty());
        EXPECT_EQ(cv::countNonZero(surface.nearest != -1), 0);
        EXPECT_TRUE(std::isinf(surface.depth(4, 4)));
        EXPECT_EQ(surface.outline_begin.back(), 0U);
    }
}

TEST(Surface, OfChosenPointsIsAsFarAsThey) {
    const Mask solid = half_plane();
    const Surface all = trace_surface(solid, pixel);
    std::vector<bool> left(all.points.size());
    std::transform(all.points.begin(), all.points.end(), left.begin(), [](const cv::Point& p) { return p.x <= 40; });
    const Surface surface = only(all, left, solid, pixel);
    EXPECT_EQ(surface.points, all.points) << "indices remain";
    EXPECT_EQ(surface.nearest(first_row + 10, 30), all.nearest(first_row + 10, 30));
    EXPECT_EQ(surface.nearest(first_row, 70), all.nearest(first_row, 40));
    EXPECT_FLOAT_EQ(surface.depth(first_row + 30, 80), 50.0F * 4.0F);
    EXPECT_EQ(surface.nearest(0, 10), -1) << "outside the section";
}

TEST(Surface, OfNoChosenPointIsNone) {
    const Surface all = trace_surface(half_plane(), pixel);
    const Surface none = only(all, std::vector<bool>(all.points.size(), false), half_plane(), pixel);
    EXPECT_EQ(cv::countNonZero(none.nearest != -1), 0);
    EXPECT_TRUE(std::isinf(none.depth(first_row + 3, 60)));
}

TEST(Surface, OfOnePixelIsThatPixel) {
    Mask mask(9, 9, std::uint8_t{0});
    mask(4, 5) = 255;
    const Surface surface = trace_surface(mask, pixel);
    EXPECT_THAT(surface.points, ::testing::ElementsAre(cv::Point(5, 4)));
    EXPECT_EQ(surface.nearest(4, 5), 0);
    EXPECT_EQ(surface.depth(4, 5), 0.0F);
}

TEST(MedianAlong, IsThatOfTheFiniteValuesInReach) {
    const Surface surface = trace_surface(half_plane(), pixel);
    std::vector<float> values(surface.points.size(), std::numeric_limits<float>::infinity());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int x = surface.points[i].x;
        values[i] = x < 20 ? 3.0F : x < 60 ? 5.0F : values[i];
    }
    const std::vector<float> median = median_along(values, surface, 20_um, pixel);
    EXPECT_EQ(median[point_at_column(surface, 8)], 3.0F);
    EXPECT_EQ(median[point_at_column(surface, 40)], 5.0F);
    EXPECT_EQ(median[point_at_column(surface, 62)], 5.0F) << "of those that there are";
    EXPECT_TRUE(std::isinf(median[point_at_column(surface, 90)]));
}

DepthProfiles profiles_of(const Surface& surface, const FloatRaster& value, const Mask& counted) {
    return {surface, value, counted, 10_um, 200_um};
}

/// The mean of the one depth bin from 20 to 30 um.
double mean_at_20_um(const DepthProfiles& profiles, std::size_t point) {
    return profiles.median_above(point, -1.0, 20_um, 30_um);
}

TEST(DepthProfiles, ReadMeansAtTheirDepth) {
    const Surface surface = trace_surface(half_plane(), pixel);
    const DepthProfiles profiles = profiles_of(surface, row_numbers(), half_plane());
    const std::size_t point = point_at_column(surface, 60);
    // Depths 20 to 30 um hold the rows 5, 6 and 7 below the surface, 190 to 200 the rows 48 and 49.
    EXPECT_NEAR(mean_at_20_um(profiles, point), first_row + 6.0, 1e-4);
    EXPECT_NEAR(profiles.median_above(point, first_row + 48.0, 0_um, 200_um), first_row + 48.5, 1e-4);
    EXPECT_LT(profiles.median_above(point, -1.0, 0_um, 200_um), first_row + 28.0);
    EXPECT_GT(profiles.median_above(point, -1.0, 0_um, 200_um), first_row + 22.0);
}

TEST(DepthProfiles, SayWhereALevelIsFirstExceeded) {
    const Surface surface = trace_surface(half_plane(), pixel);
    const DepthProfiles profiles = profiles_of(surface, row_numbers(), half_plane());
    const std::size_t point = point_at_column(surface, 60);
    EXPECT_EQ(profiles.first_above(point, 0.0).value(), 0.0);
    EXPECT_EQ(profiles.first_above(point, first_row + 5.9).value(), 20.0);
    EXPECT_EQ(profiles.first_above(point, first_row + 6.1).value(), 30.0);
    EXPECT_TRUE(std::isinf(profiles.first_above(point, first_row + 60.0).value()));
}

TEST(DepthProfiles, AreNegativeWhereNothingLies) {
    const Surface surface = trace_surface(half_plane(), pixel);
    const DepthProfiles profiles = profiles_of(surface, row_numbers(), half_plane());
    const std::size_t point = point_at_column(surface, 60);
    EXPECT_LT(profiles.median_above(point, -1.0, 200_um, 400_um), 0.0) << "deeper than the profile";
    EXPECT_LT(profiles.median_above(point, -1.0, 50_um, 50_um), 0.0);
    EXPECT_LT(profiles.median_above(point, 1000.0, 0_um, 200_um), 0.0) << "nothing above the level";
    const DepthProfiles none = profiles_of(surface, row_numbers(), Mask(size, std::uint8_t{0}));
    EXPECT_LT(none.median_above(point, -1.0, 0_um, 200_um), 0.0);
    EXPECT_TRUE(std::isinf(none.first_above(point, -1.0).value()));
}

TEST(DepthProfiles, LeaveOutPixelsThatDoNotCount) {
    const Surface surface = trace_surface(half_plane(), pixel);
    Mask counted = half_plane();
    counted.row(first_row + 7) = 0;
    const DepthProfiles profiles = profiles_of(surface, row_numbers(), counted);
    EXPECT_NEAR(mean_at_20_um(profiles, point_at_column(surface, 60)), first_row + 5.5, 1e-4);
}

TEST(DepthProfiles, SmoothingKeepsWhatIsTheSameAllAlong) {
    const Surface surface = trace_surface(half_plane(), pixel);
    DepthProfiles profiles = profiles_of(surface, row_numbers(), half_plane());
    profiles.smooth_along(surface, 10.0);
    EXPECT_NEAR(mean_at_20_um(profiles, point_at_column(surface, 60)), first_row + 6.0, 1e-3);
}

TEST(DepthProfiles, SmoothingSpreadsASpotAsAGaussian) {
    const Surface surface = trace_surface(half_plane(), pixel);
    FloatRaster spot(size, 0.0F);
    spot.col(60) = 1.0F;
    DepthProfiles profiles = profiles_of(surface, spot, half_plane());
    constexpr double sigma = 5.0;
    profiles.smooth_along(surface, sigma);
    for (const int away : {0, 3, 5, 10}) {
        const double expected =
            std::exp(-0.5 * away * away / (sigma * sigma)) / (sigma * std::sqrt(2 * std::numbers::pi));
        EXPECT_NEAR(mean_at_20_um(profiles, point_at_column(surface, 60 + away)), expected, 0.001);
        EXPECT_NEAR(mean_at_20_um(profiles, point_at_column(surface, 60 - away)), expected, 0.001);
    }
}

TEST(DepthProfiles, SmoothingDoesNotMixOutlines) {
    const Mask pieces =
        support::mask_where(size, [](double x, double y) { return y > 30 && y < 60 && std::abs(x - 60) > 3; });
    const Surface surface = trace_surface(pieces, pixel);
    ASSERT_EQ(surface.outline_begin.size(), 3U);
    FloatRaster left_only(size, 0.0F);
    left_only.colRange(0, 60) = 1.0F;
    DepthProfiles profiles = profiles_of(surface, left_only, pieces);
    profiles.smooth_along(surface, 50.0);
    for (std::size_t point = 0; point < surface.points.size(); ++point) {
        const double expected = surface.points[point].x < 60 ? 1.0 : 0.0;
        EXPECT_NEAR(profiles.median_above(point, -1.0, 0_um, 40_um), expected, 1e-4);
    }
}

}  // namespace
}  // namespace kossa::surface_profile_test
