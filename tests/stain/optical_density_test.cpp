#include "kossa/stain/optical_density.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace kossa {
namespace {

constexpr WhitePoint tinted{{240.5, 200.0, 251.25}};
constexpr double glass = 4096.0;
constexpr double three_roundings = 1.5;

TEST(OpticalDensity, TableEqualsTheFormula) {
    for (const WhitePoint& white : {WhitePoint{}, tinted, WhitePoint{{1.0, 128.0, 255.0}}}) {
        const OpticalDensity density(white);
        for (int channel = 0; channel < 3; ++channel) {
            for (int i = 0; i < 256; ++i) {
                const double intensity = std::max(1, i);
                const double od = -std::log10(intensity / white.intensity.at(static_cast<std::size_t>(channel)));
                EXPECT_NEAR(density.milli(channel, static_cast<std::uint8_t>(i)), 1000.0 * std::max(0.0, od), 0.5001);
            }
        }
    }
}

TEST(OpticalDensity, KnowsTheValuesByHeart) {
    const OpticalDensity density(WhitePoint{{250.0, 250.0, 250.0}});
    EXPECT_EQ(density.milli(0, 250), 0);
    EXPECT_EQ(density.milli(1, 25), 1000);
    EXPECT_EQ(density.milli(2, 125), 301);
    EXPECT_EQ(density.milli(0, 1), 2398);
}

TEST(OpticalDensity, BlackIsReadAsOneGreyLevel) {
    const OpticalDensity density(WhitePoint{});
    EXPECT_EQ(density.milli(0, 0), density.milli(0, 1));
    EXPECT_EQ(density.milli(0, 0), 2407);
}

TEST(OpticalDensity, BrighterThanGlassIsZero) {
    const OpticalDensity density(tinted);
    EXPECT_EQ(density.milli(1, 201), 0);
    EXPECT_EQ(density.milli(1, 255), 0);
}

TEST(OpticalDensity, ImageKeepsShapeAndChannelOrder) {
    const OpticalDensity density(tinted);
    RgbImage image(2, 3, cv::Vec3b(240, 200, 251));
    image(1, 2) = {10, 50, 90};
    const MilliOd od = density.milli(image);
    ASSERT_EQ(od.size(), image.size());
    EXPECT_EQ(od(1, 2), cv::Vec3w(density.milli(0, 10), density.milli(1, 50), density.milli(2, 90)));
    EXPECT_EQ(od(1, 2), density.milli(cv::Vec3b(10, 50, 90)));
    EXPECT_GT(od(1, 2)[0], od(1, 2)[1]);
    EXPECT_LE(od(0, 0)[0], 1);
}

TEST(OpticalDensity, AnEmptyImageStaysEmpty) {
    EXPECT_TRUE(OpticalDensity(WhitePoint{}).milli(RgbImage()).empty());
}

double light_of(const OpticalDensity& density, const cv::Vec3b& rgb) {
    return static_cast<double>(density.look(rgb) >> 48);
}

TEST(Light, IsTheMeanOfIntensityOverWhite) {
    const OpticalDensity density(tinted);
    for (const cv::Vec3b& rgb : {cv::Vec3b(240, 200, 251), cv::Vec3b(0, 0, 0), cv::Vec3b(17, 130, 255)}) {
        double share = 0.0;
        for (int c = 0; c < 3; ++c) {
            share += rgb[c] / tinted.intensity.at(static_cast<std::size_t>(c)) / 3.0;
        }
        EXPECT_NEAR(light_of(density, rgb), share * glass, three_roundings);
    }
}

TEST(Light, ClipsAtSixteenTimesGlass) {
    const OpticalDensity dark(WhitePoint{{1.0, 1.0, 1.0}});
    EXPECT_NEAR(light_of(dark, cv::Vec3b(255, 255, 255)), 16 * glass, 2);
    EXPECT_NEAR(light_of(dark, cv::Vec3b(15, 15, 15)), 15 * glass, three_roundings);
}

}  // namespace
}  // namespace kossa
