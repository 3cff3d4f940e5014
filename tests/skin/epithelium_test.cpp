#include "kossa/skin/epithelium.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "kossa/skin/morphology.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::epithelium_test {
namespace {

using support::find_epithelium;

const Microns pixel(support::section_pixel_um);
const cv::Size size(700, 400);
const Mask section = support::box_um(size, 200, 200, 2400, 1200);
constexpr float infinite = std::numeric_limits<float>::infinity();

/// Epithelium of cellularity 0.2 in a section of 0.05, when the outline above `covered_to_um` is covered and the
/// threshold half way.
Mask found(const Mask& cellular, const EpidermisOptions& options = {}, double covered_to_um = 204.0) {
    FloatRaster cells(size, 0.05F);
    cells.setTo(0.2F, cellular);
    const Surface all = trace_surface(section, pixel);
    std::vector<float> thresholds(all.points.size(), infinite);
    std::vector<bool> top(all.points.size(), false);
    for (std::size_t i = 0; i < top.size(); ++i) {
        top[i] = all.points[i].y * pixel.value() < covered_to_um;
        thresholds[i] = top[i] ? 0.125F : infinite;
    }
    const CellImage image{cells, section, pixel};
    return find_epithelium(image, only(all, top, section, pixel), thresholds, support::one_piece(section), options);
}

const Mask layer = support::box_um(size, 200, 200, 2400, 80);

TEST(Epithelium, IsWhatIsMoreCellularThanTheThreshold) {
    EXPECT_GT(support::overlap(found(layer), layer), 0.99);
}

TEST(Epithelium, IncludesTheHornyLayerAboveIt) {
    const Mask below_horny = support::box_um(size, 200, 240, 2400, 60);
    EXPECT_GT(support::overlap(found(below_horny), support::box_um(size, 200, 200, 2400, 100)), 0.98);
}

TEST(Epithelium, IsNotTheDermisBetweenACutEdgeAndARidge) {
    const Mask ridge = support::box_um(size, 300, 200, 60, 180);
    const Mask dermis = support::box_um(size, 200, 296, 90, 80);
    EXPECT_EQ(cv::countNonZero(found(Mask(layer | ridge), {}, 400.0) & dermis), 0);
}

TEST(Epithelium, IncludesSmallGaps) {
    const Mask gap = support::box_um(size, 1000, 220, 20, 30);
    EXPECT_EQ(cv::countNonZero(gap & ~found(Mask(layer & ~gap))), 0);
}

TEST(Epithelium, IsNotAnInfiltrateBelowIt) {
    const Mask infiltrate = support::box_um(size, 1000, 320, 600, 100);
    EXPECT_EQ(cv::countNonZero(found(Mask(layer | infiltrate)) & infiltrate), 0);
}

TEST(Epithelium, EndsAtItsGreatestDepth) {
    const Mask column = support::box_um(size, 1000, 200, 300, 1000);
    EpidermisOptions options;
    options.deepest_um = 300.0;
    const Mask deep = support::box_um(size, 0, 520, 2800, 1000);
    EXPECT_EQ(cv::countNonZero(found(Mask(layer | column), options) & deep), 0);
    EXPECT_GT(cv::countNonZero(found(Mask(layer | column)) & deep), 0);
}

TEST(Epithelium, KeepsTheTipsOfNarrowRidgesButNotTheStrandsBelowThem) {
    Mask tip(size, 0);  // 36 um wide where it begins, a point 80 um deeper
    for (int step = 0; step < 20; ++step) {
        const int half = (20 - step) * 9 / 40;
        tip(cv::Rect(250 - half, 70 + step, 2 * half + 1, 1)).setTo(255);
    }
    const Mask strand = support::box_um(size, 1200, 280, 12, 200);
    const Mask left = without_strands(Mask(layer | tip | strand), pixel);
    const auto lowest = [](const Mask& mask) { return cv::boundingRect(mask).br().y; };
    EXPECT_GE(lowest(Mask(left & tip)) - 70, 13) << "the disc alone fits down to where it is 20 um wide";
    EXPECT_LE(lowest(Mask(left & strand)) * pixel.value(), 280.0 + 24.0);
    EXPECT_EQ(cv::countNonZero(layer & ~left), 0);
}

TEST(Epithelium, AddsNothingToALevelBorder) {
    const Mask bump = support::box_um(size, 1000, 280, 8, 8);
    EXPECT_EQ(cv::countNonZero(without_strands(Mask(layer | bump), pixel) & bump), 0);
}

TEST(Epithelium, OfAnySizeMayBeTheFirstBelowTheSurface) {
    const Surface surface = trace_surface(section, pixel);
    const Mask spot = support::box_um(size, 1000, 200, 120, 80);
    const Mask second = support::box_um(size, 1000, 400, 120, 80);
    EXPECT_EQ(cv::countNonZero(first_below(Mask(spot | second), surface, {}) != spot), 0);
    EXPECT_EQ(cv::countNonZero(at_surface(spot, surface, pixel, {})), 0);
}

TEST(Epithelium, IsNotASmallSpot) {
    EXPECT_EQ(cv::countNonZero(found(support::box_um(size, 1000, 200, 120, 80))), 0);
}

/// The horny layer of an epidermis of 100 um whose cells lie in `cells`.
Mask horny_above(const Mask& cells) {
    FloatRaster od(size, 0.05F);
    od.setTo(0.10F, section);
    od.setTo(0.30F, cells);
    const Surface surface = trace_surface(section, pixel);
    const Mask epidermis = support::box_um(size, 200, 200, 2400, 100);
    const std::vector<float> thresholds(surface.points.size(), 0.2F);
    return horny_layer(epidermis, od, section, surface, thresholds, section, pixel);
}

TEST(HornyLayer, IsWhatLiesAboveTheCells) {
    const Mask horny = support::box_um(size, 200, 200, 2400, 40);
    EXPECT_GT(support::overlap(horny_above(support::box_um(size, 200, 240, 2400, 60)), horny), 0.95);
}

TEST(HornyLayer, IsNoneWhereCellsReachTheSurface) {
    EXPECT_EQ(cv::countNonZero(horny_above(layer) & support::box_um(size, 260, 200, 2280, 60)), 0);
}

TEST(HornyLayer, IsNotAPaleSpotAmongTheCells) {
    const Mask cells(support::box_um(size, 200, 240, 2400, 60) & ~support::box_um(size, 1000, 264, 12, 12));
    EXPECT_EQ(cv::countNonZero(horny_above(cells) & support::box_um(size, 980, 252, 60, 40)), 0);
}

/// The layer drawn with a denser basal half, and its border taken `shift` too low.
Mask refined(double shift_um, float papillary_od) {
    FloatRaster od(size, 0.05F);
    od.setTo(papillary_od, section);
    od.setTo(0.18F, layer);
    od.setTo(0.30F, support::box_um(size, 200, 250, 2400, 30));
    const Mask taken = support::box_um(size, 200, 200, 2400, 80 + shift_um);
    return with_fine_border(taken, od, section, section, pixel);
}

/// Of the twenty rows of the layer, one may be wrong.
TEST(FineBorder, LiesHalfWayBetweenBothSides) {
    for (const double shift : {-12.0, 0.0, 12.0}) {
        EXPECT_GT(support::overlap(refined(shift, 0.05F), layer), 0.94) << "taken " << shift << " um too low";
        EXPECT_GT(support::overlap(refined(shift, 0.12F), layer), 0.94) << "over a cellular papillary dermis";
    }
}

TEST(FineBorder, KeepsATipAsNarrowAsARidgeIs) {
    const Mask ridge = support::box_um(size, 1000, 200, 40, 150);
    FloatRaster od(size, 0.05F);
    od.setTo(0.10F, section);
    od.setTo(0.30F, Mask(layer | ridge));
    const Mask fine = with_fine_border(Mask(layer | ridge), od, section, section, pixel);
    const Mask tip = support::box_um(size, 1000, 330, 40, 20);
    EXPECT_GT(cv::countNonZero(fine & tip), 0.7 * cv::countNonZero(tip));
    EXPECT_EQ(cv::countNonZero(fine & support::box_um(size, 1000, 356, 40, 40)), 0);
}

TEST(FineBorder, MovesLittle) {
    const Mask far = refined(100.0, 0.05F);
    EXPECT_GT(cv::countNonZero(far & support::box_um(size, 400, 290, 2000, 60)), 0.9 * 2000 * 60 / 16);
}

TEST(BorderDensity, IsThatOfBothSidesWithoutWhatIsNotCounted) {
    FloatRaster od(size, 0.1F);
    od.setTo(0.3F, layer);
    Mask counted = section.clone();
    const Mask deposit = support::box_um(size, 1000, 240, 200, 80);
    od.setTo(0.9F, deposit);
    counted.setTo(0, deposit);
    const BorderDensity density = density_at_border(layer, od, counted, section, pixel);
    EXPECT_NEAR(density.half_way().value(), 0.2, 1e-6);
    BorderDensity twice = density;
    twice += density;
    EXPECT_EQ(twice.basal_px, 2 * density.basal_px);
    EXPECT_NEAR(twice.half_way().value(), 0.2, 1e-6);
}

TEST(BorderDensity, IsNoneWithoutADermis) {
    EXPECT_FALSE(density_at_border(layer, FloatRaster(size, 0.3F), layer, layer, pixel).half_way().has_value());
}

TEST(NearBorder, IsWhereTheBorderMayLie) {
    const Mask near = near_border(layer, section, pixel);
    EXPECT_GT(support::overlap(near, support::box_um(size, 200, 260, 2400, 40)), 0.85);
    EXPECT_EQ(cv::countNonZero(near & support::box_um(size, 300, 200, 2200, 50)), 0) << "not at the surface";
}

TEST(FineBorder, LeavesTheSurfaceAlone) {
    EXPECT_EQ(cv::countNonZero(support::box_um(size, 240, 200, 2320, 40) & ~refined(0.0, 0.05F)), 0);
}

}  // namespace
}  // namespace kossa::epithelium_test
