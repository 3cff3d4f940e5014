#include "kossa/skin/pen.hpp"

#include <gtest/gtest.h>

#include "kossa/skin/distance.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/tissue.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::pen_test {
namespace {

using support::find_tissue;

const Microns pixel(support::section_pixel_um);
const cv::Size size(500, 400);  // 2 x 1.6 mm
const Mask section = support::box_um(size, 800, 200, 1000, 1200);
const Mask stroke = support::box_um(size, 500, 100, 400, 1400);

/// The section of 0.2 and ink of 1.2, whose edge is so wide.
FloatRaster slide_with(const Mask& ink, float edge_um) {
    FloatRaster od(size, 0.0F);
    od.setTo(0.2F, section);
    const FloatRaster outside = distance_to(ink, pixel);
    const FloatRaster shade(cv::max(0.0F, FloatRaster(1.0F - outside / edge_um)));
    return FloatRaster(od + 1.2F * shade);
}

Mask found(const Mask& ink, float edge_um) {
    const FloatRaster od = slide_with(ink, edge_um);
    return pen_strokes(Mask(od > 0.25F), Mask(od > 0.02F), bands_of(od), pixel);
}

TEST(PenStrokes, AreOpaqueAndOutOfFocus) {
    const Mask pen = found(stroke, 60.0F);
    EXPECT_EQ(cv::countNonZero(stroke & ~pen), 0);
    const Mask glass_side = support::box_um(size, 300, 300, 200, 1000);
    const Mask rim(glass_side & Mask(slide_with(stroke, 60.0F) > 0.02F));
    EXPECT_EQ(cv::countNonZero(rim & ~pen), 0) << "with their pale rim";
    const Mask beside = support::box_um(size, 960, 240, 840, 1120);
    EXPECT_EQ(cv::countNonZero(pen & beside), 0) << "but without the tissue beside them";
}

TEST(PenStrokes, AreNotSharpAsCalciumIs) {
    EXPECT_EQ(cv::countNonZero(found(stroke, 8.0F)), 0);
}

TEST(PenStrokes, AreLargeAndWide) {
    EXPECT_EQ(cv::countNonZero(found(support::box_um(size, 500, 600, 300, 400), 60.0F)), 0) << "0.12 mm2";
    EXPECT_EQ(cv::countNonZero(found(support::box_um(size, 600, 20, 100, 1560), 60.0F)), 0) << "wide as a hair";
}

TEST(PenStrokes, AreNoTissueAndMakeNoSurface) {
    const FloatRaster od = slide_with(stroke, 60.0F);
    const Mask ink = dilated(stroke, Microns(64.0), pixel);
    const TissueMap map =
        find_tissue(bands_of(od), bands_of(od), {ink, Mask(size, std::uint8_t{0})}, pixel, {}).part({{0, 0}, size});
    EXPECT_EQ(cv::countNonZero(map.tissue & stroke), 0);
    EXPECT_EQ(cv::countNonZero(stroke & ~map.solid), 0);
    EXPECT_EQ(map.piece_count, 1);
}

TEST(PenStrokes, AreNoPieceOfTheirOwn) {
    const Mask apart = support::box_um(size, 100, 100, 400, 1400);
    const FloatRaster od = slide_with(apart, 60.0F);
    const Mask ink = dilated(apart, Microns(64.0), pixel);
    const TissueMap map =
        find_tissue(bands_of(od), bands_of(od), {ink, Mask(size, std::uint8_t{0})}, pixel, {}).part({{0, 0}, size});
    EXPECT_EQ(map.piece_count, 1);
    EXPECT_EQ(cv::countNonZero(map.solid & apart), 0);
}

TEST(PenStrokes, HaveAnEdgeThatIsNotFirm) {
    const Mask beside = support::box_um(size, 500, 100, 260, 1400);
    const Mask between = support::box_um(size, 760, 200, 40, 1200);
    const Mask ink(beside | support::box_um(size, 800, 200, 40, 1200));  // on the cut edge of the section
    FloatRaster od = slide_with(beside, 8.0F);
    od.setTo(0.3F, between);
    const TissueMap map =
        find_tissue(bands_of(od), bands_of(od), {ink, Mask(size, std::uint8_t{0})}, pixel, {}).part({{0, 0}, size});
    ASSERT_EQ(cv::countNonZero(ink & ~map.ink), 0) << "too sharp to be taken off";
    EXPECT_EQ(cv::countNonZero(map.firm & between), 0);
    EXPECT_EQ(cv::countNonZero(support::box_um(size, 860, 220, 920, 1160) & ~map.firm), 0);
}

TEST(WideInk, IsNoMarginInk) {
    const Mask margin = support::box_um(size, 1700, 200, 60, 1200);
    const Mask ink(stroke | margin);
    EXPECT_EQ(cv::countNonZero(wide_ink(ink, pixel) & margin), 0);
    const Mask middle = support::box_um(size, 560, 160, 240, 1280);
    EXPECT_EQ(cv::countNonZero(middle & ~wide_ink(ink, pixel)), 0);
}

}  // namespace
}  // namespace kossa::pen_test
