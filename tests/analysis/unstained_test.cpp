#include "kossa/analysis/unstained.hpp"

#include <gtest/gtest.h>

#include <array>

#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using namespace literals;

constexpr Microns survey_px = 8_um;

using Densities = std::array<double, 3>;

/// A square of one density in the middle of glass.
RgbImage ink_square(const Densities& od) {
    RgbImage image(30, 30, cv::Vec3b::all(support::glass_level));
    image(cv::Rect(10, 10, 10, 10)) = support::colour_of(od);
    return image;
}

const OpticalDensity by_glass(WhitePoint{support::glass_level, support::glass_level, support::glass_level});

int cell_free(const Densities& od) {
    return cv::countNonZero(without_cells(ink_square(od), by_glass, {}, survey_px));
}

int ink_coloured(const Densities& od) {
    return cv::countNonZero(colour_of_ink(ink_square(od), by_glass, {}, survey_px));
}

constexpr int grown_square = 140;  // by a pixel to each side, but not at the corners

const Densities green_od{0.90, 0.35, 0.40};
const Densities black_od{1.00, 1.10, 1.15};
const Densities pale_black_od{0.32, 0.30, 0.29};
const Densities melanin_od{0.45, 0.64, 0.68};
const Densities nuclei_od{0.40, 0.62, 0.28};
const Densities epidermis_od{0.20, 0.31, 0.17};
const Densities collagen_od{0.07, 0.25, 0.13};

TEST(ColourOfInk, IsGreenBlackOrPaleBlack) {
    EXPECT_EQ(ink_coloured(green_od), grown_square);
    EXPECT_EQ(ink_coloured(black_od), grown_square);
    EXPECT_EQ(ink_coloured(pale_black_od), grown_square);
}

TEST(ColourOfInk, IsThatOfNoStainNorOfMelanin) {
    for (const Densities& od : {melanin_od, nuclei_od, epidermis_od, collagen_od}) {
        EXPECT_EQ(ink_coloured(od), 0) << od[0];
    }
}

TEST(WithoutCells, IsWhatIsGreenOrDenseAndGrey) {
    EXPECT_EQ(cell_free(green_od), grown_square);
    EXPECT_EQ(cell_free(black_od), grown_square);
    EXPECT_EQ(cell_free(melanin_od), grown_square);
    for (const Densities& od : {pale_black_od, nuclei_od, epidermis_od, collagen_od}) {
        EXPECT_EQ(cell_free(od), 0) << od[0];
    }
}

/// A square of that side in survey pixels, of one density, in tissue.
FloatRaster solid_square(int side, float od) {
    FloatRaster tissue(40, 40, 0.2F);
    tissue(cv::Rect(10, 10, side, side)).setTo(od);
    return tissue;
}

TEST(SolidMatter, IsWhatIsThroughoutAsDenseAsNuclei) {
    const auto solid = [](const FloatRaster& od) { return solid_matter(bands_of(od), 0.5, {}, survey_px); };
    const Mask plaque = solid(solid_square(12, 0.5F));
    EXPECT_EQ(cv::countNonZero(plaque(cv::Rect(12, 12, 8, 8))), 64);
    EXPECT_EQ(cv::countNonZero(plaque), cv::countNonZero(plaque(cv::Rect(9, 9, 14, 14)))) << "grown by a pixel";
    EXPECT_EQ(cv::countNonZero(solid(solid_square(12, 0.49F))), 0) << "paler";
    EXPECT_EQ(cv::countNonZero(solid(solid_square(4, 0.9F))), 0) << "narrower than 40 um";
    FloatRaster crowd = solid_square(12, 0.6F);
    for (int at = 10; at < 22; at += 4) {
        crowd(cv::Rect(10, at, 12, 1)).setTo(0.4F);
        crowd(cv::Rect(at, 10, 1, 12)).setTo(0.4F);
    }
    EXPECT_EQ(cv::countNonZero(solid(crowd)), 0) << "with something paler between";
}

TEST(SolidParts, AreWideAndGrown) {
    const auto square = [](int side) {
        Mask calcium(40, 40, std::uint8_t{0});
        calcium(cv::Rect(10, 10, side, side)).setTo(255);
        return solid_parts(calcium, {}, survey_px);
    };
    EXPECT_EQ(cv::countNonZero(square(12)(cv::Rect(12, 12, 8, 8))), 64);
    EXPECT_EQ(cv::countNonZero(square(12)), cv::countNonZero(square(12)(cv::Rect(9, 9, 14, 14))));
    EXPECT_GT(cv::countNonZero(square(12)), 12 * 12);
    EXPECT_EQ(cv::countNonZero(square(4)), 0) << "narrower than 40 um";
}

}  // namespace
}  // namespace kossa
