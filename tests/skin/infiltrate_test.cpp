#include "kossa/skin/infiltrate.hpp"

#include <gtest/gtest.h>

#include "support/samples.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::infiltrate_test {
namespace {

using support::infiltrate_below;

const Microns pixel(support::section_pixel_um);
const cv::Size size(500, 300);
const Mask section = support::box_um(size, 100, 100, 1800, 1000);
const Mask layer = support::box_um(size, 100, 100, 1800, 100);
const Mask below = support::box_um(size, 600, 200, 600, 120);

/// Dermis of 0.05 and epithelium of 0.2 with nuclei of 0.6 on both: on two fifths of the epithelium and on the given
/// share of what lies below it.
FloatRaster density(double nuclei_below, float ground_below = 0.05F) {
    std::mt19937_64 random(11);
    FloatRaster od(size, 0.05F);
    od.setTo(0.2F, layer);
    od.setTo(ground_below, below);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double share = layer(y, x) != 0 ? 0.4 : below(y, x) != 0 ? nuclei_below : 0.0;
            od(y, x) = support::uniform(random) < share ? 0.6F : od(y, x);
        }
    }
    return od;
}

/// Of what was taken for epithelium, the layer and what lies below it.
Mask found(const FloatRaster& od, const Mask& counted = section) {
    const Surface all = trace_surface(section, pixel);
    std::vector<bool> top(all.points.size());
    for (std::size_t i = 0; i < top.size(); ++i) {
        top[i] = all.points[i].y * pixel.value() < 104.0;
    }
    return infiltrate_below(Mask(layer | below), od, counted, section, only(all, top, section, pixel), pixel, {});
}

double share_of(const Mask& part, const Mask& whole) {
    return static_cast<double>(cv::countNonZero(part & whole)) / cv::countNonZero(whole);
}

TEST(Infiltrate, IsNucleiOnPaleGround) {
    for (const double nuclei : {0.1, 0.3}) {
        const Mask infiltrate = found(density(nuclei));
        EXPECT_GT(share_of(infiltrate, below), 0.8) << nuclei;
        EXPECT_EQ(cv::countNonZero(infiltrate & layer), 0) << nuclei;
    }
}

TEST(Infiltrate, IsNotEpitheliumThatGoesDown) {
    EXPECT_EQ(cv::countNonZero(found(density(0.4, 0.2F))), 0);
}

TEST(Infiltrate, IsNotAPaleSpotWithinTheEpithelium) {
    FloatRaster od = density(0.4, 0.2F);
    od.setTo(0.05F, support::box_um(size, 800, 130, 60, 40));
    EXPECT_EQ(cv::countNonZero(found(od)), 0);
}

TEST(Infiltrate, IsNotWhereDepositsHideTheGround) {
    const Mask hidden = support::box_um(size, 700, 220, 200, 80);
    const Mask well_within = support::box_um(size, 720, 240, 160, 40);
    const Mask infiltrate = found(density(0.1), Mask(section & ~hidden));
    EXPECT_EQ(cv::countNonZero(infiltrate & well_within), 0);
}

TEST(Infiltrate, IsNoneWhereTheGroundsDoNotDiffer) {
    FloatRaster od = density(0.1);
    od.setTo(0.2F);
    EXPECT_EQ(cv::countNonZero(found(od)), 0);
}

}  // namespace
}  // namespace kossa::infiltrate_test
