#include "kossa/deposit/nuclear_look.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/components.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::StartsWith;

const PixelSize look_pixel(0.5_um);

/// A finding of 120 pixels, 30 um2; cx is minus the saturation, cy is 0.
Finding finding_of(FindingClass kind, double density, double saturation, std::int64_t pixels = 120) {
    Finding finding;
    finding.finding = kind;
    finding.confidence = kind == FindingClass::calcium ? 1.0 : 0.0;
    finding.reason = "as before";
    finding.runs = support::block(0, 0, static_cast<int>(pixels), 1).runs;
    finding.sums.pixels = pixels;
    finding.sums.seeds = 100;
    const auto red = std::llround(1000.0 * density * (1.0 - saturation));
    const auto other = std::llround(1000.0 * density * (1.0 + saturation / 2.0));
    finding.sums.seed_milli_od = {100 * red, 100 * other, 100 * other};
    return finding;
}

/// Nuclei of densities 0.50 to 0.60 and saturations 0.35 to 0.45.
std::vector<Finding> nuclei(int count) {
    std::vector<Finding> findings;
    for (int i = 0; i < count; ++i) {
        const double t = i / (count - 1.0);
        findings.push_back(finding_of(FindingClass::nuclei, 0.50 + 0.10 * t, 0.35 + 0.10 * t));
    }
    return findings;
}

std::optional<NuclearLook> look_of(const std::vector<Finding>& findings) {
    return look_of_nuclei(findings, {}, look_pixel);
}

TEST(NuclearLook, IsTheirDarkDensityAndMedianSaturation) {
    const std::optional<NuclearLook> look = look_of(nuclei(101));
    ASSERT_TRUE(look.has_value());
    EXPECT_NEAR(look->dark_density, 0.59, 0.002);
    EXPECT_NEAR(look->median_saturation, 0.40, 0.002);
}

TEST(NuclearLook, IsUnknownWithFewNuclei) {
    EXPECT_TRUE(look_of(nuclei(50)).has_value());
    EXPECT_FALSE(look_of(nuclei(49)).has_value());
    EXPECT_FALSE(look_of({}).has_value());
}

TEST(NuclearLook, LeavesOutWhatHasNotTheSizeColourOrNameOfNuclei) {
    std::vector<Finding> findings = nuclei(60);
    const double dark = look_of(findings)->dark_density;
    for (int i = 0; i < 100; ++i) {
        findings.push_back(finding_of(FindingClass::calcium, 0.9, 0.40));
        findings.push_back(finding_of(FindingClass::nuclei, 0.9, 0.20));
        findings.push_back(finding_of(FindingClass::nuclei, 0.9, 0.40, 50));
        findings.push_back(finding_of(FindingClass::nuclei, 0.9, 0.40, 500));
        findings.push_back(finding_of(FindingClass::ink, 0.9, 0.40));
    }
    EXPECT_EQ(look_of(findings)->dark_density, dark);
}

Finding compared(const Finding& finding, const NuclearLookOptions& options = {}) {
    return compare_with_nuclei({finding}, {0.60, 0.40}, options, {}, look_pixel).at(0);
}

TEST(NuclearLook, CalciumIsDarkerOrGreyer) {
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.75, 0.40)).confidence, 1.0) << "darker";
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.60, 0.25)).confidence, 1.0) << "greyer";
    EXPECT_EQ(compared(finding_of(FindingClass::calcium, 0.55, 0.27)).confidence, 1.0) << "paler, but much greyer";
    const Finding nucleus = compared(finding_of(FindingClass::calcium, 0.60, 0.41));
    EXPECT_EQ(nucleus.finding, FindingClass::nuclei);
    EXPECT_EQ(nucleus.confidence, 0.0);
    EXPECT_THAT(nucleus.reason, StartsWith("steps darker or greyer than nuclei -0.1"));
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
    mass.sums.rim_milli_od = std::llround(300000.0 * rim_od);
    return mass;
}

TEST(NuclearLook, AMassThatStandsFreeNeedsNoContrast) {
    EXPECT_EQ(compared(violet_mass(36, 0, 0.14)).confidence, 1.0);
    EXPECT_EQ(compared(violet_mass(36, 0, 0.14)).reason, "as before");
    EXPECT_NEAR(compared(violet_mass(36, 0, 0.20)).confidence, 0.5, 0.01);
    EXPECT_EQ(compared(violet_mass(36, 0, 0.26)).confidence, 0.0) << "in cytoplasm";
    EXPECT_EQ(compared(violet_mass(35, 0, 0.14)).confidence, 0.0) << "306 um2, as large as a macrophage";
    EXPECT_EQ(compared(violet_mass(40, 34, 0.14)).confidence, 0.0) << "a hook";
    Finding grains = violet_mass(36, 0, 0.14);
    grains.morphology = Morphology::granular;
    EXPECT_EQ(compared(grains).confidence, 0.0);
    Finding unknown = violet_mass(36, 0, 0.14);
    unknown.sums.rim_edges = 0;
    EXPECT_EQ(compared(unknown).confidence, 0.0) << "nothing known of what is round it";
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

}  // namespace
}  // namespace kossa
