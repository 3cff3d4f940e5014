#include "kossa/deposit/carbon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace kossa {
namespace {

using ::testing::StartsWith;

Finding finding_of(FindingClass kind, double saturation = 0.25) {
    Finding finding;
    finding.finding = kind;
    finding.confidence = 0.9;
    finding.reason = "solidity 0.8";
    finding.sums.seeds = 100;
    const auto red = static_cast<std::int64_t>(800.0 * (1.0 - saturation));  // cx is minus the saturation, cy is 0
    finding.sums.seed_milli_od = {100 * red, 50 * (2400 - red), 50 * (2400 - red)};
    return finding;
}

std::vector<Finding> slide_of(int ragged, int clean) {
    std::vector<Finding> findings(static_cast<std::size_t>(ragged), finding_of(FindingClass::carbon));
    findings.insert(findings.end(), static_cast<std::size_t>(clean), finding_of(FindingClass::calcium));
    return findings;
}

TEST(Carbon, IsPossibleWhereManyGreyBodiesAreRagged) {
    EXPECT_TRUE(carbon_possible(slide_of(10, 0), {}, {}));
    EXPECT_TRUE(carbon_possible(slide_of(10, 20), {}, {}));
    EXPECT_FALSE(carbon_possible(slide_of(10, 21), {}, {}));
    EXPECT_FALSE(carbon_possible(slide_of(9, 0), {}, {})) << "a few are dirt";
    EXPECT_FALSE(carbon_possible({}, {}, {}));
}

TEST(Carbon, DarkSpotsOfPalerCellsPutNoSlideInDoubt) {
    std::vector<Finding> findings = slide_of(10, 0);
    ASSERT_TRUE(carbon_possible(findings, {}, {}));
    findings.front().confidence = 0.05;
    EXPECT_FALSE(carbon_possible(findings, {}, {})) << "nine packed ones are dirt";
    findings = slide_of(10, 25);
    EXPECT_FALSE(carbon_possible(findings, {}, {}));
    for (int i = 0; i < 3; ++i) {
        findings.push_back(finding_of(FindingClass::carbon));
        findings.back().confidence = 0.0;
    }
    EXPECT_TRUE(carbon_possible(findings, {}, {})) << "among packed ones loose ones are carbon";
}

TEST(Carbon, LooseBodiesAreNamedNucleiAndPackedOnesAreNot) {
    std::vector<Finding> findings = slide_of(2, 1);
    findings.front().confidence = 0.05;
    const std::vector<Finding> after = name_loose_bodies(findings, {});
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(after[0].finding, FindingClass::nuclei);
    EXPECT_EQ(after[0].confidence, 0.05);
    EXPECT_EQ(after[0].reason, "ragged and loose, on a slide without carbon; solidity 0.8");
    EXPECT_EQ(after[1].finding, FindingClass::carbon);
    EXPECT_EQ(after[2].finding, FindingClass::calcium);
}

TEST(Carbon, ColouredCalciumDoesNotCountAgainstIt) {
    std::vector<Finding> findings = slide_of(10, 0);
    findings.insert(findings.end(), 100, finding_of(FindingClass::calcium, 0.40));
    EXPECT_TRUE(carbon_possible(findings, {}, {}));
}

TEST(Carbon, GreyCalciumIsKeptWithALowConfidence) {
    const std::vector<Finding> after = doubt_grey_bodies(
        {finding_of(FindingClass::calcium), finding_of(FindingClass::calcium, 0.40), finding_of(FindingClass::nuclei)},
        {}, {}, PixelSize(Microns(0.5)));
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(after[0].finding, FindingClass::carbon);
    EXPECT_EQ(after[0].confidence, CarbonOptions{}.largest_confidence);
    EXPECT_THAT(after[0].reason, StartsWith("as grey as the ragged bodies of this slide; solidity 0.8"));
    EXPECT_EQ(after[1].finding, FindingClass::calcium) << "violet";
    EXPECT_EQ(after[1].confidence, 0.9);
    EXPECT_EQ(after[2].finding, FindingClass::nuclei);
}

TEST(Carbon, GreyMassesLargerThanAMacrophageAreCarbonWhereThereIsSome) {
    const auto named = [](Finding finding, std::int64_t pixels) {
        finding.morphology = Morphology::amorphous;
        finding.sums.pixels = pixels;
        return doubt_grey_bodies({finding}, {}, {}, PixelSize(Microns(0.5))).at(0).finding;
    };
    EXPECT_EQ(named(finding_of(FindingClass::nuclei), 1300), FindingClass::carbon);
    EXPECT_EQ(named(finding_of(FindingClass::uncertain), 1300), FindingClass::carbon);
    EXPECT_EQ(named(finding_of(FindingClass::nuclei), 1200), FindingClass::nuclei) << "no larger than a macrophage";
    EXPECT_EQ(named(finding_of(FindingClass::nuclei, 0.40), 1300), FindingClass::nuclei) << "violet";
    EXPECT_EQ(named(finding_of(FindingClass::keratin), 1300), FindingClass::keratin);
}

const PixelSize particle_pixel(Microns(0.5));

/// A black body of 10 by 10 um, of which every other column lacks all but the first row, as black as that.
Finding comb(double density, bool solid = false, int side_px = 20) {
    Finding finding;
    finding.finding = FindingClass::calcium;
    finding.confidence = 1.0;
    finding.look = 1.0;
    std::vector<Run<Working>> runs;
    for (int y = 0; y < side_px; ++y) {
        if (y == 0 || solid) {
            runs.push_back({y, 0, side_px});
        } else {
            for (int x = 0; x < side_px; x += 2) {
                runs.push_back({y, x, x + 1});
            }
        }
    }
    finding.runs = runs;
    for (const Run<Working>& run : runs) {
        finding.sums.pixels += run.length();
    }
    const auto milli = static_cast<std::int64_t>(std::lround(1000.0 * density)) * finding.sums.pixels;
    finding.sums.milli_od = {milli, milli, milli};
    return finding;
}

std::vector<Finding> without_particles(const Finding& body, int number, int others = 0, double silver = 1.0) {
    std::vector<Finding> findings(static_cast<std::size_t>(number), body);
    findings.insert(findings.end(), static_cast<std::size_t>(others), comb(1.0, true));
    return particles_possible(findings, silver, {}, {}, particle_pixel)
               ? name_particles(std::move(findings), silver, {}, {}, particle_pixel)
               : findings;
}

TEST(Dust, RaggedBodiesThatAreNotBlackThroughoutAreCarbon) {
    const Finding particle = without_particles(comb(0.6), 10).front();
    EXPECT_EQ(particle.finding, FindingClass::carbon);
    EXPECT_EQ(particle.confidence, 0.0);
    EXPECT_EQ(particle.look, 1.0) << "on the glass particles are in no cell";
    EXPECT_THAT(particle.reason, StartsWith("ragged or in pieces, no larger than a cell and not black throughout"));
    EXPECT_THAT(particle.reason, ::testing::EndsWith("optical density 0.6, enough from 0.75"));
}

TEST(Dust, BlackCompactLargeAndSmallBodiesAreNone) {
    EXPECT_EQ(without_particles(comb(0.75), 10).front().confidence, 1.0) << "black throughout";
    EXPECT_EQ(without_particles(comb(0.6, true), 10).front().confidence, 1.0) << "compact";
    EXPECT_EQ(without_particles(comb(0.6, false, 36), 10).front().confidence, 1.0) << "larger than a macrophage";
    EXPECT_EQ(without_particles(comb(0.6, false, 6), 10).front().confidence, 1.0) << "perhaps one particle";
    Finding grains = comb(0.6);
    grains.granule_count = 5;
    EXPECT_EQ(without_particles(grains, 10).front().confidence, 1.0) << "separate grains";
}

TEST(Dust, ComesInMany) {
    EXPECT_EQ(without_particles(comb(0.6), 4).front().confidence, 1.0);
    EXPECT_EQ(without_particles(comb(0.6), 5, 20).front().confidence, 0.0);
    EXPECT_EQ(without_particles(comb(0.6), 5, 21).front().confidence, 1.0) << "less than a fifth of what is as small";
}

TEST(Dust, IsPalerThanTheSilverOfTheSlide) {
    EXPECT_EQ(without_particles(comb(0.6), 10, 0, 0.8).front().confidence, 1.0);
    EXPECT_EQ(without_particles(comb(0.5), 10, 0, 0.8).front().confidence, 0.0);
}

TEST(Dust, LeavesWhatIsNoCalciumAnyway) {
    std::vector<Finding> findings(10, comb(0.6));
    findings.push_back(comb(0.6));
    findings.back().finding = FindingClass::pigment;
    findings.back().reason = "brown";
    EXPECT_EQ(name_particles(findings, 1.0, {}, {}, particle_pixel).back().reason, "brown");
}

}  // namespace
}  // namespace kossa
