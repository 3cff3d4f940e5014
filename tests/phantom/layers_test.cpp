#include "kossa/phantom/layers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

Profile line(double slope) {
    std::vector<double> samples;
    for (int i = 0; i <= 1000; ++i) {
        samples.push_back(500.0 + slope * i);
    }
    return {0.0, 1.0, samples};
}

TEST(Profile, IsStraightBetweenSamplesAndLevelBeyondTheEnds) {
    const Profile profile(10.0, 2.0, {1.0, 5.0, 3.0});
    EXPECT_DOUBLE_EQ(profile.at(11.0), 3.0);
    EXPECT_DOUBLE_EQ(profile.at(13.0), 4.0);
    EXPECT_DOUBLE_EQ(profile.at(-50.0), 1.0);
    EXPECT_DOUBLE_EQ(profile.at(99.0), 3.0);
}

TEST(Profile, DepthBelowALevelLineIsTheDifference) {
    EXPECT_DOUBLE_EQ(depth_below(line(0.0), {400.0, 620.0}), 120.0);
    EXPECT_DOUBLE_EQ(depth_below(line(0.0), {400.0, 470.0}), -30.0);
}

TEST(Profile, DepthBelowASlantedLineIsThePerpendicular) {
    EXPECT_NEAR(depth_below(line(0.75), {500.0, 500.0 + 375.0 + 100.0}), 80.0, 0.1);
}

TEST(Layers, DepthIsNotMeasuredFromWhatWasCutOff) {
    std::vector<double> samples(1001, 500.0);
    std::fill(samples.begin() + 600, samples.begin() + 650, 700.0);  // a ridge
    const Profile junction(0.0, 1.0, samples);
    Layers layers;
    layers.bottom = Profile(0.0, 1.0, {2000.0, 2000.0});
    layers.left = Profile(0.0, 1.0, {100.0, 100.0});
    layers.right = Profile(0.0, 1.0, {900.0, 900.0});
    EXPECT_DOUBLE_EQ(layers.depth_below_part_of(junction, {560.0, 900.0}), depth_below(junction, {560.0, 900.0}));
    layers.right = Profile(0.0, 1.0, {580.0, 580.0});  // and the ridge with it
    EXPECT_DOUBLE_EQ(layers.depth_below_part_of(junction, {560.0, 900.0}), 400.0);
    EXPECT_DOUBLE_EQ(layers.depth_below_part_of(junction, {560.0, 470.0}), -30.0);
    EXPECT_DOUBLE_EQ(layers.depth_below_part_of(junction, {590.0, 900.0}), std::hypot(10.0, 400.0));
}

TEST(Profile, LoweringAndRaisingUndoEachOtherOnALine) {
    const Profile there = lowered(line(0.0), 75.0);
    EXPECT_DOUBLE_EQ(there.at(500.0), 575.0);
    EXPECT_DOUBLE_EQ(raised(there, 75.0).at(500.0), 500.0);
}

TEST(Profile, ClosingBridgesTheGapBetweenTwoRidges) {
    std::vector<double> samples(600, 100.0);
    for (int i = 0; i < 600; ++i) {
        samples[i] += i % 100 < 20 ? 60.0 : 0.0;  // ridges 60 um deep, gaps of 80 um
    }
    const Profile closed = raised(lowered({0.0, 1.0, samples}, 75.0), 75.0);
    EXPECT_GT(closed.at(360.0), 145.0);  // the middle of a gap
    EXPECT_NEAR(closed.at(310.0), 160.0, 1.0);
}

class LayersOfSeed : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(LayersOfSeed, LieInOrderAndHaveTheThicknessOfSkin) {
    PhantomOptions options;
    options.seed = GetParam();
    const Layers layers = make_layers(options);
    double living = 0.0;
    int count = 0;
    for (double x = 300.0; x < 5700.0; x += 5.0) {
        const double horny = layers.granular.at(x) - layers.surface.at(x);
        EXPECT_GE(horny, 9.5);
        EXPECT_LE(horny, 19.5);
        EXPECT_GT(layers.junction.at(x) - layers.granular.at(x), 25.0);
        EXPECT_GE(layers.smooth_junction.at(x), layers.junction.at(x) - 1e-9);
        EXPECT_NEAR(depth_below(layers.smooth_junction, {x, layers.upper_limit.at(x)}), 500.0, 1.5);
        EXPECT_GT(layers.fat.at(x), layers.upper_limit.at(x));
        living += layers.junction.at(x) - layers.granular.at(x);
        ++count;
    }
    EXPECT_GE(living / count, 57.0);
    EXPECT_LE(living / count, 82.0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, LayersOfSeed, ::testing::Values(1, 2, 3, 17));

TEST(Layers, PieceIsSurroundedByGlass) {
    for (const Preset preset : {Preset::superficial, Preset::deep, Preset::subcutis}) {
        const PhantomOptions options = roomy_options(preset);
        const Layers layers = make_layers(options);
        for (double t = 0.0; t <= 1.0; t += 0.01) {
            const double x = t * options.width.value();
            const double y = t * options.height.value();
            EXPECT_EQ(layers.zone_at({x, 2.0}), Zone::glass);
            EXPECT_EQ(layers.zone_at({x, options.height.value() - 2.0}), Zone::glass);
            EXPECT_EQ(layers.zone_at({2.0, y}), Zone::glass);
            EXPECT_EQ(layers.zone_at({options.width.value() - 2.0, y}), Zone::glass);
        }
    }
}

TEST(Layers, ZonesFollowOneAnotherDownwards) {
    const Layers layers = make_layers(PhantomOptions{});
    std::vector<Zone> met;
    for (double y = 0.0; y < 4000.0; y += 2.0) {
        const Zone zone = layers.zone_at({3000.0, y});
        if (met.empty() || met.back() != zone) {
            met.push_back(zone);
        }
    }
    const std::vector<Zone> expected = {Zone::glass,       Zone::epidermis, Zone::upper_dermis,
                                        Zone::deep_dermis, Zone::subcutis,  Zone::glass};
    EXPECT_EQ(met, expected);
}

}  // namespace
}  // namespace kossa::phantom
