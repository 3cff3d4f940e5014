#include "kossa/skin/whole_bodies.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kossa/skin/surface_profile.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::whole_bodies_test {
namespace {

const Microns pixel(support::section_pixel_um);
const cv::Size size(700, 400);
const Mask section = support::box_um(size, 200, 200, 2400, 1200);
const Mask layer = support::box_um(size, 200, 200, 2400, 80);

Mask with_bodies(const Mask& epithelium, const Mask& bodies) {
    return with_whole_bodies(epithelium, bodies, support::one_piece(section), trace_surface(section, pixel).depth,
                             pixel);
}

TEST(WholeBodies, LieOnTheSideOfMostOfTheirSurroundings) {
    const Mask above = support::box_um(size, 400, 240, 60, 60);    // two thirds of it in the layer
    const Mask below = support::box_um(size, 1000, 268, 60, 60);   // a fifth
    const Mask within = support::box_um(size, 1600, 220, 40, 40);  // all
    const Mask deep = support::box_um(size, 2000, 500, 100, 100);
    const Mask bodies(above | below | within | deep);
    const Mask whole = with_bodies(Mask(layer & ~within), bodies);
    EXPECT_EQ(cv::countNonZero(above & ~whole), 0);
    EXPECT_EQ(cv::countNonZero(below & whole), 0);
    EXPECT_EQ(cv::countNonZero(within & ~whole), 0);
    EXPECT_EQ(cv::countNonZero(deep & whole), 0);
    EXPECT_EQ(cv::countNonZero((whole ^ layer) & ~bodies), 0);
}

TEST(WholeBodies, ASheetBelowTheEpitheliumIsNoneThoughItsUpperSideIsLonger) {
    Mask sheet = support::box_um(size, 200, 280, 2400, 80);
    for (int left = 240; left < 2500; left += 100) {
        sheet |= support::box_um(size, left, 264, 40, 20);  // between rete ridges
    }
    EXPECT_EQ(cv::countNonZero(with_bodies(layer, sheet) & sheet), 0);
    EXPECT_EQ(cv::countNonZero(with_bodies(layer, Mask(sheet.size(), 0)) != layer), 0);
}

/// What lies in the layer of that body, 600 um long, which takes its place there.
int in_layer(double top, double height, const Mask& left_of_layer = layer) {
    const Mask body = support::box_um(size, 1000, top, 600, height);
    return cv::countNonZero(with_bodies(Mask(left_of_layer & ~body), body) & body);
}

TEST(WholeBodies, InAGapOfTheEpitheliumAreEpitheliumHoweverLong) {
    const int all = cv::countNonZero(support::box_um(size, 1000, 200, 600, 80));
    EXPECT_EQ(in_layer(200, 80), all);
    EXPECT_GT(in_layer(200, 120), all) << "the most of it no deeper than the layer";
    EXPECT_EQ(in_layer(200, 240), 0) << "most of it deeper";
    EXPECT_EQ(in_layer(280, 80), 0) << "below a layer without a gap";
    EXPECT_EQ(in_layer(284, 80, Mask(layer & ~support::box_um(size, 1200, 200, 60, 80))), 0) << "below a narrow gap";
}

TEST(WholeBodies, AtTheEndOfTheEpitheliumFillNoGap) {
    EXPECT_EQ(in_layer(200, 80, support::box_um(size, 200, 200, 800, 80)), 0);
}

}  // namespace
}  // namespace kossa::whole_bodies_test
