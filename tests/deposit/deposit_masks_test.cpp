#include "kossa/deposit/deposit_masks.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/plain_masks.hpp"
#include "support/samples.hpp"

namespace kossa {
namespace {

using support::plain_masks;
using support::PlainMasks;
using support::same_mask;
using support::unpacked;

/// Clouds of all densities, each channel its own, and some places that are not eligible.
DensityTile clouds(const cv::Size& size, double blur, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    cv::Mat_<double> light(size);
    std::ranges::generate(light, [&] { return support::uniform(random); });
    cv::GaussianBlur(light, light, {}, blur);
    cv::normalize(light, light, 0.05, 0.9, cv::NORM_MINMAX);
    DensityTile tile{cv::Mat_<cv::Vec4w>(size), Mask(size, std::uint8_t{255})};
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double od = -1000.0 * std::log10(light(y, x)) * (0.9 + 0.2 * support::uniform(random));
            tile.looks(y, x) = {static_cast<std::uint16_t>(0.9 * od), static_cast<std::uint16_t>(1.1 * od),
                                static_cast<std::uint16_t>(od), static_cast<std::uint16_t>(4096.0 * light(y, x))};
            tile.eligible(y, x) = support::uniform(random) < 0.02 ? 0 : 255;
        }
    }
    tile.eligible(cv::Rect(size.width / 2, 0, size.width / 8, size.height)) = std::uint8_t{0};
    return tile;
}

struct MaskCase {
    cv::Size size;
    double blur;
    MaskLimits limits;
};

class DepositMasksOf : public ::testing::TestWithParam<MaskCase> {};

TEST_P(DepositMasksOf, EqualsTheSlowMasks) {
    const MaskCase& c = GetParam();
    const DensityTile tile = clouds(c.size, c.blur, 5);
    constexpr int palest = 1500;
    const DepositGround ground(tile, c.limits, palest);
    for (const int seed : {palest, 1800, 2300}) {
        const PlainMasks plain = plain_masks(tile, c.limits, palest, seed);
        const DepositMasks masks = ground.masks(seed);
        EXPECT_GT(cv::countNonZero(plain.kept), 0);
        EXPECT_TRUE(same_mask(masks.seeds, plain.seeds)) << seed;
        EXPECT_TRUE(same_mask(masks.kept, plain.kept)) << seed;
        EXPECT_TRUE(same_mask(masks.beyond, plain.beyond)) << seed;
        EXPECT_TRUE(same_mask(masks.thin, plain.thin)) << seed;
        EXPECT_EQ(masks.has_wide, cv::countNonZero(plain.kept != plain.thin) > 0);
    }
}

// Limits as at 0.5 um, with a margin, with a reach beyond the square, of one pixel each, and with cracks.
INSTANTIATE_TEST_SUITE_P(DepositMasks, DepositMasksOf,
                         ::testing::Values(MaskCase{{150, 130}, 1.0, {4, 12, 10, 1, 1350, 1200, 900, 2867}},
                                           MaskCase{{150, 130}, 4.0, {4, 12, 10, 1, 1350, 1200, 900, 2867}},
                                           MaskCase{{128, 90}, 9.0, {4, 12, 10, 1, 1350, 1200, 900, 2867}},
                                           MaskCase{{150, 130}, 4.0, {4, 12, 10, 1, 1350, 1200, 900, 2867, 29}},
                                           MaskCase{{140, 60}, 3.0, {9, 3, 5, 2, 1500, 1100, 900, 2867}},
                                           MaskCase{{65, 70}, 2.0, {1, 1, 1, 0, 1350, 1000, 600, 3000}},
                                           MaskCase{{150, 130}, 1.0, {4, 12, 10, 1, 1350, 1200, 900, 2867, 0, 819}},
                                           MaskCase{{150, 130}, 4.0, {4, 12, 10, 1, 1350, 1200, 900, 2867, 29, 200}},
                                           MaskCase{{65, 70}, 2.0, {1, 1, 1, 0, 1350, 1000, 600, 3000, 0, 819}}));

TEST(DepositMasks, AreTheSameOnAGroundThatIsReadAgain) {
    DensityTile tile = clouds({150, 130}, 4.0, 5);
    const MaskLimits limits{4, 12, 10, 1, 1350, 1200, 900, 2867};
    const DepositGround ground(tile, limits, 1200);
    MaskLimits denser = limits;
    denser.body_sum = denser.gapless_sum = 1500;
    tile.eligible.colRange(20, 40) = std::uint8_t{0};
    for (const int surroundings : {900, 1300}) {
        denser.surroundings_sum = surroundings;
        const DepositMasks afresh = DepositGround(tile, denser, 1500).masks(1500);
        const BitMask fewer = DepositGround(tile, denser, 1500).eligible();
        const DepositMasks again = ground.read_again(denser, fewer, 1500).masks(1500);
        EXPECT_FALSE(bounding_rect(again.thin).empty());
        EXPECT_TRUE(same_mask(again.seeds, unpacked(afresh.seeds)));
        EXPECT_TRUE(same_mask(again.kept, unpacked(afresh.kept)));
        EXPECT_TRUE(same_mask(again.thin, unpacked(afresh.thin)));
    }
}

TEST(DepositMasks, OfPaleTissueAreEmpty) {
    const DensityTile tile{cv::Mat_<cv::Vec4w>(80, 80, cv::Vec4w(200, 200, 200, 2584)),
                           Mask(80, 80, std::uint8_t{255})};
    const DepositMasks masks = DepositGround(tile, {4, 12, 10, 1, 1350, 1200, 900, 2867}, 1500).masks(1500);
    EXPECT_TRUE(bounding_rect(masks.kept).empty());
    EXPECT_FALSE(masks.has_wide);
}

}  // namespace
}  // namespace kossa
