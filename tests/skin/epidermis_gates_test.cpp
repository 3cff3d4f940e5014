#include "kossa/skin/epidermis_gates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/synthetic_section.hpp"

namespace kossa::epidermis_gates_test {
namespace {

using support::measure_gates;

using support::box_um;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Microns pixel(support::section_pixel_um);
const cv::Size size(700, 400);
const Mask section = box_um(size, 200, 200, 2400, 1200);

EpidermisGates measured(const Mask& epidermis) {
    return measure_gates(epidermis, section, trace_surface(section, pixel), pixel, {});
}

TEST(EpidermisGates, MeasureALayer) {
    const EpidermisGates gates = measured(box_um(size, 200, 200, 2400, 80));
    EXPECT_THAT(gates.failed, IsEmpty());
    EXPECT_NEAR(gates.covered_surface.value(), 2400 + 2 * 80, 60.0);
    EXPECT_NEAR(gates.longest_surface.value(), gates.covered_surface.value(), 1.0);
    EXPECT_NEAR(gates.share_of_tissue, 80.0 / 1200.0, 1e-3);
    EXPECT_NEAR(gates.mean_thickness.value(), 2400.0 * 80.0 / gates.covered_surface.value(), 1.0);
}

TEST(EpidermisGates, BridgeTheMouthOfAFollicle) {
    const Mask mouth = box_um(size, 1200, 200, 300, 80);
    const EpidermisGates gates = measured(Mask(box_um(size, 200, 200, 2400, 80) & ~mouth));
    EXPECT_NEAR(gates.longest_surface.value(), 2400 - 300 + 2 * 80, 80.0) << "as one stretch, without the mouth";
}

TEST(EpidermisGates, DoNotBridgeAWideGap) {
    const Mask gap = box_um(size, 1400, 200, 700, 80);
    const EpidermisGates gates = measured(Mask(box_um(size, 200, 200, 2400, 80) & ~gap));
    EXPECT_NEAR(gates.longest_surface.value(), 1200 + 80, 80.0);
}

TEST(EpidermisGates, DoNotBridgeAGapWiderThanTheStretchBeforeIt) {
    Mask scattered(size, std::uint8_t{0});
    for (double x = 300; x < 2500; x += 450) {
        scattered |= box_um(size, x, 200, 100, 80);
    }
    const EpidermisGates gates = measured(scattered);
    EXPECT_GT(gates.covered_surface.value(), 450.0);
    EXPECT_LT(gates.longest_surface.value(), 200.0);
}

/// 2.4 mm long and `depth_um` deep, with a layer of 80 um on top.
EpidermisGates measured_of_strip(double depth_um) {
    const Mask strip = box_um(size, 200, 200, 2400, depth_um);
    return measure_gates(box_um(size, 200, 200, 2400, 80), strip, trace_surface(strip, pixel), pixel, {});
}

TEST(EpidermisGates, AllowAThinSectionToBeLargelyEpidermis) {
    EXPECT_DOUBLE_EQ(measured_of_strip(160).thin_share, 1.0);
    EXPECT_THAT(measured_of_strip(160).failed, IsEmpty());
    EXPECT_THAT(measured_of_strip(120).failed, HasSubstr("0.5 to 60 %"));
    EXPECT_DOUBLE_EQ(measured_of_strip(1200).thin_share, 0.0);
}

TEST(EpidermisGates, AskForDermisBelowTheLayerOfAThinSection) {
    EXPECT_GT(measured_of_strip(300).dermis_below, 0.85);
    const Mask strip = box_um(size, 200, 200, 2400, 300);
    const Surface outline = trace_surface(strip, pixel);
    const EpidermisGates across = measure_gates(box_um(size, 200, 200, 700, 300), strip, outline, pixel, {});
    EXPECT_NEAR(across.dermis_below, 300.0 / (300.0 + 2 * 700.0), 0.08);
    EXPECT_THAT(across.failed, HasSubstr("of that to the outside, of epidermis in so thin a section at least 0.75"));
}

TEST(EpidermisGates, NameWhatFails) {
    EXPECT_THAT(measured(Mask(size, std::uint8_t{0})).failed, HasSubstr("no cellular layer"));
    EXPECT_THAT(measured(box_um(size, 800, 200, 500, 80)).failed, HasSubstr("0.5"));
    EXPECT_THAT(measured(box_um(size, 200, 200, 2400, 20)).failed, HasSubstr("um thick"));
    EXPECT_THAT(measured(box_um(size, 200, 200, 2400, 300)).failed, HasSubstr("% of the tissue"));
}

}  // namespace
}  // namespace kossa::epidermis_gates_test
