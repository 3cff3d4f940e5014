#include "../../src/skin/left_above.hpp"

#include <gtest/gtest.h>

#include "support/synthetic_section.hpp"

namespace kossa::left_above_test {
namespace {

const Microns pixel(support::section_pixel_um);
const cv::Size size(700, 400);
const Mask nothing(size, std::uint8_t{0});

/// From 200 to 2600 um and from 200 um down.
TissueMap section(double bottom_um) {
    const Mask all = support::box_um(size, 200, 200, 2400, bottom_um - 200);
    TissueMap tissue;
    tissue.tissue = tissue.solid = tissue.firm = all;
    tissue.pieces = LabelRaster(size, 0);
    tissue.pieces.setTo(1, all);
    tissue.piece_count = 1;
    return tissue;
}

/// An epidermis outlined down to 280 um, all along.
Mask outlined(double top_um) {
    return support::box_um(size, 200, top_um, 2400, 280 - top_um);
}

void expect_strip(const Mask& left, double top_um) {
    const Mask strip = support::box_um(size, 200, 200, 2400, top_um - 200);
    EXPECT_EQ(cv::countNonZero(left ^ strip), 0) << top_um;
}

TEST(LeftAbove, IsTheStripBetweenOutlineAndGlass) {
    for (const double top_um : {204.0, 212.0, 240.0, 268.0}) {
        expect_strip(left_above(outlined(top_um), nothing, section(1400), pixel), top_um);
    }
    EXPECT_EQ(cv::countNonZero(left_above(outlined(200), nothing, section(1400), pixel)), 0);
}

TEST(LeftAbove, IsNoDermisOfAThinSection) {
    EXPECT_EQ(cv::countNonZero(left_above(outlined(200), nothing, section(400), pixel)), 0);
    expect_strip(left_above(outlined(230), nothing, section(400), pixel), 232.0);
}

TEST(LeftAbove, IsNoThickTissue) {
    const Mask deep = support::box_um(size, 200, 600, 2400, 80);
    EXPECT_EQ(cv::countNonZero(left_above(deep, nothing, section(1400), pixel)), 0);
}

TEST(LeftAbove, WhereAnEpidermisWasFoundIsOfThat) {
    const Mask found = support::box_um(size, 200, 220, 2400, 60);
    const Mask left = left_above(outlined(240), found, section(1400), pixel);
    EXPECT_EQ(cv::countNonZero(left & ~support::box_um(size, 200, 200, 2400, 40)), 0);
    EXPECT_EQ(cv::countNonZero(support::box_um(size, 200, 220, 2400, 20) & ~left), 0);
}

}  // namespace
}  // namespace kossa::left_above_test
