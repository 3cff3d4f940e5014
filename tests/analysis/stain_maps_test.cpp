#include "kossa/analysis/stain_maps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "kossa/stain/stain_profile.hpp"
#include "support/stained_slide.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;

constexpr double step_od = stain_map_largest_od / 255.0;

StainReport reported(Stain stain) {
    StainReport report;
    report.stain = name(stain);
    report.white_point = {support::glass_level, support::glass_level, support::glass_level};
    if (stain == Stain::haematoxylin_eosin) {
        const StainMatrix matrix = default_haematoxylin_eosin();
        for (int i = 0; i < 3; ++i) {
            const OdVector row = matrix.row(i);
            report.vectors.push_back({row[0], row[1], row[2]});
        }
    }
    return report;
}

/// One pixel of every density.
Picture picture_of(const std::vector<OdVector>& densities) {
    Picture picture{RgbImage(1, static_cast<int>(densities.size())), 4.0, 4.0};
    for (int x = 0; x < picture.image.cols; ++x) {
        const OdVector& od = densities[static_cast<std::size_t>(x)];
        picture.image(0, x) = support::colour_of({od[0], od[1], od[2]});
    }
    return picture;
}

std::vector<double> densities_of(const StainMap& map) {
    std::vector<double> densities;
    std::transform(map.steps.begin(), map.steps.end(), std::back_inserter(densities),
                   [](std::uint8_t step) { return step * step_od; });
    return densities;
}

TEST(StainMaps, OnHaematoxylinAndEosinGiveBackWhatWasMixed) {
    const StainMatrix matrix = default_haematoxylin_eosin();
    const Picture picture =
        picture_of({matrix.row(0) * 0.6, matrix.row(1) * 0.5, matrix.row(0) * 0.3 + matrix.row(1) * 0.4});
    const std::vector<StainMap> maps = stain_maps(picture, reported(Stain::haematoxylin_eosin));
    ASSERT_EQ(maps.size(), 2U);
    EXPECT_EQ(maps[0].name, "haematoxylin");
    EXPECT_EQ(maps[1].name, "eosin");
    constexpr double rounding = 0.02;  // of 8-bit intensities
    using ::testing::DoubleNear;
    EXPECT_THAT(densities_of(maps[0]),
                ElementsAre(DoubleNear(0.6, rounding), DoubleNear(0.0, rounding), DoubleNear(0.3, rounding)));
    EXPECT_THAT(densities_of(maps[1]),
                ElementsAre(DoubleNear(0.0, rounding), DoubleNear(0.5, rounding), DoubleNear(0.4, rounding)));
}

TEST(StainMaps, OnVonKossaGiveTheMeanDensity) {
    const std::vector<StainMap> maps =
        stain_maps(picture_of({{0.9, 1.0, 0.8}, {0.0, 0.3, 0.0}}), reported(Stain::von_kossa));
    ASSERT_EQ(maps.size(), 1U);
    EXPECT_EQ(maps[0].name, "silver");
    EXPECT_THAT(densities_of(maps[0]), ElementsAre(::testing::DoubleNear(0.9, 0.02), ::testing::DoubleNear(0.1, 0.02)));
}

TEST(StainMaps, EndAtTheirScale) {
    const StainMap map = stain_maps(picture_of({{0.0, 0.0, 0.0}, {2.3, 2.3, 2.3}}), reported(Stain::von_kossa)).front();
    EXPECT_EQ(map.steps(0, 0), 0);
    EXPECT_EQ(map.steps(0, 1), 255);
}

TEST(StainMaps, HaveTheFrameOfThePicture) {
    const StainMap map = stain_maps(picture_of({{0.0, 0.0, 0.0}}), reported(Stain::von_kossa)).front();
    EXPECT_EQ(map.level0_from_map.x, 4.0);
    EXPECT_EQ(map.steps.size(), cv::Size(1, 1));
}

}  // namespace
}  // namespace kossa
