#include "kossa/stain/nuclear_density.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "support/samples.hpp"

namespace kossa {
namespace {

constexpr double mean = 0.42;
constexpr double spread = 0.06;

/// The colour of haematoxylin at mean optical density 1: cx -0.10, cy 0.40.
const OdVector nuclear_colour(0.90, 1.3964, 0.7036);

const PixelSize half_um{Microns(0.5)};

/// A field of nuclei 6 um wide in tissue a quarter as dense, which has their colour.
MilliOd field(double strength, std::uint64_t seed, double density = mean, const OdVector& colour = nuclear_colour) {
    constexpr int side = 256;
    constexpr int step = 32;
    std::mt19937_64 random(seed);
    MilliOd sample(side, side, support::in_thousandths(colour * (strength * mean / 4.0)));
    for (int y = step / 2; y < side; y += step) {
        for (int x = step / 2; x < side; x += step) {
            const double od = strength * (density + spread * support::normal(random));
            cv::circle(sample, {x, y}, 6, cv::Scalar(support::in_thousandths(colour * od)), cv::FILLED);
        }
    }
    return sample;
}

std::vector<MilliOd> fields(double strength, std::uint64_t seed = 7) {
    std::vector<MilliOd> samples;
    for (std::uint64_t i = 0; i < 8; ++i) {
        samples.push_back(field(strength, seed + i));
    }
    return samples;
}

double dark_od(const std::vector<MilliOd>& samples) {
    return nuclear_colour_of(samples, {}, half_um).value().dark_od;
}

TEST(NuclearColourOf, IsTheDensityThatFiveOfSixPixelsDoNotReach) {
    const NuclearColour nuclei = nuclear_colour_of(fields(1.0), {}, half_um).value();
    EXPECT_NEAR(nuclei.dark_od, mean + 0.9674 * spread, 0.03);  // smoothing takes some of the rims
    EXPECT_NEAR(nuclei.median_saturation, std::hypot(0.10, 0.40), 0.01);
}

TEST(NuclearColourOf, IsInProportionToTheStain) {
    const double usual = dark_od(fields(1.0));
    for (const double strength : {0.5, 0.7, 1.5}) {
        EXPECT_NEAR(dark_od(fields(strength)), strength * usual, 0.01) << strength;
    }
}

TEST(NuclearColourOf, TissueOfTheirColourDoesNotCount) {
    std::vector<MilliOd> samples = fields(1.0);
    const double alone = dark_od(samples);
    for (int i = 0; i < 40; ++i) {
        samples.push_back(support::patch(nuclear_colour * 0.25, 256));  // as dense as pale nuclei, but without contrast
    }
    EXPECT_DOUBLE_EQ(dark_od(samples), alone);
}

TEST(NuclearColourOf, BodiesOfOtherColoursDoNotCount) {
    std::vector<MilliOd> samples = fields(1.0);
    const double alone = dark_od(samples);
    const OdVector grey(1.000, 1.260, 0.740);            // saturation 0.30
    const OdVector very_saturated(0.900, 1.612, 0.488);  // 0.66
    const OdVector yellow(0.710, 1.318, 0.973);          // cy 0.20
    const OdVector pink(0.650, 1.523, 0.828);            // cx -0.35
    const OdVector blue(1.150, 1.273, 0.578);            // cx 0.15
    for (const OdVector& colour : {grey, very_saturated, yellow, pink, blue}) {
        samples.push_back(field(1.0, 9, mean, colour));
    }
    EXPECT_DOUBLE_EQ(dark_od(samples), alone);
}

TEST(NuclearColourOf, FewerNucleiHaveTheSame) {
    const std::vector<MilliOd> samples = fields(1.0);
    const std::vector<MilliOd> few(samples.begin(), samples.begin() + 2);
    EXPECT_NEAR(dark_od(few), dark_od(samples), 0.03);
}

TEST(NuclearColourOf, CalciumAmongThemDrawsItUpLittle) {
    std::vector<MilliOd> samples = fields(1.0);
    const double alone = dark_od(samples);
    for (std::uint64_t i = 0; i < 4; ++i) {
        samples.push_back(field(1.0, 50 + i, 2.5 * mean));  // a third of the bodies
    }
    EXPECT_LT(dark_od(samples), 1.4 * alone);
}

TEST(NuclearColourOf, ANestOfDarkerCellsDoesNotOutweighTheSection) {
    std::vector<MilliOd> samples = fields(1.0);
    const double alone = dark_od(samples);
    for (int y = 8; y < 256; y += 16) {
        for (int x = 8; x < 256; x += 16) {
            cv::circle(samples.front(), {x, y}, 6, cv::Scalar(support::in_thousandths(nuclear_colour * (1.6 * mean))),
                       cv::FILLED);
        }
    }
    NuclearDensityOptions all_pixels;
    all_pixels.most_in_square_um2 = 1e5;
    EXPECT_GT(nuclear_colour_of(samples, all_pixels, half_um).value().dark_od, 1.15 * alone);
    EXPECT_LT(dark_od(samples), 1.1 * alone);
}

TEST(NuclearColourOf, IsAbsentWithoutEnoughNuclei) {
    EXPECT_FALSE(nuclear_colour_of({}, {}, half_um).has_value());
    EXPECT_FALSE(nuclear_colour_of({support::patch(nuclear_colour * 0.4, 256)}, {}, half_um).has_value());
    NuclearDensityOptions options;
    options.fewest_um2 = 25'000.0;
    EXPECT_FALSE(nuclear_colour_of(fields(1.0), options, half_um).has_value());
}

/// As a scanner shows it that makes colours so much more vivid: density is kept.
std::vector<MilliOd> as_vivid(std::vector<MilliOd> samples, double vividness) {
    for (MilliOd& sample : samples) {
        for (cv::Vec3w& od : sample) {
            const double mean_od = (od[0] + od[1] + od[2]) / 3.0;
            for (int c = 0; c < 3; ++c) {
                od[c] = cv::saturate_cast<std::uint16_t>(mean_od + vividness * (od[c] - mean_od));
            }
        }
    }
    return samples;
}

TEST(SaturationOfNuclearHue, GoesAlongWithTheColoursOfTheScanner) {
    const double usual = saturation_of_nuclear_hue(fields(1.0), {}, half_um).value();
    EXPECT_NEAR(usual, std::hypot(0.10, 0.40), 0.01);
    for (const double vividness : {0.5, 0.8, 1.3, 1.6}) {
        const std::vector<MilliOd> samples = as_vivid(fields(1.0), vividness);
        EXPECT_NEAR(saturation_of_nuclear_hue(samples, {}, half_um).value(), vividness * usual, 0.01) << vividness;
    }
}

TEST(SaturationOfNuclearHue, BodiesOfOtherHuesDoNotCount) {
    const std::vector<MilliOd> samples = fields(1.0);
    const double alone = saturation_of_nuclear_hue(samples, {}, half_um).value();
    std::vector<MilliOd> more = samples;
    for (const OdVector& colour : {OdVector(0.5, 1.42, 1.08), OdVector(1.6, 0.79, 0.61), OdVector(0.95, 1.05, 1.0)}) {
        MilliOd pale = support::patch(nuclear_colour * 0.1, 256);
        for (int y = 16; y < 256; y += 32) {
            for (int x = 16; x < 256; x += 32) {
                cv::circle(pale, {x, y}, 6, cv::Scalar(support::in_thousandths(colour * 0.5)), cv::FILLED);
            }
        }
        more.push_back(pale);
    }
    EXPECT_NEAR(saturation_of_nuclear_hue(more, {}, half_um).value(), alone, 0.005);
}

TEST(SaturationOfNuclearHue, GreyerGrainsInPlacesDoNotCount) {
    std::vector<MilliOd> samples = fields(1.0);
    const double alone = saturation_of_nuclear_hue(samples, {}, half_um).value();
    const double grey = (nuclear_colour[0] + nuclear_colour[1] + nuclear_colour[2]) / 3.0;
    const OdVector grain = OdVector::all(0.5 * grey) + nuclear_colour * 0.5;
    for (int i = 0; i < 3; ++i) {
        for (int y = 4; y < 256; y += 14) {
            for (int x = 4; x < 256; x += 14) {
                cv::circle(samples[i], {x, y}, 4, cv::Scalar(support::in_thousandths(grain)), cv::FILLED);
            }
        }
    }
    const std::vector<MilliOd> crowded(samples.begin(), samples.begin() + 3);
    EXPECT_LT(saturation_of_nuclear_hue(crowded, {}, half_um).value(), 0.7 * alone);
    EXPECT_NEAR(saturation_of_nuclear_hue(samples, {}, half_um).value(), alone, 0.01);
}

TEST(SaturationOfNuclearHue, SquaresWithoutNucleiDoNotCount) {
    std::vector<MilliOd> samples = fields(1.0);
    const double alone = saturation_of_nuclear_hue(samples, {}, half_um).value();
    samples.resize(20, support::patch(nuclear_colour * 0.1, 256));
    NuclearDensityOptions options;
    options.least_in_square_um2 = 0.0;
    EXPECT_NEAR(saturation_of_nuclear_hue(samples, options, half_um).value(), alone, 0.005);
}

TEST(SaturationOfNuclearHue, IsAbsentWithoutEnoughNuclei) {
    EXPECT_FALSE(saturation_of_nuclear_hue({}, {}, half_um).has_value());
    EXPECT_FALSE(saturation_of_nuclear_hue({support::patch(nuclear_colour * 0.4, 256)}, {}, half_um).has_value());
}

}  // namespace
}  // namespace kossa
