#include "kossa/phantom/truth.hpp"

#include <gtest/gtest.h>

#include <numbers>
#include <opencv2/core.hpp>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

Layers level_layers() {
    Layers layers;
    const auto level = [](double y) { return Profile(0.0, 1.0, std::vector<double>(2001, y)); };
    layers.surface = level(100.0);
    layers.granular = level(115.0);
    layers.junction = level(180.0);
    layers.smooth_junction = level(190.0);
    layers.upper_limit = level(690.0);
    layers.fat = level(1500.0);
    layers.bottom = level(1900.0);
    layers.left = level(50.0);
    layers.right = level(1950.0);
    return layers;
}

const Placement truth_placement(Microns(2000), Microns(2000), Microns(0.5), 0.0);

DepositTruth disc_at(double y, double radius) {
    const Deposit deposit{DepositKind::granular,   {1000.0, y}, 2.0 * radius, 0.0, 1.0, 0.0, 1.0, 3,
                          {{{1000.0, y}, radius}}, {}};
    return *measured(deposit, level_layers(), truth_placement);
}

TEST(Truth, DepthsAreMeasuredFromEpidermisAndSmoothedJunction) {
    const DepositTruth truth = disc_at(480.0, 20.0);
    EXPECT_NEAR(truth.depth.value(), 300.0, 1.5);
    EXPECT_NEAR(truth.junction_depth.value(), 290.0, 1.5);
    EXPECT_NEAR(truth.depth_max.value(), 320.0, 5.0);
    EXPECT_EQ(truth.epidermis_fraction, 0.0);
    EXPECT_NEAR(truth.centroid.y, 960.0, 3.0);
    EXPECT_NEAR(truth.hull_diameter.value(), 40.0, 4.0);
    EXPECT_NEAR(truth.area.value(), std::numbers::pi * 400.0, 0.15 * std::numbers::pi * 400.0);
}

TEST(Truth, ZoneIsTheLayerOfTheCentroid) {
    EXPECT_EQ(disc_at(140.0, 10.0).zone, Zone::epidermis);
    EXPECT_EQ(disc_at(400.0, 10.0).zone, Zone::upper_dermis);
    EXPECT_EQ(disc_at(900.0, 10.0).zone, Zone::deep_dermis);
    EXPECT_EQ(disc_at(1700.0, 10.0).zone, Zone::subcutis);
}

TEST(Truth, HalfInTheEpidermisCountsByTheLargerHalf) {
    const DepositTruth above = disc_at(177.0, 15.0);
    const DepositTruth below = disc_at(185.0, 15.0);
    EXPECT_GT(above.epidermis_fraction, 0.5);
    EXPECT_EQ(above.zone, Zone::epidermis);
    EXPECT_LT(below.epidermis_fraction, 0.5);
    EXPECT_EQ(below.zone, Zone::upper_dermis);
}

TEST(Truth, OfADepositBetweenPixelCentresIsAbsent) {
    const Deposit speck{DepositKind::granular, {100.0, 400.0}, 0.2, 0.0, 1.0, 0.0, 1.0, 3, {{{100.0, 400.0}, 0.1}}, {}};
    EXPECT_FALSE(measured(speck, level_layers(), truth_placement).has_value());
}

TEST(Truth, IsTheSameForBothStains) {
    PhantomOptions options = roomy_options(Preset::superficial);
    const std::vector<DepositTruth> he = truths_of(options);
    options.stain = Stain::von_kossa;
    const std::vector<DepositTruth> von_kossa = truths_of(options);
    ASSERT_EQ(he.size(), von_kossa.size());
    for (std::size_t i = 0; i < he.size(); ++i) {
        EXPECT_EQ(he[i].bounds, von_kossa[i].bounds);
        EXPECT_EQ(he[i].area, von_kossa[i].area);
        EXPECT_EQ(he[i].depth, von_kossa[i].depth);
    }
}

TEST(Truth, RotationKeepsAreasAndDepths) {
    PhantomOptions options = roomy_options(Preset::superficial);
    options.pixel_size = Microns(0.5);
    const std::vector<DepositTruth> upright = truths_of(options);
    options.rotation_degrees = 37.0;
    const std::vector<DepositTruth> turned = truths_of(options);
    ASSERT_EQ(upright.size(), turned.size());
    EXPECT_NEAR(total_area(turned) / total_area(upright), 1.0, 0.01);
    for (std::size_t i = 0; i < upright.size(); ++i) {
        EXPECT_NEAR(turned[i].depth.value(), upright[i].depth.value(), 1.0);
        EXPECT_EQ(turned[i].zone, upright[i].zone);
    }
}

TEST(Truth, OfAFinerScanIsTheSameToThePixel) {
    PhantomOptions options = roomy_options(Preset::superficial);
    const double coarse = total_area(truths_of(options));
    options.pixel_size = Microns(0.25);
    EXPECT_NEAR(total_area(truths_of(options)) / coarse, 1.0, 0.02);
}

}  // namespace
}  // namespace kossa::phantom
