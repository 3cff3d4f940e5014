#include "kossa/stain/stain_estimate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/samples.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const OdVector haematoxylin = normalised({0.60, 0.74, 0.30});
const OdVector eosin = normalised({0.16, 0.88, 0.45});

/// Patches of both stains in all proportions, one in ten of either alone, with a little noise.
std::vector<MilliOd> mixture(const OdVector& first, const OdVector& second, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<MilliOd> samples;
    for (int i = 0; i < 600; ++i) {
        const double kind = support::uniform(random);
        const double share = kind < 0.1 ? 0.0 : kind < 0.2 ? 1.0 : support::uniform(random);
        const double amount = 0.45 + 0.45 * support::uniform(random);
        OdVector od = (first * share + second * (1.0 - share)) * amount;
        for (int c = 0; c < 3; ++c) {
            od[c] += 0.003 * support::normal(random);
        }
        samples.push_back(support::patch(od, 5));
    }
    return samples;
}

void add(std::vector<MilliOd>& samples, const OdVector& od, int patches) {
    samples.insert(samples.end(), static_cast<std::size_t>(patches), support::patch(od));
}

StainEstimate estimated(const std::vector<MilliOd>& samples) {
    return estimate_stains(samples, default_haematoxylin_eosin(), {});
}

void expect_fallback(const StainEstimate& estimate, const std::string& reason) {
    EXPECT_FALSE(estimate.estimated);
    EXPECT_EQ(estimate.matrix, default_haematoxylin_eosin());
    EXPECT_THAT(estimate.reason, HasSubstr(reason));
}

TEST(StainEstimate, RecoversTheStainsOfAMixture) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const StainEstimate estimate = estimated(mixture(haematoxylin, eosin, seed));
        EXPECT_TRUE(estimate.estimated);
        EXPECT_THAT(estimate.reason, IsEmpty());
        EXPECT_LT(angle_degrees(estimate.matrix.row(0), haematoxylin), 2.0);
        EXPECT_LT(angle_degrees(estimate.matrix.row(1), eosin), 2.0);
    }
}

TEST(StainEstimate, HaematoxylinIsTheOneThatAbsorbsRed) {
    const StainEstimate estimate = estimated(mixture(eosin, haematoxylin, 4));
    ASSERT_TRUE(estimate.estimated);
    EXPECT_GT(estimate.matrix.row(0)[0], estimate.matrix.row(1)[0]);
}

TEST(StainEstimate, CalciumInkGlassAndSilverDoNotMoveIt) {
    std::vector<MilliOd> samples = mixture(haematoxylin, eosin, 5);
    const StainEstimate clean = estimated(samples);
    add(samples, {0.30, 0.30, 0.30}, 60);  // grey
    add(samples, {0.80, 0.90, 0.70}, 60);  // dense
    add(samples, {0.01, 0.02, 0.20}, 60);  // pale
    const StainEstimate dirty = estimated(samples);
    EXPECT_EQ(dirty.matrix, clean.matrix);
}

TEST(StainEstimate, FallsBackOnTooFewPixels) {
    expect_fallback(estimated({}), "only 0 stained pixels");
    expect_fallback(estimated({support::patch(haematoxylin * 0.6), support::patch(eosin * 0.6)}), "only 128");
}

TEST(StainEstimate, FallsBackWhereAllIsGrey) {
    std::vector<MilliOd> samples;
    add(samples, {0.4, 0.4, 0.4}, 100);
    expect_fallback(estimated(samples), "only 0 stained pixels");
}

TEST(StainEstimate, FallsBackOnOneStainAlone) {
    std::vector<MilliOd> eosin_only;
    std::vector<MilliOd> between;
    const StainMatrix reference = default_haematoxylin_eosin();
    for (int i = 0; i < 60; ++i) {
        add(eosin_only, reference.row(1) * (0.4 + 0.005 * i), 1);
        add(between, normalised(reference.row(0) + reference.row(1)) * (0.4 + 0.005 * i), 1);
    }
    expect_fallback(estimated(eosin_only), "degrees from the reference");
    expect_fallback(estimated(between), "degrees apart");
}

TEST(StainEstimate, FallsBackOnStainsThatAreNoHaematoxylinAndEosin) {
    const OdVector green = normalised({0.93, 0.35, 0.12});
    const OdVector magenta = normalised({0.12, 0.98, 0.12});
    expect_fallback(estimated(mixture(green, magenta, 6)), "degrees from the reference");
}

TEST(StainEstimate, TakesNothingFromBrownPixels) {
    const OdVector brown = normalised({0.27, 0.57, 0.78});
    const OdVector neutral_green = normalised({0.90, 0.30, 0.30});
    expect_fallback(estimated(mixture(neutral_green, brown, 6)), "only 0 stained pixels");
}

TEST(StainEstimate, ObeysItsOptions) {
    const std::vector<MilliOd> samples = mixture(haematoxylin, eosin, 7);
    const StainMatrix reference = default_haematoxylin_eosin();
    StainEstimateOptions strict;
    strict.largest_deviation_degrees = 1.0;
    EXPECT_FALSE(estimate_stains(samples, reference, strict).estimated);
    StainEstimateOptions apart;
    apart.least_separation_degrees = 80.0;
    EXPECT_FALSE(estimate_stains(samples, reference, apart).estimated);
    StainEstimateOptions dark_only;
    dark_only.largest_od = 0.3;
    EXPECT_FALSE(estimate_stains(samples, reference, dark_only).estimated);
    StainEstimateOptions not_pale;
    not_pale.least_od = 0.5;
    EXPECT_FALSE(estimate_stains(samples, reference, not_pale).estimated);
    StainEstimateOptions timid;
    timid.angle_percentile = 10.0;
    const StainMatrix inner = estimate_stains(samples, reference, timid).matrix;
    const StainMatrix outer = estimate_stains(samples, reference, {}).matrix;
    EXPECT_LE(angle_degrees(inner.row(0), inner.row(1)), angle_degrees(outer.row(0), outer.row(1)));
}

TEST(EstimateSilver, IsTheColourOfTheBlackPixels) {
    const OdVector silver(0.90, 0.95, 0.88);
    std::vector<MilliOd> samples;
    add(samples, {0.05, 0.40, 0.20}, 200);  // nuclear fast red
    EXPECT_FALSE(estimate_silver(samples, {}).has_value());
    add(samples, silver, 20);
    ASSERT_TRUE(estimate_silver(samples, {}).has_value());
    EXPECT_LT(angle_degrees(*estimate_silver(samples, {}), silver), 0.1);
}

TEST(EstimateSilver, AFewBlackPixelsAreNotBelieved) {
    EXPECT_FALSE(estimate_silver({support::patch({0.9, 0.9, 0.9}, 22)}, {}).has_value());  // 484 pixels
    EXPECT_TRUE(estimate_silver({support::patch({0.9, 0.9, 0.9}, 23)}, {}).has_value());
}

TEST(DarkSilver, IsTheDensityThatNineOfTenNeutralPixelsDoNotReach) {
    const std::vector<MilliOd> samples{support::patch({0.5, 0.5, 0.5}, 60), support::patch({0.9, 0.9, 0.9}, 24),
                                       support::patch({0.2, 0.9, 0.4}, 60)};
    EXPECT_NEAR(dark_silver_density(samples, 0.45, {}).value(), 0.9, 1e-9);
    EXPECT_NEAR(dark_silver_density({samples[0]}, 0.45, {}).value(), 0.5, 1e-9);
    EXPECT_FALSE(dark_silver_density({samples[0]}, 0.55, {}).has_value());
    EXPECT_FALSE(dark_silver_density({samples[2]}, 0.45, {}).has_value());
    EXPECT_FALSE(dark_silver_density({support::patch({0.9, 0.9, 0.9}, 22)}, 0.45, {}).has_value()) << "484 pixels";
}

}  // namespace
}  // namespace kossa
