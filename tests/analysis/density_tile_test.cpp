#include "kossa/analysis/density_tile.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/stained_slide.hpp"

namespace kossa {
namespace {

StainModel stained_with(Stain stain) {
    StainModel model;
    model.stain = stain;
    if (stain == Stain::haematoxylin_eosin) {
        model.matrix = default_haematoxylin_eosin();
    } else {
        model.least_channel = 0.45;
    }
    return model;
}

bool eligible(const cv::Vec3b& rgb, const StainModel& stain) {
    return density_tile(RgbImage(1, 1, rgb), stain, OpticalDensity(stain.white.white)).eligible(0, 0) != 0;
}

TEST(DensityTile, OnHaematoxylinAndEosinOnlyBasophilicColoursAreEligible) {
    const StainModel stain = stained_with(Stain::haematoxylin_eosin);
    EXPECT_TRUE(eligible(support::colour_of({0.70, 1.00, 0.70}), stain));
    EXPECT_TRUE(eligible(support::colour_of({1.00, 1.20, 0.60}), stain));
    EXPECT_FALSE(eligible(support::colour_of({0.25, 1.20, 0.90}), stain)) << "eosin, however dense";
}

TEST(DensityTile, OnVonKossaOnlyWhatAbsorbsAllColoursIsEligible) {
    const StainModel stain = stained_with(Stain::von_kossa);
    EXPECT_TRUE(eligible({20, 20, 20}, stain));
    EXPECT_FALSE(eligible({200, 20, 60}, stain));
    EXPECT_TRUE(is_eligible({700, 900, 800}, stain));
    EXPECT_TRUE(is_eligible({490, 1130, 830}, stain)) << "a grain with the colour of what is round it";
    EXPECT_FALSE(is_eligible({340, 1360, 760}, stain)) << "nuclear fast red, however dense";
}

/// Colours of all kinds, in rows that are no whole number of words.
RgbImage colours_of_all_kinds() {
    std::mt19937_64 random(3);
    RgbImage pixels(20, 197);
    for (cv::Vec3b& rgb : pixels) {
        const auto darkest = static_cast<int>(random() % 200);
        for (int c = 0; c < 3; ++c) {
            rgb[c] = static_cast<std::uint8_t>(darkest + static_cast<int>(random() % 56));
        }
    }
    pixels.row(7) = cv::Vec3b(250, 250, 250);
    return pixels;
}

TEST(DensityTile, HoldsForEachPixelWhatIsAskedOneByOne) {
    const StainModel stain = stained_with(Stain::haematoxylin_eosin);
    const OpticalDensity density(stain.white.white);
    const RgbImage pixels = colours_of_all_kinds();
    const DensityTile tile = density_tile(pixels, stain, density);
    const double least_od = stain.segmentation.palest();
    int asked = 0;
    for (int y = 0; y < pixels.rows; ++y) {
        for (int x = 0; x < pixels.cols; ++x) {
            const cv::Vec3w od = density.milli(pixels(y, x));
            const auto light = static_cast<std::uint16_t>(density.look(pixels(y, x)) >> 48);
            const bool dense = od[0] + od[1] + od[2] >= 3000.0 * least_od;
            EXPECT_EQ(tile.looks(y, x), cv::Vec4w(od[0], od[1], od[2], light));
            EXPECT_EQ(tile.eligible(y, x) != 0, dense && is_eligible(od, stain));
            asked += dense ? 1 : 0;
        }
    }
    EXPECT_GT(asked, 100);
    EXPECT_LT(asked, static_cast<int>(pixels.total()) / 2);
}

}  // namespace
}  // namespace kossa
