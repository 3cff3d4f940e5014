#include "kossa/core/pixel_size.hpp"

#include <gtest/gtest.h>

#include "kossa/core/error.hpp"

namespace kossa {
namespace {

using namespace literals;

TEST(PixelSize, TurnsPixelsIntoMicronsAndBack) {
    const PixelSize size(0.5_um);
    EXPECT_DOUBLE_EQ(size.area(8).value(), 2.0);
    EXPECT_DOUBLE_EQ(size.distance(3, 4).value(), 2.5);
    EXPECT_DOUBLE_EQ(size.pixels(15_um).value(), 30.0);
    EXPECT_EQ(size.whole_pixels(5.7_um), 11);
    EXPECT_EQ(size.whole_pixels(5.8_um), 12);
    EXPECT_EQ(size.whole_pixels(0.1_um), 1);
}

TEST(PixelSize, KeepsTheAxesApart) {
    const PixelSize size(0.5_um, 0.25_um);
    EXPECT_DOUBLE_EQ(size.area(4).value(), 0.5);
    EXPECT_DOUBLE_EQ(size.distance(2, 0).value(), 1.0);
    EXPECT_DOUBLE_EQ(size.distance(0, 2).value(), 0.5);
    EXPECT_DOUBLE_EQ(size.mean().value(), std::sqrt(0.125));
}

TEST(PixelSize, ScalesToACoarserGrid) {
    const PixelSize coarse = PixelSize(0.25_um).scaled(2, 4);
    EXPECT_DOUBLE_EQ(coarse.x().value(), 0.5);
    EXPECT_DOUBLE_EQ(coarse.y().value(), 1.0);
}

TEST(PixelSize, RefusesWhatNoMicroscopeHas) {
    EXPECT_THROW(PixelSize(352.8_um), UsageError);  // 72 dpi
    EXPECT_THROW(PixelSize(Microns(0.0)), UsageError);
    EXPECT_THROW(PixelSize(Microns(-0.5)), UsageError);
    EXPECT_THROW(PixelSize(Microns(std::nan(""))), UsageError);
    EXPECT_THROW(PixelSize(0.5_um, 1.5_um), UsageError);
}

}  // namespace
}  // namespace kossa
