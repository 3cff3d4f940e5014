#include "kossa/analysis/density_rasters.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace kossa {
namespace {

const OpticalDensity density(WhitePoint{{240.0, 241.0, 242.0}});

/// Many colours, and more rows than one thread takes.
RgbImage colours() {
    RgbImage image(300, 41);
    std::uint32_t state = 7;
    for (cv::Vec3b& rgb : image) {
        for (int c = 0; c < 3; ++c) {
            state = state * 1664525U + 1013904223U;
            rgb[c] = static_cast<std::uint8_t>(state >> 24U);
        }
    }
    return image;
}

TEST(DensityRasters, MeanIsThatOfTheChannelsOfEachPixel) {
    const RgbImage image = colours();
    const FloatRaster mean = mean_od_bands(image, density).all();
    for (int y = 0; y < image.rows; ++y) {
        for (int x = 0; x < image.cols; ++x) {
            const cv::Vec3w milli = density.milli(image(y, x));
            ASSERT_EQ(mean(y, x), static_cast<float>(milli[0] + milli[1] + milli[2]) * 1e-3F / 3.0F);
        }
    }
}

TEST(DensityRasters, MeanOfDensitiesIsThatOfTheImage) {
    const RgbImage image = colours();
    EXPECT_EQ(cv::norm(mean_od(density.milli(image)), mean_od_bands(image, density).all(), cv::NORM_INF), 0.0);
}

TEST(DensityRasters, BandsAreRowsOfTheWhole) {
    const RgbImage image = colours();
    const DensityBands bands = mean_od_bands(image, density);
    EXPECT_EQ(bands.size, image.size());
    EXPECT_EQ(cv::norm(bands.rows(100, 120), mean_od(density.milli(image)).rowRange(100, 120), cv::NORM_INF), 0.0);
}

TEST(DensityRasters, OfAChannelIsItsDensity) {
    const RgbImage image = colours();
    for (int channel = 0; channel < 3; ++channel) {
        const FloatRaster od = channel_od_bands(image, density, channel).all();
        ASSERT_EQ(od(17, 5), static_cast<float>(density.milli(image(17, 5))[channel]) * 1e-3F);
    }
}

TEST(DensityRasters, WithoutTheDarkestQuarterIsThatOfTheOtherThree) {
    RgbImage mean(1, 1);
    RgbImage darkest(1, 1);
    mean(0, 0) = {180, 150, 200};
    darkest(0, 0) = {60, 90, 200};  // the other three: 220, 170, 200
    for (int channel = 0; channel < 3; ++channel) {
        const FloatRaster od = channel_od_bands_without(darkest, mean, density, channel).all();
        EXPECT_EQ(od(0, 0), static_cast<float>(density.milli(cv::Vec3b(220, 170, 200))[channel]) * 1e-3F);
    }
}

TEST(DensityRasters, WithoutTheDarkestQuarterIsNoLighterThanWhite) {
    const RgbImage mean(1, 1, cv::Vec3b(250, 250, 250));
    const RgbImage darkest(1, 1, cv::Vec3b(0, 0, 0));
    EXPECT_EQ(channel_od_bands_without(darkest, mean, density, 0).all()(0, 0), 0.0F);
}

TEST(DensityRasters, WithoutTheDarkestQuarterInBandsIsRowsOfTheWhole) {
    const RgbImage image = colours();
    const RgbImage darkest(image * 0.7);
    const DensityBands bands = channel_od_bands_without(darkest, image, density, 1);
    EXPECT_EQ(bands.size, image.size());
    EXPECT_EQ(cv::norm(bands.rows(100, 120), bands.all().rowRange(100, 120), cv::NORM_INF), 0.0);
}

}  // namespace
}  // namespace kossa
