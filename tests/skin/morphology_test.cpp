#include "kossa/skin/morphology.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/skin/distance.hpp"
#include "support/masks.hpp"

namespace kossa::morphology_test {
namespace {

using namespace literals;
using support::drawn;
using support::SameMask;

constexpr Microns pixel = 4_um;

/// Whether any pixel within the radius has the value, pixels beyond the image repeating its edge: the definition.
bool any_within(const Mask& mask, int x, int y, double radius_px, bool inside) {
    const int reach = static_cast<int>(std::floor(radius_px));
    for (int dy = -reach; dy <= reach; ++dy) {
        for (int dx = -reach; dx <= reach; ++dx) {
            const int column = std::clamp(x + dx, 0, mask.cols - 1);
            const int row = std::clamp(y + dy, 0, mask.rows - 1);
            if (dx * dx + dy * dy <= radius_px * radius_px + 1e-9 && (mask(row, column) != 0) == inside) {
                return true;
            }
        }
    }
    return false;
}

Mask slowly_dilated(const Mask& mask, double radius_px) {
    Mask result(mask.size());
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            result(y, x) = any_within(mask, x, y, radius_px, true) ? 255 : 0;
        }
    }
    return result;
}

Mask slowly_eroded(const Mask& mask, double radius_px) {
    Mask result(mask.size());
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            result(y, x) = any_within(mask, x, y, radius_px, false) ? 0 : 255;
        }
    }
    return result;
}

/// The mask with its edge repeated far enough for two steps not to feel the new edge.
Mask widened(const Mask& mask, int margin) {
    Mask result;
    cv::copyMakeBorder(mask, result, margin, margin, margin, margin, cv::BORDER_REPLICATE);
    return result;
}

Mask narrowed(const Mask& mask, int margin) {
    return mask(cv::Rect(margin, margin, mask.cols - 2 * margin, mask.rows - 2 * margin)).clone();
}

class Discs : public ::testing::TestWithParam<double> {
  protected:
    const double radius_px = GetParam();
    const Microns radius = pixel * GetParam();
    const int margin = 3 * static_cast<int>(std::ceil(GetParam())) + 3;

    std::vector<Mask> masks() const {
        std::vector<Mask> all{Mask(9, 9, std::uint8_t{0}), Mask(9, 9, std::uint8_t{255}),
                              Mask(1, 1, std::uint8_t{255})};
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            all.push_back(support::random_mask({23, 17}, 0.05, seed));
            all.push_back(support::random_mask({23, 17}, 0.5, seed));
            all.push_back(support::random_mask({23, 17}, 0.95, seed));
        }
        return all;
    }
};

TEST_P(Discs, DilateLikeTheDefinition) {
    for (const Mask& mask : masks()) {
        EXPECT_THAT(dilated(mask, radius, pixel), SameMask(slowly_dilated(mask, radius_px)));
    }
}

TEST_P(Discs, ErodeLikeTheDefinition) {
    for (const Mask& mask : masks()) {
        EXPECT_THAT(eroded(mask, radius, pixel), SameMask(slowly_eroded(mask, radius_px)));
    }
}

TEST_P(Discs, CloseLikeTheDefinition) {
    for (const Mask& mask : masks()) {
        const Mask expected = slowly_eroded(slowly_dilated(widened(mask, margin), radius_px), radius_px);
        EXPECT_THAT(closed(mask, radius, pixel), SameMask(narrowed(expected, margin)));
    }
}

TEST_P(Discs, OpenLikeTheDefinition) {
    for (const Mask& mask : masks()) {
        const Mask expected = slowly_dilated(slowly_eroded(widened(mask, margin), radius_px), radius_px);
        EXPECT_THAT(opened(mask, radius, pixel), SameMask(narrowed(expected, margin)));
    }
}

/// Squares of positions beyond 4096 are not whole in single precision, in which OpenCV takes distances.
TEST(Morphology, DiscsAreExactFarToTheRightToo) {
    Mask mask(120, 6000, std::uint8_t{0});
    const cv::Point centre(5500, 60);
    mask(centre) = 255;
    constexpr int radius_px = 51;
    const Mask grown = dilated(mask, Microns(radius_px), Microns(1.0));
    for (int y = 0; y < grown.rows; ++y) {
        for (int x = centre.x - radius_px - 1; x <= centre.x + radius_px + 1; ++x) {
            const cv::Point d = cv::Point(x, y) - centre;
            EXPECT_EQ(grown(y, x) != 0, d.dot(d) <= radius_px * radius_px) << x << ", " << y;
        }
    }
    EXPECT_EQ(cv::countNonZero(grown), 8173);  // whole points in that circle
}

INSTANTIATE_TEST_SUITE_P(Radii, Discs, ::testing::Values(0.0, 0.9, 1.0, 1.5, 2.3, 5.0));

TEST(Within, IsWhereTheDistanceIsNoLarger) {
    const Mask mask = support::random_mask({130, 90}, 0.002, 5);
    for (const double um : {-1.0, 0.0, 3.9, 4.0, 5.65, 5.66, 40.0, 119.9, 120.0}) {
        for (const Microns each : {4_um, 3.7_um}) {
            const Mask expected(distance_to(mask, each) <= um);
            EXPECT_THAT(within(mask, Microns(um), each), SameMask(expected)) << um;
        }
    }
    EXPECT_EQ(cv::countNonZero(within(Mask(3, 4, std::uint8_t{0}), 40_um, pixel)), 0);
}

TEST(VisitSets, GivesEachSetByItselfThoughTheirBoxesOverlap) {
    const Mask mask = drawn({"####", "#..#", "#.#.", "...."});
    std::vector<std::pair<cv::Rect, int>> seen;
    visit_sets(mask,
               [&](const cv::Rect& box, const Mask& pixels) { seen.emplace_back(box, cv::countNonZero(pixels)); });
    EXPECT_EQ(seen, (std::vector{std::pair(cv::Rect(0, 0, 4, 3), 8)})) << "corners connect";
    seen.clear();
    visit_sets(drawn({"###", "#..", "#.#"}),
               [&](const cv::Rect& box, const Mask& pixels) { seen.emplace_back(box, cv::countNonZero(pixels)); });
    EXPECT_EQ(seen, (std::vector{std::pair(cv::Rect(0, 0, 3, 3), 5), std::pair(cv::Rect(2, 2, 1, 1), 1)}));
}

TEST(Closed, KeepsTissueThatTheImageEdgeCuts) {
    const Mask half = support::mask_where({20, 20}, [](double x, double) { return x < 8; });
    EXPECT_THAT(closed(half, 20_um, pixel), SameMask(half));
    EXPECT_THAT(opened(half, 20_um, pixel), SameMask(half));
}

TEST(HolesFilled, UpToTheirArea) {
    const Mask mask = drawn({"#######", "#.##..#", "####..#", "#######"});
    const Mask small_filled = drawn({"#######", "####..#", "####..#", "#######"});
    EXPECT_THAT(holes_filled(mask, SquareMicrons(15.9), pixel), SameMask(mask));
    EXPECT_THAT(holes_filled(mask, SquareMicrons(16.0), pixel), SameMask(small_filled));
    EXPECT_EQ(cv::countNonZero(holes_filled(mask, SquareMicrons(64.0), pixel)), 28);
}

TEST(HolesFilled, NeverAtTheImageEdge) {
    const Mask mask = drawn({"#.###", "##.##", "###..", "##.##", ".####"});
    const Mask expected = drawn({"#.###", "#####", "###..", "#####", ".####"});
    EXPECT_THAT(holes_filled(mask, SquareMicrons(1e9), pixel), SameMask(expected));
    EXPECT_EQ(cv::countNonZero(holes_filled(Mask(5, 5, std::uint8_t{0}), SquareMicrons(1e9), pixel)), 0);
}

TEST(WithoutSmall, RemovesSetsBelowTheArea) {
    const Mask mask = drawn({"##...", "....#", ".#...", "..#..", "...#."});
    const Mask three = drawn({".....", ".....", ".#...", "..#..", "...#."});
    EXPECT_THAT(without_small(mask, SquareMicrons(48.0), pixel), SameMask(three)) << "corners connect";
    EXPECT_EQ(cv::countNonZero(without_small(mask, SquareMicrons(48.1), pixel)), 0);
    EXPECT_THAT(without_small(mask, SquareMicrons(16.0), pixel), SameMask(mask));
    EXPECT_THAT(without_small(mask, SquareMicrons(0.0), pixel), SameMask(mask));
}

TEST(MostlyInBoth, KeepsSetsOfWhichHalfLiesInEach) {
    const Mask mask = drawn({"##..#.", "...#..", "##....", "..#..#"});
    const Mask one = drawn({"#...#.", "......", "###...", "......"});
    const Mask other = drawn({".#.##.", "...#..", "#.....", "......"});
    EXPECT_THAT(mostly_in_both(mask, one, other), SameMask(drawn({"##..#.", "...#..", "......", "......"})));
}

/// The sets of OpenCV, pixel by pixel.
Mask slowly_mostly_in_both(const Mask& mask, const Mask& one, const Mask& other) {
    LabelRaster labels;
    Mask kept(mask.size(), 0);
    const int count = cv::connectedComponents(mask, labels, 8);
    for (int label = 1; label < count; ++label) {
        const Mask set(labels == label);
        const int all = cv::countNonZero(set);
        if (2 * cv::countNonZero(set & one) >= all && 2 * cv::countNonZero(set & other) >= all) {
            kept |= set;
        }
    }
    return kept;
}

TEST(MostlyInBoth, CountsAllPixelsOfASet) {
    const cv::Size size(61, 47);
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const Mask mask = support::random_mask(size, 0.25, seed);
        const Mask one = support::random_mask(size, 0.5, seed + 10);
        const Mask other = support::random_mask(size, 0.6, seed + 20);
        EXPECT_THAT(mostly_in_both(mask, one, other), SameMask(slowly_mostly_in_both(mask, one, other)));
    }
}

}  // namespace
}  // namespace kossa::morphology_test
