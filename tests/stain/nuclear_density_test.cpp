#include "kossa/stain/nuclear_density.hpp"

#include <gtest/gtest.h>

#include "support/samples.hpp"

namespace kossa {
namespace {

constexpr double mean = 0.42;
constexpr double spread = 0.06;
constexpr double nineteen_in_twenty = mean + 1.6449 * spread;

/// The colour of haematoxylin at mean optical density 1: cx -0.10, cy 0.40.
const OdVector nuclear_colour(0.90, 1.3964, 0.7036);

std::vector<MilliOd> nuclei(int patches, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<MilliOd> samples;
    for (int i = 0; i < patches; ++i) {
        samples.push_back(support::patch(nuclear_colour * (mean + spread * support::normal(random)), 3));
    }
    return samples;
}

TEST(DarkNuclearDensity, IsTheDensityThatNineteenOfTwentyDoNotReach) {
    const std::optional<double> dark = dark_nuclear_density(nuclei(3000, 1), {});
    ASSERT_TRUE(dark.has_value());
    EXPECT_NEAR(*dark, nineteen_in_twenty, 0.01);
}

TEST(DarkNuclearDensity, VioletCalciumDoesNotDrawItUp) {
    std::vector<MilliOd> samples = nuclei(3000, 2);
    samples.insert(samples.end(), 150, support::patch(nuclear_colour * 1.2, 3));
    const std::optional<double> dark = dark_nuclear_density(samples, {});
    ASSERT_TRUE(dark.has_value());
    EXPECT_NEAR(*dark, nineteen_in_twenty, 0.025);
}

TEST(DarkNuclearDensity, CollagenGlassAndGreyDoNotCount) {
    std::vector<MilliOd> samples = nuclei(3000, 3);
    const std::optional<double> alone = dark_nuclear_density(samples, {});
    samples.push_back(support::patch(nuclear_colour * 0.15, 100));  // pale
    samples.push_back(support::patch({0.400, 0.504, 0.296}, 100));  // grey: saturation 0.30
    samples.push_back(support::patch({0.360, 0.645, 0.195}, 100));  // saturation 0.66
    samples.push_back(support::patch({0.284, 0.527, 0.389}, 100));  // cy 0.20
    samples.push_back(support::patch({0.260, 0.609, 0.331}, 100));  // pink: cx -0.35
    samples.push_back(support::patch({0.460, 0.509, 0.231}, 100));  // blue: cx 0.15
    EXPECT_EQ(dark_nuclear_density(samples, {}), alone);
}

TEST(DarkNuclearDensity, IsAbsentWithoutEnoughNuclei) {
    EXPECT_FALSE(dark_nuclear_density({}, {}).has_value());
    NuclearDensityOptions options;
    options.fewest_pixels = 900;
    EXPECT_TRUE(dark_nuclear_density(nuclei(100, 4), options).has_value());
    options.fewest_pixels = 901;
    EXPECT_FALSE(dark_nuclear_density(nuclei(100, 4), options).has_value());
}

TEST(DarkNuclearDensity, OfEqualNucleiIsTheirs) {
    const std::optional<double> dark = dark_nuclear_density({support::patch(nuclear_colour * 0.4, 40)}, {});
    ASSERT_TRUE(dark.has_value());
    EXPECT_NEAR(*dark, 0.4, 0.001);
}

/// Nuclei of a stain of this strength, and as many pixels half as dense with their colour: what is round them.
std::vector<MilliOd> stained(double strength) {
    std::mt19937_64 random(6);
    std::vector<MilliOd> samples;
    for (int i = 0; i < 3000; ++i) {
        const double density = strength * (mean + spread * support::normal(random));
        samples.push_back(support::patch(nuclear_colour * density, 3));
        samples.push_back(support::patch(nuclear_colour * (0.4 * density), 3));
    }
    return samples;
}

TEST(ResolvedNuclearDensity, InAUsualStainIsThatOfDarkNuclei) {
    for (const double strength : {1.0, 1.4}) {
        EXPECT_EQ(resolved_nuclear_density(stained(strength), {}), dark_nuclear_density(stained(strength), {}));
    }
}

TEST(ResolvedNuclearDensity, FollowsAPaleStain) {
    const std::optional<double> usual = resolved_nuclear_density(stained(1.0), {});
    const std::optional<double> pale = resolved_nuclear_density(stained(0.4), {});
    ASSERT_TRUE(usual && pale);
    EXPECT_NEAR(*pale, 0.4 * *usual, 0.01);
    EXPECT_GT(dark_nuclear_density(stained(0.4), {}).value_or(1.0), *pale + 0.005);  // only the darkest of them
}

TEST(ResolvedNuclearDensity, WithoutAnyNucleiOfTheUsualLeastDensityIsAbsent) {
    EXPECT_FALSE(resolved_nuclear_density({support::patch(nuclear_colour * 0.15, 40)}, {}).has_value());
}

TEST(ResolvedNuclearDensity, GoesDownToHalfAndNoFurther) {
    const std::vector<MilliOd> seen{support::patch(nuclear_colour * 0.21, 40)};
    std::vector<MilliOd> samples = seen;
    samples.push_back(support::patch(nuclear_colour * 0.09, 400));
    EXPECT_EQ(resolved_nuclear_density(samples, {}), dark_nuclear_density(seen, {}));
}

}  // namespace
}  // namespace kossa
