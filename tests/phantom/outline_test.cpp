#include "kossa/phantom/outline.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <set>

#include "kossa/phantom/noise.hpp"

namespace kossa::phantom {
namespace {

Mask random_mask(std::uint64_t seed, double share) {
    Mask mask(24, 31, std::uint8_t{0});
    Random random(seed);
    for (std::uint8_t& pixel : mask) {
        pixel = random.chance(share) ? 255 : 0;
    }
    return mask;
}

double area(const Ring<Level0>& ring) {
    double twice = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2.0;
}

// Even-odd rule at the pixel's centre, over all rings.
bool inside(const MultiPolygon<Level0>& polygons, double x, double y) {
    bool result = false;
    const auto cross = [&](const Ring<Level0>& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto& a = ring[i];
            const auto& b = ring[(i + 1) % ring.size()];
            result ^= (a.y > y) != (b.y > y) && a.x > x;  // edges are level or upright
        }
    };
    for (const Polygon<Level0>& polygon : polygons) {
        cross(polygon.shell);
        for (const Ring<Level0>& hole : polygon.holes) {
            cross(hole);
        }
    }
    return result;
}

TEST(Outline, OfOnePixelIsItsFourCorners) {
    Mask mask(3, 3, std::uint8_t{0});
    mask(1, 2) = 255;
    const MultiPolygon<Level0> polygons = outlines_of(mask, {10.0, 20.0});
    ASSERT_EQ(polygons.size(), 1U);
    EXPECT_EQ(polygons[0].shell, (Ring<Level0>{{12, 21}, {13, 21}, {13, 22}, {12, 22}}));
    EXPECT_DOUBLE_EQ(area(polygons[0].shell), 1.0);
}

TEST(Outline, FilledGivesTheMaskBack) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Mask mask = random_mask(seed, 0.2 + 0.015 * static_cast<double>(seed));
        const MultiPolygon<Level0> polygons = outlines_of(mask, {0.0, 0.0});
        for (int y = 0; y < mask.rows; ++y) {
            for (int x = 0; x < mask.cols; ++x) {
                ASSERT_EQ(inside(polygons, x + 0.5, y + 0.5), mask(y, x) != 0) << seed << ": " << x << ", " << y;
            }
        }
    }
}

TEST(Outline, NoRingMeetsACornerTwice) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        for (const Polygon<Level0>& polygon : outlines_of(random_mask(seed, 0.6), {0.0, 0.0})) {
            std::vector<Ring<Level0>> rings = polygon.holes;
            rings.push_back(polygon.shell);
            for (const Ring<Level0>& ring : rings) {
                std::set<std::pair<double, double>> corners;
                for (const Point<Level0>& p : ring) {
                    EXPECT_TRUE(corners.insert({p.x, p.y}).second) << seed;
                }
            }
        }
    }
}

TEST(Outline, ShellsAndHolesTurnOppositeWaysAndAreasAddUp) {
    const Mask mask = random_mask(3, 0.7);
    cv::Mat labels;
    const auto polygons = outlines_of(mask, {0.0, 0.0});
    EXPECT_EQ(static_cast<int>(polygons.size()), cv::connectedComponents(mask, labels, 4) - 1);
    double total = 0.0;
    for (const Polygon<Level0>& polygon : polygons) {
        EXPECT_GT(area(polygon.shell), 0.0);
        total += area(polygon.shell);
        for (const Ring<Level0>& hole : polygon.holes) {
            EXPECT_LT(area(hole), 0.0);
            total += area(hole);
        }
    }
    EXPECT_DOUBLE_EQ(total, cv::countNonZero(mask));
}

TEST(Outline, OfNothingIsEmpty) {
    EXPECT_TRUE(outlines_of(Mask(4, 4, std::uint8_t{0}), {0.0, 0.0}).empty());
}

}  // namespace
}  // namespace kossa::phantom
