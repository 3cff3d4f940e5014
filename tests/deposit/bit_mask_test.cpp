#include "kossa/deposit/bit_mask.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/plain_masks.hpp"

namespace kossa {
namespace {

using support::disc_of;
using support::same_mask;

/// One pixel of `one_in` is set; the first and the last are.
Mask random_mask(const cv::Size& size, std::uint64_t one_in) {
    std::mt19937_64 random(one_in);
    Mask mask(size, std::uint8_t{0});
    for (std::uint8_t& pixel : mask) {
        pixel = random() % one_in == 0 ? 255 : 0;
    }
    mask(0, 0) = mask(size.height - 1, size.width - 1) = 255;
    return mask;
}

BitMask bits_of_mask(const Mask& mask) {
    BitMask bits(mask.size());
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            bits[y][x / word_px] |= BitMask::Word{mask(y, x) != 0} << (x % word_px);
        }
    }
    return bits;
}

class BitMaskOf : public ::testing::TestWithParam<cv::Size> {
  protected:
    cv::Mat box(int across, int down) const { return cv::Mat::ones(2 * down + 1, 2 * across + 1, CV_8U); }
};

TEST_P(BitMaskOf, DilatesAndErodesAsOpenCvDoes) {
    const Mask sparse = random_mask(GetParam(), 150);
    const Mask holed = Mask(~random_mask(GetParam(), 150));
    for (const auto& [across, down] : {std::pair(0, 0), std::pair(1, 0), std::pair(3, 5), std::pair(12, 12),
                                       std::pair(64, 1), std::pair(70, 2), std::pair(200, 0)}) {
        Mask expected;
        cv::dilate(sparse, expected, box(across, down));
        EXPECT_TRUE(same_mask(dilated(bits_of_mask(sparse), BoxRound{across, down}), expected)) << across;
        cv::erode(holed, expected, box(across, down));
        EXPECT_TRUE(same_mask(eroded(bits_of_mask(holed), {across, down}), expected)) << across;
    }
}

TEST_P(BitMaskOf, DilatesByDiscsOfAnyRadius) {
    const Mask mask = random_mask(GetParam(), 400);
    for (int radius = 1; radius < 15; ++radius) {
        Mask expected;
        cv::dilate(mask, expected, disc_of(radius));
        EXPECT_TRUE(same_mask(dilated(bits_of_mask(mask), boxes_of_disc(radius)), expected)) << radius;
    }
}

TEST_P(BitMaskOf, CombinesAsMasksDo) {
    const Mask a = random_mask(GetParam(), 2);
    const Mask b = random_mask(GetParam(), 3);
    BitMask both = bits_of_mask(a);
    both &= bits_of_mask(b);
    BitMask either = bits_of_mask(a);
    either |= bits_of_mask(b);
    EXPECT_TRUE(same_mask(both, Mask(a & b)));
    EXPECT_TRUE(same_mask(either, Mask(a | b)));
    EXPECT_TRUE(same_mask(~bits_of_mask(a), Mask(~a)));
    EXPECT_TRUE(same_mask(bits_of_mask(a).without(bits_of_mask(b)), Mask(a & ~b)));
}

TEST_P(BitMaskOf, NoBitIsSetBeyondTheLastColumn) {
    const BitMask mask = dilated(~BitMask(GetParam()), BoxRound{3, 3});
    std::int64_t set = 0;
    for (int y = 0; y < mask.rows(); ++y) {
        for (int i = 0; i < mask.words(); ++i) {
            set += std::popcount(mask[y][i]);
        }
    }
    EXPECT_EQ(set, GetParam().area());
}

TEST_P(BitMaskOf, TheBoundingRectangleIsTight) {
    Mask mask(GetParam(), std::uint8_t{0});
    EXPECT_TRUE(bounding_rect(bits_of_mask(mask)).empty());
    const cv::Rect rect(mask.cols / 3, mask.rows / 4, mask.cols / 2, mask.rows / 2);
    mask(rect) = std::uint8_t{255};
    EXPECT_EQ(bounding_rect(bits_of_mask(mask)), rect);
}

TEST_P(BitMaskOf, WithinARectangleIsWhatLiesInIt) {
    const Mask mask = random_mask(GetParam(), 2);
    const cv::Rect rect(-3, 5, mask.cols, mask.rows);
    Mask expected(mask.size(), std::uint8_t{0});
    const cv::Rect inside = rect & cv::Rect({0, 0}, mask.size());
    mask(inside).copyTo(expected(inside));
    EXPECT_TRUE(same_mask(within(bits_of_mask(mask), rect), expected));
    EXPECT_TRUE(bounding_rect(within(bits_of_mask(mask), {0, 0, 0, 0})).empty());
}

TEST_P(BitMaskOf, FindsTheFirstPixelSetOrClear) {
    const Mask mask = random_mask(GetParam(), 40);
    const BitMask bits = bits_of_mask(mask);
    for (int begin = 0; begin < mask.cols; begin += 7) {
        const std::uint8_t* row = mask[3];
        const int end = std::min(mask.cols, begin + 90);
        EXPECT_EQ(first_set(bits[3], begin, end),
                  std::find_if(row + begin, row + end, [](std::uint8_t p) { return p != 0; }) - row);
        EXPECT_EQ(first_clear(bits[3], begin, end), std::find(row + begin, row + end, 0) - row);
        int counted = 0;
        visit_words(begin, end, [&](int i, BitMask::Word among) {
            visit_bits(bits[3][i] & among, i * word_px, [&](int x) {
                EXPECT_TRUE(x >= begin && x < end && bits(3, x));
                ++counted;
            });
        });
        EXPECT_EQ(counted, cv::countNonZero(mask.row(3).colRange(begin, end)));
    }
}

TEST_P(BitMaskOf, KeepsThePixelsThatAConditionHoldsFor) {
    const Mask mask = random_mask(GetParam(), 2);
    Mask expected = mask.clone();
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            expected(y, x) = (x + y) % 3 == 0 ? mask(y, x) : std::uint8_t{0};
        }
    }
    const auto on_every_third = [](int x, int y) { return (x + y) % 3 == 0; };
    EXPECT_TRUE(same_mask(kept_where(bits_of_mask(mask), on_every_third), expected));
}

INSTANTIATE_TEST_SUITE_P(BitMask, BitMaskOf,
                         ::testing::Values(cv::Size(64, 20), cv::Size(130, 40), cv::Size(40, 50), cv::Size(191, 30)));

}  // namespace
}  // namespace kossa
