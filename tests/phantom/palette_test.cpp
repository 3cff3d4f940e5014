#include "kossa/phantom/palette.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace kossa::phantom {
namespace {

double saturation(const Hsd& colour) {
    return std::hypot(colour.cx, colour.cy);
}

TEST(Hsd, GoesToDensitiesAndBack) {
    const Hsd colour{0.42, -0.1, 0.41};
    const Density density = density_from(colour);
    EXPECT_NEAR((density[0] + density[1] + density[2]) / 3.0F, 0.42, 1e-6);
    const Hsd back = hsd_from(density);
    EXPECT_NEAR(back.density, colour.density, 1e-6);
    EXPECT_NEAR(back.cx, colour.cx, 1e-6);
    EXPECT_NEAR(back.cy, colour.cy, 1e-6);
}

TEST(Palette, NoDensityIsNegative) {
    for (const Stain stain : {Stain::haematoxylin_eosin, Stain::von_kossa}) {
        const Palette palette(stain, 1.0);
        for (std::size_t i = 0; i < static_cast<std::size_t>(Material::count); ++i) {
            const Density density = palette[static_cast<Material>(i)];
            EXPECT_TRUE(density[0] >= 0.F && density[1] >= 0.F && density[2] >= 0.F) << i;
        }
    }
}

TEST(Palette, DenseCalciumOnHaematoxylinIsDarkerAndGreyerThanNuclei) {
    const Palette palette(Stain::haematoxylin_eosin, 1.0);
    const Hsd calcium = hsd_from(palette[Material::dense_calcium]);
    const Hsd nuclei = hsd_from(palette[Material::keratinocyte_nucleus]);
    EXPECT_GE(calcium.density, 0.7);
    EXPECT_LE(calcium.density, 0.85);
    EXPECT_GE(saturation(calcium), 0.18);
    EXPECT_LE(saturation(calcium), 0.32);
    EXPECT_LT(nuclei.density, 0.5);
    EXPECT_GT(saturation(nuclei), saturation(calcium));
}

TEST(Palette, SilverIsNeutralBlackWhateverTheStrengthOfTheCounterstain) {
    for (const double strength : {0.5, 1.5}) {
        const Palette palette(Stain::von_kossa, strength);
        for (const Material calcium :
             {Material::dense_calcium, Material::amorphous_calcium, Material::granular_calcium}) {
            const Hsd colour = hsd_from(palette[calcium]);
            EXPECT_GE(colour.density, 1.1);
            EXPECT_LE(colour.density, 1.5);
            EXPECT_LT(saturation(colour), 0.1);
        }
    }
}

TEST(Palette, StrengthScalesDyesAndNotPigments) {
    const Palette weak(Stain::haematoxylin_eosin, 0.5);
    const Palette plain(Stain::haematoxylin_eosin, 1.0);
    EXPECT_NEAR(weak[Material::reticular_collagen][1], plain[Material::reticular_collagen][1] / 2.F, 1e-6);
    EXPECT_EQ(weak[Material::melanin], plain[Material::melanin]);
}

}  // namespace
}  // namespace kossa::phantom
