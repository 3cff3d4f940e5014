#include "kossa/skin/adnexa.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/synthetic_section.hpp"

namespace kossa::adnexa_test {
namespace {

const Microns pixel(support::section_pixel_um);
const cv::Size size(700, 400);
const Mask tissue = support::box_um(size, 200, 200, 2400, 1200);

/// The top of the section alone is surface.
Surface top() {
    const Surface all = trace_surface(tissue, pixel);
    std::vector<bool> chosen(all.points.size());
    std::transform(all.points.begin(), all.points.end(), chosen.begin(),
                   [](const cv::Point& p) { return p.y * pixel.value() < 204.0; });
    return only(all, chosen, tissue, pixel);
}

const Mask layer = support::box_um(size, 200, 200, 2400, 80);

Mask adnexa_of(const Mask& epithelium, const EpidermisOptions& options = {}) {
    const Surface surface = top();
    return find_adnexa(epithelium, surface, usual_depth(surface, epithelium, pixel, options), pixel, options);
}

/// A tongue from the surface down, slanted by so much sideways per downwards.
Mask tongue(double width_um, double length_um, double slant) {
    return support::mask_where(size, [=](double column, double row) {
        const double below = row * pixel.value() - 200.0;
        return below > 0.0 && below < length_um &&
               std::abs(column * pixel.value() - 1400.0 - slant * below) < width_um / 2.0;
    });
}

void expect_cut_off(const Mask& follicle) {
    const Mask adnexa = adnexa_of(Mask(layer | follicle));
    const Mask below(follicle & ~support::box_um(size, 0, 0, 2800, 300));
    ASSERT_GT(cv::countNonZero(below), 0);
    EXPECT_EQ(cv::countNonZero(below & ~adnexa), 0) << "all of it";
    EXPECT_EQ(cv::countNonZero(adnexa & ~follicle), 0) << "and nothing else";
    EXPECT_EQ(cv::countNonZero(adnexa & support::box_um(size, 200, 200, 2400, 72)), 0) << "from the junction on";
}

TEST(Adnexa, AreTonguesThatGoDown) {
    expect_cut_off(tongue(150.0, 700.0, 0.0));
}

TEST(Adnexa, MayBeSlanted) {
    expect_cut_off(tongue(150.0, 700.0, 0.5));
    expect_cut_off(tongue(150.0, 700.0, -0.8));
}

TEST(Adnexa, HoldTheOtherSheathOfAHairThoughItIsBrokenOff) {
    const Mask sheath = support::box_um(size, 1340, 200, 40, 700);
    const Mask broken = support::box_um(size, 1420, 200, 40, 180);
    EXPECT_EQ(cv::countNonZero(adnexa_of(Mask(layer | broken))), 0) << "alone it is a ridge";
    const Mask below(broken & ~support::box_um(size, 0, 0, 2800, 300));
    EXPECT_EQ(cv::countNonZero(below & ~adnexa_of(Mask(layer | sheath | broken))), 0);
}

TEST(Adnexa, AreNotTheLayer) {
    EXPECT_EQ(cv::countNonZero(adnexa_of(layer)), 0);
}

TEST(Adnexa, AreNotReteRidges) {
    Mask ridges = layer.clone();
    for (double x = 250; x < 2500; x += 100) {
        ridges |= support::box_um(size, x, 200, 40, 150);
    }
    EXPECT_EQ(cv::countNonZero(adnexa_of(ridges)), 0);
}

TEST(Adnexa, BeginAtTheJunctionBetweenTheRidgesBesideThem) {
    Mask ridges = layer.clone();
    for (double x = 270; x < 2500; x += 100) {
        ridges |= support::box_um(size, x, 200, 40, 150);
    }
    const Mask follicle = support::box_um(size, 1340, 200, 120, 700);
    const Mask adnexa = adnexa_of(Mask(ridges | follicle));
    const Mask from_junction(follicle & ~support::box_um(size, 0, 0, 2800, 300));
    EXPECT_EQ(cv::countNonZero(from_junction & ~adnexa), 0) << "the ridges reach 50 um deeper";
    EXPECT_EQ(cv::countNonZero(adnexa & ~follicle), 0);
    EXPECT_EQ(cv::countNonZero(adnexa & support::box_um(size, 200, 200, 2400, 72)), 0);
}

TEST(Adnexa, AreNotAWideThickening) {
    const Mask thick(layer | support::box_um(size, 1100, 200, 600, 400));
    EXPECT_EQ(cv::countNonZero(adnexa_of(thick)), 0);
    EpidermisOptions wide;
    wide.widest_adnexa_um = 800.0;
    EXPECT_GT(cv::countNonZero(adnexa_of(thick, wide)), 0);
}

TEST(UsualDepth, IsThatOfTheNeighbourhood) {
    const Mask two(layer | support::box_um(size, 1400, 200, 1200, 160));
    const Surface surface = top();
    const UsualDepth usual = usual_depth(surface, two, pixel, {});
    for (std::size_t i = 0; i < surface.points.size(); ++i) {
        const double x = surface.points[i].x * pixel.value();
        if (surface.points[i].y * pixel.value() < 204.0 && (x < 700.0 || x > 2100.0)) {
            EXPECT_NEAR(usual.median[i], x < 1400.0 ? 78.0 : 158.0, 4.0) << "at " << x;
            EXPECT_GE(usual.tongue[i], 2.5F * usual.median[i]);
        }
    }
}

TEST(UsualDepth, IsInfiniteWithoutEpithelium) {
    const Surface surface = top();
    const std::vector<float> medians = usual_depth(surface, Mask(size, std::uint8_t{0}), pixel, {}).median;
    ASSERT_EQ(medians.size(), surface.points.size());
    for (const float median : medians) {
        EXPECT_TRUE(std::isinf(median));
    }
}

}  // namespace
}  // namespace kossa::adnexa_test
