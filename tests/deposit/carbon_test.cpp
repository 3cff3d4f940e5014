#include "kossa/deposit/carbon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
        {}, {});
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(after[0].finding, FindingClass::carbon);
    EXPECT_EQ(after[0].confidence, CarbonOptions{}.largest_confidence);
    EXPECT_THAT(after[0].reason, StartsWith("as grey as the ragged bodies of this slide; solidity 0.8"));
    EXPECT_EQ(after[1].finding, FindingClass::calcium) << "violet";
    EXPECT_EQ(after[1].confidence, 0.9);
    EXPECT_EQ(after[2].finding, FindingClass::nuclei);
}

}  // namespace
}  // namespace kossa
