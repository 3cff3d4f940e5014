#include "../../src/skin/bit_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/masks.hpp"

namespace kossa::bit_rows_test {
namespace {

using support::SameMask;

/// A pixel is inside where one near enough is: the definition.
Mask slowly_grown(const Mask& mask, int square) {
    Mask result(mask.size(), 0);
    const int reach = static_cast<int>(std::sqrt(square));
    std::vector<cv::Point> inside;
    cv::findNonZero(mask, inside);
    for (const cv::Point& p : inside) {
        for (int y = std::max(0, p.y - reach); y <= std::min(mask.rows - 1, p.y + reach); ++y) {
            for (int x = std::max(0, p.x - reach); x <= std::min(mask.cols - 1, p.x + reach); ++x) {
                const cv::Point d = cv::Point(x, y) - p;
                result(y, x) = d.dot(d) <= square ? 255 : result(y, x);
            }
        }
    }
    return result;
}

/// Widths about those of one and two words.
std::vector<Mask> masks_of_many_widths(double share_inside) {
    std::vector<Mask> masks;
    for (const int width : {1, 63, 64, 65, 130}) {
        masks.push_back(support::random_mask({width, 40}, share_inside, static_cast<std::uint64_t>(width)));
    }
    return masks;
}

TEST(BitRows, GiveTheMaskBack) {
    for (const Mask& mask : masks_of_many_widths(0.5)) {
        EXPECT_THAT(BitRows(mask, 0).inner(0), SameMask(mask));
        EXPECT_THAT(BitRows(mask, 70).inner(70), SameMask(mask));
        EXPECT_THAT(BitRows(mask, 3).inverted().inner(3), SameMask(Mask(255 - mask)));
    }
}

TEST(BitRows, RepeatTheEdgeInTheirMargin) {
    const Mask mask = support::drawn({"#.", ".."});
    EXPECT_THAT(BitRows(mask, 2).inner(0),
                SameMask(support::drawn({"###...", "###...", "###...", "......", "......", "......"})));
}

TEST(BitRows, CountEveryPixelThatIsNot0AsInside) {
    const Mask mask(1, 3, std::uint8_t{1});
    EXPECT_THAT(BitRows(mask, 0).inner(0), SameMask(Mask(1, 3, std::uint8_t{255})));
}

TEST(BitRows, GrowLikeTheDefinition) {
    for (const double share : {0.002, 0.05}) {
        for (const Mask& mask : masks_of_many_widths(share)) {
            for (const int square : {0, 1, 6, 36, 1406, 4900}) {
                EXPECT_THAT(BitRows(mask, 0).grown(square).inner(0), SameMask(slowly_grown(mask, square))) << square;
            }
        }
    }
}

TEST(BitRows, GrowAlikeOnAnyNumberOfThreads) {
    const Mask mask = support::random_mask({150, 500}, 0.001, 1);
    cv::setNumThreads(2);
    EXPECT_THAT(BitRows(mask, 0).grown(81).inner(0), SameMask(slowly_grown(mask, 81)));
    cv::setNumThreads(1);
}

}  // namespace
}  // namespace kossa::bit_rows_test
