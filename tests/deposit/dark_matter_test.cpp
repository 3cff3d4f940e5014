#include "kossa/deposit/dark_matter.hpp"

#include <gtest/gtest.h>

#include "support/plain_masks.hpp"

namespace kossa {
namespace {

const PixelSize half_micron(Microns(0.5));

BitMask all_within(const cv::Size& size, const cv::Rect& place) {
    BitMask mask(size);
    for (int y = place.y; y < place.br().y; ++y) {
        for (int x = place.x; x < place.br().x; ++x) {
            mask[y][x / word_px] |= BitMask::Word{1} << (x % word_px);
        }
    }
    return mask;
}

TEST(DarkMatter, CountsInOddPixels) {
    EXPECT_EQ(odd_pixels(8.0), 9);
    EXPECT_EQ(odd_pixels(4.0), 5);
    EXPECT_EQ(odd_pixels(0.4), 1);
    EXPECT_EQ(square_round(Microns(5.0), half_micron).across, 10);
    EXPECT_EQ(square_round(Microns(-1.0), half_micron).down, 0);
}

TEST(DarkMatter, HoldsSquaresThatGapsOfNoiseDoNotPart) {
    const auto squares_with_gap = [](int gap) {
        BitMask dark = all_within({60, 60}, {10, 10, 20, 40});
        dark |= all_within({60, 60}, {30 + gap, 10, 20 - gap, 40});
        const BoxRound square = square_round(Microns(5.0), half_micron);
        return cv::countNonZero(support::unpacked(middles_of_squares(dark, square, half_micron)));
    };
    EXPECT_EQ(squares_with_gap(0), 20 * 20);
    EXPECT_EQ(squares_with_gap(2), 20 * 20) << "1 um";
    EXPECT_EQ(squares_with_gap(3), 0);
    EXPECT_TRUE(bounding_rect(middles_of_squares(BitMask({60, 60}), {10, 10}, half_micron)).empty());
}

TEST(DarkMatter, KeepsThePlacesThatAreNoMoreSaturated) {
    DensityTile tile{cv::Mat_<cv::Vec4w>(30, 60, cv::Vec4w(500, 500, 500, 0)), Mask(30, 60, std::uint8_t{255})};
    tile.looks(cv::Rect(30, 0, 30, 30)) = cv::Vec4w(300, 900, 300, 0);
    const DepositGround ground(tile, {}, 900);
    const BitMask all = all_within({60, 30}, {0, 0, 60, 30});
    const Mask grey = support::unpacked(no_more_saturated(all, ground, 9, 0.3));
    EXPECT_EQ(cv::countNonZero(grey.colRange(0, 26)), 26 * 30);
    EXPECT_EQ(cv::countNonZero(grey.colRange(34, 60)), 0);
    EXPECT_EQ(cv::countNonZero(support::unpacked(no_more_saturated(all, ground, 9, 1.0))), 60 * 30);
    EXPECT_TRUE(bounding_rect(no_more_saturated(BitMask({60, 30}), ground, 9, 1.0)).empty());
}

}  // namespace
}  // namespace kossa
