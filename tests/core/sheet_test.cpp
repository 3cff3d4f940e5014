#include "kossa/core/sheet.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "support/masks.hpp"

namespace kossa {
namespace {

const cv::Size size(200, 130);

TEST(Sheet, IsBackgroundUntilItIsWrittenTo) {
    const FloatSheet sheet(size, 7.0F);
    EXPECT_EQ(sheet.size(), size);
    EXPECT_EQ(sheet(129, 199), 7.0F);
    EXPECT_THAT(FloatRaster(sheet), support::RasterNear(FloatRaster(size, 7.0F), 0.0));
}

TEST(Sheet, GivesBackWhatWasPutOnIt) {
    const Mask raster = support::random_mask(size, 0.5, 3);
    const MaskSheet sheet = raster;
    EXPECT_THAT(Mask(sheet), support::SameMask(raster));
    const cv::Rect across(50, 40, 90, 70);  // over several squares, none of them whole
    EXPECT_THAT(sheet.part(across), support::SameMask(Mask(raster(across))));
    EXPECT_EQ(sheet(77, 111), raster(77, 111));
    EXPECT_EQ(sheet(cv::Point(111, 77)), raster(77, 111));
    EXPECT_EQ(count_non_zero(sheet), cv::countNonZero(raster));
}

TEST(Sheet, PutReplacesThePartAlone) {
    Mask raster = support::random_mask(size, 0.5, 4);
    MaskSheet sheet = raster;
    const Mask part = support::random_mask({90, 70}, 0.5, 5);
    part.copyTo(raster(cv::Rect(100, 60, 90, 70)));
    sheet.put({100, 60}, part);
    EXPECT_THAT(Mask(sheet), support::SameMask(raster));
    sheet.fill({0, 0, 100, 130}, 0);
    raster.colRange(0, 100) = 0;
    EXPECT_THAT(Mask(sheet), support::SameMask(raster));
}

TEST(Sheet, ACopyIsNotChangedWithTheOther) {
    MaskSheet sheet = Mask(size, 255);
    const MaskSheet copy = sheet;
    EXPECT_TRUE(copy == sheet);
    sheet.at(5, 6) = 0;
    EXPECT_EQ(copy(5, 6), 255);
    EXPECT_EQ(sheet(5, 6), 0);
    EXPECT_FALSE(copy == sheet);
}

TEST(Sheet, WhatIsNotANumberMayBeTheBackgroundAndEqualsItself) {
    constexpr float none = std::numeric_limits<float>::quiet_NaN();
    FloatSheet sheet(size, none);
    FloatSheet same(size, none);
    same.put({0, 0}, FloatRaster(size, none));
    EXPECT_TRUE(sheet == same);
    sheet.at(100, 100) = 1.0F;
    EXPECT_FALSE(sheet == same);
    EXPECT_TRUE(std::isnan(sheet(100, 101)));
}

}  // namespace
}  // namespace kossa
