#include "kossa/deposit/deposit_object.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "kossa/deposit/shape.hpp"
#include "support/components.hpp"
#include "support/pink.hpp"

namespace kossa {
namespace {

using namespace literals;

Component disc_of(double radius, int x = 0) {
    const int side = 2 * static_cast<int>(std::ceil(radius)) + 2;
    Component component;
    component.runs = support::runs_at(
        support::mask_where({side, side},
                            [&](double u, double v) { return std::hypot(u - side / 2.0, v - side / 2.0) < radius; }),
        x, 0);
    for (const Run<Working>& run : component.runs) {
        component.sums.pixels += run.length();
    }
    return component;
}

DepositObject object_of(const std::vector<Component>& components) {
    DepositObject object;
    for (const Component& component : components) {
        object.add(component);
    }
    return object;
}

TEST(DepositObject, AddsUpItsMembers) {
    const std::vector<Component> two{disc_of(5.0), disc_of(3.0, 20)};
    const DepositObject object = object_of(two);
    EXPECT_EQ(object.sums.pixels, two[0].sums.pixels + two[1].sums.pixels);
    const std::vector<kossa::Run<Working>> runs = runs_of(object);
    EXPECT_EQ(runs.size(), two[0].runs.size() + two[1].runs.size());
    EXPECT_TRUE(std::is_sorted(runs.begin(), runs.end()));
}

TEST(Colour, OfAllPixelsAndOfTheSeeds) {
    PixelSums sums;
    sums.pixels = 10;
    sums.milli_od = {3000, 6000, 3000};
    sums.seeds = 2;
    sums.seed_milli_od = {1800, 1800, 1800};
    EXPECT_DOUBLE_EQ(mean_colour(sums).density, 0.4);
    EXPECT_DOUBLE_EQ(mean_colour(sums).cx, -0.25);
    EXPECT_DOUBLE_EQ(seed_colour(sums).density, 0.9);
    EXPECT_NEAR(seed_colour(sums).saturation(), 0.0, 1e-12);
    EXPECT_EQ(seed_colour(PixelSums{}).density, 0.0);
}

/// A disc whose pixels are seeds but for those within one pixel of its outline.
TEST(CoreShare, IsOneForADarkDiscWithABlurredRim) {
    for (const double radius : {4.0, 8.0, 20.0}) {
        Component disc = disc_of(radius);
        disc.sums.seeds = disc_of(radius - 1.0).sums.pixels;
        EXPECT_NEAR(core_share(object_of({disc})), 1.0, 0.08) << radius;
    }
}

TEST(CoreShare, OfThreeByThreePixelsOneIsInner) {
    Component block = support::coloured(Mask(3, 3, std::uint8_t{255}), {0.6, 0.6, 0.6}, 1.0, 0, 0);
    block.sums.seeds = 1;
    EXPECT_NEAR(core_share(object_of({block})), 2.0 / 3.0, 0.02) << "1.5 of a disc of 9 pixels";
}

TEST(CoreShare, GrowsWithTheSeedsUpToOne) {
    Component disc = disc_of(10.0);
    disc.sums.seeds = disc_of(9.0).sums.pixels / 2;
    EXPECT_NEAR(core_share(object_of({disc})), 0.5, 0.02);
    disc.sums.seeds = disc.sums.pixels;
    EXPECT_EQ(core_share(object_of({disc})), 1.0);
    disc.sums.seeds = 0;
    EXPECT_EQ(core_share(object_of({disc})), 0.0);
}

/// A thin line is all rim; a single seed in it must not make it dark throughout.
TEST(CoreShare, OfAThinLineComparesWithAFifthOfIt) {
    Component line;
    line.runs = {{0, 0, 50}};
    line.sums.pixels = 50;
    line.sums.seeds = 1;
    EXPECT_NEAR(core_share(object_of({line})), 0.1, 1e-9);
}

TEST(Sharpness, IsTheShareOfEdgesThatAreNotOpen) {
    Component disc = disc_of(6.0);
    EXPECT_EQ(sharpness(object_of({disc})), 1.0);
    disc.sums.open_edges = edge_count(disc.runs) / 4;
    EXPECT_NEAR(sharpness(object_of({disc})), 0.75, 0.02);
}

TEST(Roundness, IsAveragedByArea) {
    Component line;
    line.runs = {{0, 100, 140}};
    line.sums.pixels = 40;
    const PixelSize half_um(0.5_um);
    const double disc = roundness(object_of({disc_of(12.0)}), half_um);
    const double alone = roundness(object_of({line}), half_um);
    const double both = roundness(object_of({disc_of(12.0), line}), half_um);
    const double pixels = static_cast<double>(disc_of(12.0).sums.pixels);
    EXPECT_GT(disc, 0.9);
    EXPECT_LT(alone, 0.2);
    EXPECT_NEAR(both, (disc * pixels + alone * 40.0) / (pixels + 40.0), 1e-9);
}

Component coloured(double radius, std::int64_t red, std::int64_t green, std::int64_t blue) {
    Component component = disc_of(radius);
    component.sums.seeds = component.sums.pixels;
    component.sums.seed_milli_od = {red * component.sums.seeds, green * component.sums.seeds,
                                    blue * component.sums.seeds};
    return component;
}

TEST(ReadableColour, ComesFromTheMembersLargeEnoughToShowIt) {
    const Component large = coloured(6.0, 700, 1000, 700);
    const Component small = coloured(2.0, 300, 1200, 600);
    EXPECT_EQ(readable_colour(object_of({large, small}), 8.0).cy, seed_colour(large.sums).cy);
    EXPECT_EQ(readable_colour(object_of({small, small}), 8.0).cy, seed_colour(small.sums).cy)
        << "of all together where none is large enough";
    EXPECT_NE(readable_colour(object_of({large, small}), 3.0).cy, seed_colour(large.sums).cy);
}

TEST(PixelSums, CentroidIsTheMeanOfThePixelsCentres) {
    const Point<Working> at = centroid(support::block(10, 20, 4, 2).sums);
    EXPECT_EQ(at.x, 12.0);
    EXPECT_EQ(at.y, 21.0);
}

TEST(PixelSums, RimDensityIsTheMeanOfThreeChannelsWhereARimIsKnown) {
    PixelSums sums;
    EXPECT_EQ(rim_density(sums, 0.7), 0.7);
    sums.rim_edges = 10;
    sums.rim_milli_od = support::pink(10L * 3 * 120);
    EXPECT_DOUBLE_EQ(rim_density(sums, 0.7), 0.12);
}

}  // namespace
}  // namespace kossa
