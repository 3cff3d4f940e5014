#include "kossa/deposit/shape.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "support/components.hpp"

namespace kossa {
namespace {

using namespace literals;
using std::numbers::pi;

const PixelSize shape_pixel(0.5_um);

Shape shape_of(const Mask& mask, const PixelSize& working = shape_pixel) {
    return measure_shape(support::runs_at(mask), working);
}

/// Radius in pixels; the centre lies anywhere within a pixel.
Mask shifted_disc(double radius, double offset_x = 0.0, double offset_y = 0.0) {
    const int side = 2 * static_cast<int>(std::ceil(radius)) + 4;
    const double x0 = side / 2 + offset_x;
    const double y0 = side / 2 + offset_y;
    return support::mask_where({side, side}, [&](double x, double y) { return std::hypot(x - x0, y - y0) < radius; });
}

TEST(Shape, OfADiscHasItsPerimeterWithinTwoPercent) {
    for (const double radius : {15.0, 25.0, 40.0, 100.0}) {
        for (const double offset : {0.0, 0.3, 0.5}) {
            const Shape shape = shape_of(shifted_disc(radius, offset, 0.7 * offset));
            const double perimeter = 2.0 * pi * radius * 0.5;
            EXPECT_NEAR(shape.perimeter.value(), perimeter, 0.02 * perimeter) << radius << " + " << offset;
            EXPECT_GT(shape.circularity, 0.95) << radius;
            EXPECT_GT(shape.solidity, 0.94) << radius;
        }
    }
}

TEST(Shape, OfADiscHasItsDiameters) {
    const Shape shape = shape_of(shifted_disc(40.0));
    EXPECT_NEAR(shape.equivalent_diameter.value(), 40.0, 0.2);
    EXPECT_NEAR(shape.max_diameter.value(), 40.0, 0.7);
    EXPECT_NEAR(shape.area.value(), pi * 400.0, 0.005 * pi * 400.0);
}

TEST(EnclosedArea, HoldsTheHolesAndNoBays) {
    Mask mask(20, 30, std::uint8_t{255});
    mask(cv::Rect(2, 2, 6, 6)).setTo(0);
    mask(cv::Rect(20, 4, 10, 6)).setTo(0);  // a bay
    EXPECT_EQ(enclosed_area(support::runs_at(mask), shape_pixel).value(), 0.25 * (600 - 60));
    Mask ring(4, 4, std::uint8_t{0});
    for (const auto& [y, x] : {std::pair{0, 1}, {1, 0}, {1, 2}, {2, 1}}) {
        ring(y, x) = 255;
    }
    EXPECT_EQ(enclosed_area(support::runs_at(ring), shape_pixel).value(), 0.25 * 5) << "closed over corners";
}

TEST(Shape, OfASquareIsExact) {
    const Shape shape = shape_of(Mask(20, 20, std::uint8_t{255}));
    EXPECT_DOUBLE_EQ(shape.area.value(), 100.0);
    EXPECT_DOUBLE_EQ(shape.convex_area.value(), 100.0);
    EXPECT_DOUBLE_EQ(shape.solidity, 1.0);
    EXPECT_DOUBLE_EQ(shape.max_diameter.value(), std::hypot(10.0, 10.0));
    EXPECT_DOUBLE_EQ(shape.perimeter.value(), 40.0 * pi / 4.0);  // the formula is exact on average over orientations
}

/// A square's perimeter, averaged over how it lies.
TEST(Shape, PerimeterOfASquareIsRightOnAverageOverItsOrientations) {
    constexpr double half_side = 30.0;
    constexpr int steps = 45;
    double sum = 0.0;
    for (int i = 0; i < steps; ++i) {
        const double angle = pi / 2.0 * i / steps;
        const Mask square = support::mask_where({100, 100}, [&](double x, double y) {
            const double u = (x - 50.0) * std::cos(angle) + (y - 50.0) * std::sin(angle);
            const double v = (y - 50.0) * std::cos(angle) - (x - 50.0) * std::sin(angle);
            return std::abs(u) < half_side && std::abs(v) < half_side;
        });
        sum += shape_of(square).perimeter.value();
    }
    const double perimeter = 8.0 * half_side * 0.5;
    EXPECT_NEAR(sum / steps, perimeter, 0.02 * perimeter);
}

TEST(Shape, OfALineIsFarFromRound) {
    const Shape shape = shape_of(Mask(1, 100, std::uint8_t{255}));
    EXPECT_DOUBLE_EQ(shape.area.value(), 25.0);
    EXPECT_DOUBLE_EQ(shape.solidity, 1.0);
    EXPECT_DOUBLE_EQ(shape.max_diameter.value(), std::hypot(50.0, 0.5));
    EXPECT_LT(shape.circularity, 0.1);
}

TEST(Shape, OfAHollowRingHasBothItsOutlines) {
    const Mask ring = support::mask_where({100, 100}, [](double x, double y) {
        const double r = std::hypot(x - 50.0, y - 50.0);
        return r >= 20.0 && r < 40.0;
    });
    const Shape shape = shape_of(ring);
    EXPECT_NEAR(shape.area.value(), pi * (400.0 - 100.0), 6.0);
    EXPECT_NEAR(shape.perimeter.value(), 2.0 * pi * (20.0 + 10.0), 0.02 * 2.0 * pi * 30.0);
    EXPECT_NEAR(shape.solidity, 0.75, 0.02);
    EXPECT_NEAR(shape.max_diameter.value(), 40.0, 0.7);
}

TEST(Shape, ConvexAreaOfATriangleCutIntoStepsCoversTheSteps) {
    // Four rows of 1, 2, 3, 4 pixels: the hull has the corners (0,0) (1,0) (4,3) (4,4) (0,4).
    const Shape shape = shape_of(support::drawn({"#...", "##..", "###.", "####"}), PixelSize(1_um));
    EXPECT_DOUBLE_EQ(shape.area.value(), 10.0);
    EXPECT_DOUBLE_EQ(shape.convex_area.value(), 11.5);
}

TEST(Shape, FollowsPixelsThatAreNotSquare) {
    const PixelSize wide(0.5_um, 0.25_um);
    const Shape shape = shape_of(Mask(40, 20, std::uint8_t{255}), wide);  // 10 um square
    EXPECT_DOUBLE_EQ(shape.area.value(), 100.0);
    EXPECT_DOUBLE_EQ(shape.convex_area.value(), 100.0);
    EXPECT_DOUBLE_EQ(shape.max_diameter.value(), std::hypot(10.0, 10.0));
    EXPECT_DOUBLE_EQ(shape.perimeter.value(), 40.0 * pi / 4.0);
    const Mask oval = support::mask_where(
        {100, 200}, [](double x, double y) { return std::hypot((x - 50.0) * 0.5, (y - 100.0) * 0.25) < 20.0; });
    EXPECT_NEAR(shape_of(oval, wide).perimeter.value(), 40.0 * pi, 0.02 * 40.0 * pi);
}

TEST(Shape, OfOnePixelIsAtMostRound) {
    const Shape shape = shape_of(Mask(1, 1, std::uint8_t{255}));
    EXPECT_DOUBLE_EQ(shape.area.value(), 0.25);
    EXPECT_EQ(shape.circularity, 1.0);
}

/// All four corners of every pixel.
std::vector<cv::Point> corners_one_by_one(const Mask& mask) {
    std::vector<cv::Point> corners;
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            if (mask(y, x) != 0) {
                corners.insert(corners.end(), {{x, y}, {x + 1, y}, {x, y + 1}, {x + 1, y + 1}});
            }
        }
    }
    return corners;
}

TEST(Shape, HasTheConvexHullOfAllItsCorners) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Mask mask = support::random_mask({41, 33}, 0.01 * static_cast<double>(seed), seed);
        cv::ellipse(mask, {20, 16}, {19, 15}, 0.0, 0.0, 360.0, cv::Scalar(0), 9);  // rows without any, and odd shapes
        mask(16, 20) = 255;
        std::vector<cv::Point> hull;
        cv::convexHull(corners_one_by_one(mask), hull);
        double largest = 0.0;
        for (const cv::Point& a : hull) {
            for (const cv::Point& b : hull) {
                largest = std::max(largest, std::hypot(a.x - b.x, a.y - b.y));
            }
        }
        const Shape shape = shape_of(mask, PixelSize(1_um));
        EXPECT_DOUBLE_EQ(shape.convex_area.value(), cv::contourArea(hull)) << seed;
        EXPECT_EQ(shape.max_diameter.value(), largest) << seed;
    }
}

std::int64_t edges_one_by_one(const Mask& mask) {
    const auto inside = [&mask](int x, int y) {
        return x >= 0 && y >= 0 && x < mask.cols && y < mask.rows && mask(y, x) != 0;
    };
    std::int64_t edges = 0;
    for (int y = 0; y <= mask.rows; ++y) {
        for (int x = 0; x <= mask.cols; ++x) {
            edges += inside(x, y) != inside(x - 1, y) ? 1 : 0;
            edges += inside(x, y) != inside(x, y - 1) ? 1 : 0;
        }
    }
    return edges;
}

TEST(EdgeCount, EqualsCountingPixelByPixel) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Mask mask = support::random_mask({37, 29}, 0.05 * static_cast<double>(seed), seed);
        EXPECT_EQ(edge_count(support::runs_at(mask)), edges_one_by_one(mask)) << seed;
    }
}

using WorkingRuns = std::vector<Run<Working>>;  // within a test Run is its own

TEST(LargestPart, IsThatOfMostPixels) {
    const WorkingRuns runs{{0, 0, 3}, {0, 10, 12}, {1, 3, 5}, {1, 10, 13}, {2, 11, 14}};
    EXPECT_EQ(largest_part(runs), (WorkingRuns{{0, 10, 12}, {1, 10, 13}, {2, 11, 14}}));
    EXPECT_EQ(largest_part(WorkingRuns{{0, 0, 3}, {1, 3, 5}}), (WorkingRuns{{0, 0, 3}, {1, 3, 5}})) << "corners touch";
    EXPECT_EQ(largest_part(WorkingRuns{{0, 0, 3}, {0, 5, 8}}), (WorkingRuns{{0, 0, 3}})) << "the first of two";
}

TEST(Parts, AreConnectedAlsoAtCorners) {
    Mask mask(6, 12, std::uint8_t{0});
    mask(cv::Rect(0, 0, 3, 2)) = 255;
    mask(cv::Rect(3, 2, 2, 2)) = 255;
    mask(cv::Rect(8, 1, 4, 5)) = 255;
    const auto parts = parts_of(support::runs_at(mask, 100, 200));
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].size(), 4U);
    EXPECT_EQ(parts[1], support::runs_at(Mask(5, 4, std::uint8_t{255}), 108, 201));
    EXPECT_EQ(pixels_of_parts(support::runs_at(mask)), (std::vector<std::int64_t>{10, 20}));
}

double axis_ratio_of(const Mask& mask, const PixelSize& working = shape_pixel) {
    return axis_ratio(support::runs_at(mask, 1000, 2000), working);
}

TEST(AxisRatio, OfADiscOrSquareIsOne) {
    EXPECT_NEAR(axis_ratio_of(shifted_disc(20.0, 0.3, 0.1)), 1.0, 0.005);
    EXPECT_NEAR(axis_ratio_of(shifted_disc(3.0)), 1.0, 1e-9);
    EXPECT_NEAR(axis_ratio_of(Mask(7, 7, std::uint8_t{255})), 1.0, 1e-9);
    EXPECT_NEAR(axis_ratio_of(Mask(1, 1, std::uint8_t{255})), 1.0, 1e-9);
}

TEST(AxisRatio, IsWidthOverLengthInAnyDirection) {
    EXPECT_NEAR(axis_ratio_of(Mask(4, 20, std::uint8_t{255})), 0.2, 1e-9);
    EXPECT_NEAR(axis_ratio_of(Mask(20, 4, std::uint8_t{255})), 0.2, 1e-9);
    for (const double degrees : {0.0, 30.0, 45.0, 110.0}) {
        const double c = std::cos(degrees * pi / 180.0);
        const double s = std::sin(degrees * pi / 180.0);
        const Mask ellipse = support::mask_where({100, 100}, [&](double x, double y) {
            const double along = (c * (x - 50.0) + s * (y - 50.0)) / 40.0;
            const double across = (c * (y - 50.0) - s * (x - 50.0)) / 16.0;
            return std::hypot(along, across) < 1.0;
        });
        EXPECT_NEAR(axis_ratio_of(ellipse), 0.4, 0.01) << degrees;
    }
}

TEST(AxisRatio, KnowsOblongPixels) {
    EXPECT_NEAR(axis_ratio_of(Mask(10, 10, std::uint8_t{255}), PixelSize(0.5_um, 0.25_um)), 0.5, 1e-9);
}

}  // namespace
}  // namespace kossa
