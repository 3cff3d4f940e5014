#include "kossa/deposit/nuclear_look.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "support/components.hpp"
#include "support/pink.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::StartsWith;

const PixelSize look_pixel(0.5_um);

/// A finding of 120 pixels, 30 um2; cx is 0, cy the saturation.
Finding finding_of(FindingClass kind, double density, double saturation, std::int64_t pixels = 120) {
    Finding finding;
    finding.finding = kind;
    finding.confidence = kind == FindingClass::calcium ? 1.0 : 0.0;
    finding.reason = "as before";
    finding.runs = support::block(0, 0, static_cast<int>(pixels), 1).runs;
    finding.sums.pixels = pixels;
    finding.sums.seeds = 100;
    const double tint = std::sqrt(0.75) * saturation;
    finding.sums.seed_milli_od = {std::llround(1e5 * density), std::llround(1e5 * density * (1.0 + tint)),
                                  std::llround(1e5 * density * (1.0 - tint))};
    finding.judged_colour = seed_colour(finding.sums);
    return finding;
}

/// A body of 120 pixels, 30 um2, whose first pixel lies there.
Component body_of(double density, double saturation, int x = 0, std::int64_t pixels = 120) {
    Component body = support::block(x, 0, static_cast<int>(pixels), 1);
    const Finding like = finding_of(FindingClass::nuclei, density, saturation, pixels);
    body.sums.seeds = like.sums.seeds;
    body.sums.seed_milli_od = like.sums.seed_milli_od;
    return body;
}

/// Nuclei of densities 0.50 to 0.60 and saturations 0.35 to 0.45 in one place.
std::vector<Component> nuclei(int count) {
    std::vector<Component> bodies;
    for (int i = 0; i < count; ++i) {
        const double t = i / (count - 1.0);
        bodies.push_back(body_of(0.50 + 0.10 * t, 0.35 + 0.10 * t));
    }
    return bodies;
}

constexpr SquareMicrons one_mm2(1e6);

std::optional<NuclearLook> look_of(const std::vector<Component>& bodies, SquareMicrons tissue = one_mm2) {
    return look_of_nuclei(bodies, tissue, {}, {}, look_pixel);
}

TEST(NuclearLook, IsTheirDarkDensityAndMedianSaturation) {
    const std::optional<NuclearLook> look = look_of(nuclei(101));
    ASSERT_TRUE(look.has_value());
    EXPECT_NEAR(look->dark_density, 0.59, 0.002);
    EXPECT_NEAR(look->median_saturation, 0.40, 0.002);
}

TEST(NuclearLook, KeepsTheStepsOfTheOptions) {
    NuclearLookOptions options;
    options.density_step = 0.2;
    options.saturation_step = 0.05;
    const std::optional<NuclearLook> look = look_of_nuclei(nuclei(101), one_mm2, options, {}, look_pixel);
    ASSERT_TRUE(look);
    EXPECT_EQ(look->density_step, 0.2);
    EXPECT_EQ(look->saturation_step, 0.05);
}

TEST(NuclearLook, TheDarkestMayStandForDarkNuclei) {
    NuclearLookOptions options;
    options.dark_share = 1.0;
    EXPECT_NEAR(look_of_nuclei(nuclei(101), one_mm2, options, {}, look_pixel)->dark_density, 0.60, 0.005);
}

TEST(NuclearLook, IsUnknownWithFewNuclei) {
    EXPECT_TRUE(look_of(nuclei(50)).has_value());
    EXPECT_FALSE(look_of(nuclei(49)).has_value());
    EXPECT_FALSE(look_of({}).has_value());
}

TEST(NuclearLook, LeavesOutWhatHasNotTheSizeOrColourOfNuclei) {
    std::vector<Component> bodies = nuclei(60);
    const double dark = look_of(bodies)->dark_density;
    for (int i = 0; i < 100; ++i) {
        bodies.push_back(body_of(0.9, 0.20));
        bodies.push_back(body_of(0.9, 0.40, 0, 50));
        bodies.push_back(body_of(0.9, 0.40, 0, 500));
    }
    EXPECT_EQ(look_of(bodies)->dark_density, dark);
}

TEST(NuclearLook, LeavesOutMelanin) {
    std::vector<Component> bodies = nuclei(60);
    const std::optional<NuclearLook> look = look_of(bodies, SquareMicrons(250.0 * 250.0));
    for (int i = 0; i < 100; ++i) {
        bodies.push_back(body_of(0.9, 0.40));
        std::swap(bodies.back().sums.seed_milli_od[1], bodies.back().sums.seed_milli_od[2]);  // more blue than green
    }
    EXPECT_EQ(look_of(bodies, SquareMicrons(250.0 * 250.0))->dark_density, look->dark_density);
}

constexpr int block_px = 500;  // 250 um

/// Ten grey bodies in each of that many squares, 0.62 mm2 of tissue for ten squares.
std::vector<Component> grey_bodies(int squares) {
    std::vector<Component> bodies;
    for (int square = 0; square < squares; ++square) {
        for (int i = 0; i < 10; ++i) {
            bodies.push_back(body_of(0.55, 0.33, square * block_px + 20 * i));
        }
    }
    return bodies;
}

TEST(NuclearLook, BodiesThatAreEverywhereAreNucleiHoweverGrey) {
    const SquareMicrons tissue(40.0 * 250.0 * 250.0);
    ASSERT_TRUE(look_of(grey_bodies(10), tissue).has_value());
    EXPECT_NEAR(look_of(grey_bodies(10), tissue)->median_saturation, 0.33, 0.002);
    EXPECT_FALSE(look_of(grey_bodies(9), tissue).has_value()) << "in less than a quarter of the tissue";
}

TEST(NuclearLook, ACrowdInOneSquareSpeaksWithOneVoice) {
    std::vector<Component> bodies = grey_bodies(10);
    for (int i = 0; i < 1000; ++i) {
        bodies.push_back(body_of(0.8, 0.22, 3 * block_px + i % 100));
    }
    EXPECT_NEAR(look_of(bodies)->median_saturation, 0.33, 0.002);
    EXPECT_NEAR(look_of(bodies)->dark_density, 0.55, 0.002);
}

TEST(NuclearLook, IsThatOfTheColouredSquaresWhereDepositsFillMostOthers) {
    std::vector<Component> bodies;
    for (int square = 0; square < 30; ++square) {
        const bool grains = square % 3 != 0;
        for (int i = 0; i < 10; ++i) {
            bodies.push_back(body_of(grains ? 0.70 : 0.55, grains ? 0.28 : 0.41, square * block_px + 20 * i));
        }
    }
    const std::optional<NuclearLook> look = look_of(bodies, SquareMicrons(40.0 * 250.0 * 250.0));
    EXPECT_NEAR(look->median_saturation, 0.41, 0.002);
    EXPECT_NEAR(look->dark_density, 0.55, 0.002);
}

TEST(NuclearLook, AFewGrainsInEverySquareDoNotMakeItsNucleiDarker) {
    std::vector<Component> bodies;
    for (int square = 0; square < 10; ++square) {
        for (int i = 0; i < 20; ++i) {
            const bool grain = i >= 16;
            bodies.push_back(body_of(grain ? 0.80 : 0.55, grain ? 0.25 : 0.41, square * block_px + 10 * i));
        }
    }
    const std::optional<NuclearLook> look = look_of(bodies, SquareMicrons(40.0 * 250.0 * 250.0));
    EXPECT_NEAR(look->median_saturation, 0.41, 0.002);
    EXPECT_NEAR(look->dark_density, 0.55, 0.002);
}

TEST(NuclearLook, NucleiAreNeverTakenToBeAsGreyAsDenseCalcium) {
    std::vector<Component> bodies;
    for (int i = 0; i < 100; ++i) {
        bodies.push_back(body_of(0.7, 0.22, i * 100));
    }
    EXPECT_EQ(look_of(bodies)->median_saturation, 0.32);
}

Finding compared(const Finding& finding, const NuclearLookOptions& options = {}) {
    const NuclearLook look{0.60, 0.40, options.density_step, options.saturation_step};
    return compare_with_nuclei({finding}, look, {}, options, {}, look_pixel).at(0);
}

/// The density from which on calcium is told in a nest of such bodies, between two marks of 250 um, and beside it.
std::pair<double, double> dark_in_and_beside(int count, double saturation) {
    std::vector<Component> bodies;
    for (int i = 0; i < count; ++i) {
        bodies.push_back(body_of(0.65 + 0.10 * i / count, saturation, 500 + 5 * i));
    }
    const NuclearNests nests(bodies, {0.60, 0.40}, {}, look_pixel);
    const auto at = [&](int x) { return nests.look_at(body_of(0.7, 0.4, x).sums, {0.60, 0.40}).dark_density; };
    EXPECT_DOUBLE_EQ(at(700), at(510)) << "one place of it as the other";
    return {at(700), at(1000)};
}

TEST(NuclearNests, CalciumAmongDarkerNucleiIsToldFromThese) {
    const auto [in, beside] = dark_in_and_beside(40, 0.40);
    EXPECT_NEAR(in, 0.74, 0.003) << "nine of ten have less";
    EXPECT_DOUBLE_EQ(beside, 0.60);
}

TEST(NuclearNests, FewBodiesAndThoseAsGreyAsCalciumAreNone) {
    EXPECT_DOUBLE_EQ(dark_in_and_beside(29, 0.40).first, 0.60);
    EXPECT_DOUBLE_EQ(dark_in_and_beside(40, 0.30).first, 0.60);
    EXPECT_GT(dark_in_and_beside(40, 0.33).first, 0.60) << "within a step";
}

TEST(NuclearNests, PalerNucleiChangeNothing) {
    std::vector<Component> bodies(100, body_of(0.50, 0.40));
    const NuclearNests nests(bodies, {0.60, 0.40}, {}, look_pixel);
    EXPECT_DOUBLE_EQ(nests.look_at(bodies.front().sums, {0.60, 0.40}).dark_density, 0.60);
}

TEST(NuclearNests, FindingsAreComparedWithThem) {
    const NuclearLook slide{0.60, 0.40};
    const NuclearNests nests(std::vector<Component>(40, body_of(0.74, 0.40)), slide, {}, look_pixel);
    const Finding finding = finding_of(FindingClass::calcium, 0.75, 0.40);
    EXPECT_EQ(compare_with_nuclei({finding}, slide, {}, {}, {}, look_pixel).at(0).confidence, 1.0);
    EXPECT_EQ(compare_with_nuclei({finding}, slide, nests, {}, {}, look_pixel).at(0).finding, FindingClass::nuclei);
}

TEST(NuclearLook, CalciumIsDarkerOrGreyer) {
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.75, 0.40)).confidence, 1.0) << "darker";
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.60, 0.25)).confidence, 1.0) << "greyer";
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.55, 0.27)).confidence, 1.0) << "paler, but much greyer";
    const Finding nucleus = compared(finding_of(FindingClass::calcium, 0.60, 0.41));
    EXPECT_EQ(nucleus.finding, FindingClass::nuclei);
    EXPECT_EQ(nucleus.confidence, 0.0);
    EXPECT_THAT(nucleus.reason, StartsWith("hardly darker or greyer than the nuclei of this slide: by -0.1"));
}

TEST(NuclearLook, HalfAStepIsHalfCertain) {
    EXPECT_NEAR(compared(finding_of(FindingClass::calcium, 0.65, 0.40)).confidence, 0.5, 0.02);
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.63, 0.40)).finding, FindingClass::uncertain);
    NuclearLookOptions finer;
    finer.density_step = 0.03;
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.63, 0.40), finer).finding, FindingClass::calcium);
}

/// As dense and violet as nuclei: a square of `side` pixels with a notch that many columns wide, in tissue of that
/// density.
Finding violet_mass(int side, int notch, double rim_od) {
    Finding mass = finding_of(FindingClass::calcium, 0.60, 0.41, side * side);
    Mask form(side, side, std::uint8_t{255});
    form(cv::Rect(0, 0, notch, side - 1)) = 0;
    mass.runs = support::runs_at(form);
    mass.sums.rim_edges = 100;
    mass.sums.rim_milli_od = support::pink(std::llround(300000.0 * rim_od));
    return mass;
}

TEST(NuclearLook, AMassThatStandsFreeNeedsNoContrast) {
    EXPECT_EQ(compared(violet_mass(36, 0, 0.14)).confidence, 1.0);
    EXPECT_EQ(compared(violet_mass(36, 0, 0.14)).reason, "as before");
    EXPECT_NEAR(compared(violet_mass(36, 0, 0.20)).confidence, 0.5, 0.01);
    EXPECT_EQ(compared(violet_mass(36, 0, 0.26)).confidence, 0.0) << "in cytoplasm";
    EXPECT_EQ(compared(violet_mass(25, 0, 0.14)).confidence, 0.0) << "156 um2, two nuclei";
    EXPECT_EQ(compared(violet_mass(40, 34, 0.14)).confidence, 0.0) << "a hook";
    Finding grains = violet_mass(36, 0, 0.14);
    grains.morphology = Morphology::granular;
    EXPECT_EQ(compared(grains).confidence, 0.0);
    Finding unknown = violet_mass(36, 0, 0.14);
    unknown.sums.rim_edges = 0;
    EXPECT_EQ(compared(unknown).confidence, 0.0) << "nothing known of what is round it";
}

TEST(NuclearLook, AGreyMassStandsFreeOnlyAboveTheSizeOfAMacrophage) {
    const auto grey = [](int side) {
        Finding mass = violet_mass(side, 0, 0.14);
        mass.sums.seed_milli_od = finding_of(FindingClass::calcium, 0.30, 0.25).sums.seed_milli_od;
        return mass;
    };
    EXPECT_EQ(compared(grey(35)).confidence, 0.0) << "306 um2";
    EXPECT_EQ(compared(grey(36)).confidence, 1.0) << "324 um2";
}

TEST(NuclearLook, GrainsNeedMoreContrastThanAMass) {
    const auto grains = [](double density) {
        Finding finding = finding_of(FindingClass::calcium, density, 0.40);
        finding.morphology = Morphology::granular;
        return finding;
    };
    EXPECT_EQ(compared(grains(0.65)).confidence, 0.0) << "half a step";
    EXPECT_NEAR(compared(grains(0.71)).confidence, 0.5, 0.02);
    EXPECT_EQ(compared(grains(0.77)).confidence, 1.0);
}

TEST(NuclearLook, AMassTooWideForNucleiNeedsNoContrastWhereverItLies) {
    EXPECT_EQ(compared(violet_mass(40, 0, 0.40)).confidence, 1.0) << "20 um, in epithelium";
    EXPECT_EQ(compared(violet_mass(39, 0, 0.40)).confidence, 0.0);
}

/// As violet as nuclei: that many squares of `side` pixels in a row, that far apart.
Finding violet_grains(int count, int side, int gap, double density = 0.60) {
    Finding grains = finding_of(FindingClass::calcium, density, 0.41, static_cast<std::int64_t>(count) * side * side);
    grains.morphology = Morphology::granular;
    grains.granule_count = count;
    Mask form(2 * side + gap, count * (side + gap), std::uint8_t{0});
    for (int i = 0; i < count; ++i) {
        form(cv::Rect(i * (side + gap), i % 2 * (side + gap), side, side)) = 255;
    }
    grains.runs = support::runs_at(form);
    return grains;
}

TEST(NuclearLook, GrainsTooFineForNucleiNeedNoContrastButAreNeverSure) {
    const double most = NuclearLookOptions().fine_grain_confidence;
    EXPECT_EQ(compared(violet_grains(8, 5, 8)).confidence, most) << "6 um2";
    EXPECT_EQ(compared(violet_grains(5, 5, 8)).confidence, 0.0) << "too few";
    EXPECT_EQ(compared(violet_grains(8, 7, 16)).confidence, 0.0) << "12 um2";
    EXPECT_EQ(compared(violet_grains(8, 5, 25)).confidence, 0.0) << "not crowded";
    Finding unsure = violet_grains(8, 5, 8);
    unsure.confidence = 0.55;
    EXPECT_EQ(compared(unsure).confidence, 0.55);
}

TEST(NuclearLook, GrainsCloserThanNucleiCanBeNeedOnlyBeAsDarkButAreNeverSure) {
    const double most = NuclearLookOptions().fine_grain_confidence;
    EXPECT_EQ(compared(violet_grains(8, 7, 8, 0.63)).confidence, most) << "75 um2 of the section for each";
    const double paler = compared(violet_grains(8, 7, 8, 0.60)).confidence;
    EXPECT_GT(paler, 0.0) << "a little paler than dark nuclei";
    EXPECT_LT(paler, ClassificationOptions().confidence_cut);
    EXPECT_EQ(compared(violet_grains(8, 7, 8, 0.55)).confidence, 0.0) << "paler";
    EXPECT_EQ(compared(violet_grains(8, 7, 16, 0.63)).confidence, 0.0) << "as far apart as nuclei";
    EXPECT_EQ(compared(violet_grains(5, 7, 8, 0.63)).confidence, 0.0) << "too few";
}

TEST(NuclearLook, StepsOfDensityGrowWithTheStain) {
    const NuclearLookOptions twice = at_strength(NuclearLookOptions(), 2.0);
    EXPECT_NEAR(compared(finding_of(FindingClass::calcium, 0.70, 0.40)).confidence, 1.0, 0.02);
    EXPECT_NEAR(compared(finding_of(FindingClass::calcium, 0.70, 0.40), twice).confidence, 0.5, 0.02);
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.60, 0.31), twice).confidence, 1.0) << "saturation does not";
}

TEST(NuclearLook, NeverRaisesAConfidence) {
    Finding doubtful = finding_of(FindingClass::uncertain, 0.75, 0.30);
    doubtful.confidence = 0.3;
    EXPECT_EQ(compared(doubtful).confidence, 0.3);
    EXPECT_EQ(compared(doubtful).reason, "as before");
}

TEST(NuclearLook, SmallAndOtherwiseNamedFindingsAreLeft) {
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.60, 0.41, 45)).confidence, 1.0);
    EXPECT_EQ(compared(finding_of(FindingClass::ink, 0.60, 0.41)).finding, FindingClass::ink);
}

TEST(AgreedLook, IsNoDarkerThanTheSamplesLetExpect) {
    const NuclearLook seen{0.60, 0.40, 0.10, 0.08};
    const NuclearLook sampled{0.50, 0.44, 0.10, 0.08};
    EXPECT_DOUBLE_EQ(agreed_look(seen, sampled, {})->dark_density, 0.50);
    EXPECT_DOUBLE_EQ(agreed_look(seen, sampled, {})->median_saturation, 0.40);
    const NuclearLook grey_with_calcium{0.60, 0.37, 0.10, 0.08};
    EXPECT_NEAR(agreed_look(grey_with_calcium, sampled, {})->median_saturation, 0.39, 1e-12);
    const NuclearLook of_calcium{0.45, 0.36, 0.10, 0.08};
    EXPECT_DOUBLE_EQ(agreed_look(of_calcium, sampled, {})->median_saturation, 0.44) << "too grey for nuclei";
    EXPECT_DOUBLE_EQ(agreed_look(of_calcium, sampled, {})->dark_density, 0.50);
    EXPECT_DOUBLE_EQ(agreed_look(sampled, seen, {})->dark_density, 0.50);
}

TEST(AgreedLook, IsTheOneThatIsKnown) {
    const NuclearLook look{0.60, 0.40, 0.10, 0.08};
    EXPECT_DOUBLE_EQ(agreed_look(look, std::nullopt, {})->dark_density, 0.60);
    EXPECT_DOUBLE_EQ(agreed_look(std::nullopt, look, {})->dark_density, 0.60);
    EXPECT_FALSE(agreed_look(std::nullopt, std::nullopt, {}).has_value());
}

TEST(NuclearLookOptions, WhereBlurredSeedsMayBeDarkerAndGreyer) {
    const NuclearLookOptions usual;
    const NuclearLookOptions blurred = where_blurred(usual);
    EXPECT_EQ(blurred.dark_over_sampled, usual.blurred_dark_over_sampled);
    const NuclearLook sampled{0.60, 0.42, usual.density_step, usual.saturation_step, usual.grain_contrast};
    NuclearLook seen = sampled;
    seen.median_saturation = sampled.median_saturation - usual.greyest_nuclei_by - 0.5 * usual.blurred_greyer_by;
    EXPECT_EQ(agreed_look(seen, sampled, usual)->median_saturation, sampled.median_saturation) << "deposits";
    EXPECT_EQ(agreed_look(seen, sampled, blurred)->median_saturation, seen.median_saturation) << "nuclei";
    seen.dark_density = 0.70;
    EXPECT_DOUBLE_EQ(agreed_look(seen, sampled, blurred)->median_saturation,
                     sampled.median_saturation - usual.darkest_greyer_by - usual.blurred_greyer_by);
}

}  // namespace
}  // namespace kossa
