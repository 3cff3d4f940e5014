#include "kossa/measure/precipitate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/layered_skin.hpp"
#include "support/pink.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::StartsWith;

/// Survey pixels of 4 um, working pixels of 0.5.
const SlideFrames crumb_frames{{800, 800}, PixelSize(0.5_um), {1.0, 1.0}, {0.125, 0.125}};

/// Tissue in the left half of 400 by 400 um.
SkinMap half_a_field() {
    SkinMap skin = support::layered_skin({100, 100}, 4_um, [](double, double y) { return 4.0 * y - 100.0; });
    skin.tissue.solid = MaskSheet(cv::Size(100, 100));
    skin.tissue.solid.fill({0, 0, 50, 100}, 255);
    return skin;
}

MaskSheet glass_of_half(const PrecipitateOptions& options = {}) {
    return bare_glass(MaskSheet(cv::Size(100, 100), 255), half_a_field(), options);
}

/// A square at that place, in what has that optical density.
Finding crumb(int x_um, int side_um, double rim_od = 0.02, FindingClass kind = FindingClass::calcium) {
    Finding finding;
    finding.finding = kind;
    finding.confidence = 0.8;
    finding.look = 0.8;
    finding.reason = "as before";
    finding.runs = support::filled(2 * x_um, 200, 2 * side_um, 2 * side_um);
    finding.sums.pixels = std::int64_t{4} * side_um * side_um;
    finding.sums.rim_edges = 10;
    finding.sums.rim_milli_od = support::pink(std::llround(30000.0 * rim_od));
    return finding;
}

Finding named(const Finding& finding, const PrecipitateOptions& options = {}) {
    return name_precipitate({finding}, glass_of_half(options), crumb_frames, options).at(0);
}

TEST(Precipitate, IsWhateverStainedCrumbLiesOnBareGlass) {
    for (const FindingClass kind :
         {FindingClass::calcium, FindingClass::uncertain, FindingClass::nuclei, FindingClass::carbon}) {
        const Finding finding = named(crumb(300, 5, 0.02, kind));
        EXPECT_EQ(finding.finding, FindingClass::precipitate);
        EXPECT_EQ(finding.confidence, 0.8) << "tells how much it looks like a deposit";
        EXPECT_THAT(finding.reason, StartsWith("on bare glass; as before"));
    }
}

TEST(Precipitate, IsNotOnOrNearTissueNorInADetachedCellNorLarge) {
    EXPECT_EQ(named(crumb(100, 5)).finding, FindingClass::calcium) << "on the tissue";
    EXPECT_EQ(named(crumb(210, 5)).finding, FindingClass::calcium) << "10 um beside it";
    EXPECT_EQ(named(crumb(300, 5, 0.12)).finding, FindingClass::calcium) << "in pale tissue";
    EXPECT_EQ(named(crumb(300, 30)).finding, FindingClass::calcium) << "a piece that broke off";
    EXPECT_EQ(named(crumb(300, 5, 0.02, FindingClass::dust)).finding, FindingClass::dust);
}

TEST(Precipitate, HeapsOfCrumbsCountAsCrumbs) {
    Finding heap = crumb(300, 30);
    heap.morphology = Morphology::granular;
    EXPECT_EQ(named(heap).finding, FindingClass::precipitate);
}

TEST(Precipitate, DistanceSizeAndGlassAreOptions) {
    PrecipitateOptions options;
    options.glass_from_um = 5.0;
    EXPECT_EQ(named(crumb(210, 5), options).finding, FindingClass::precipitate);
    options.largest_um = 40.0;
    EXPECT_EQ(named(crumb(300, 30), options).finding, FindingClass::precipitate);
    options.bare_od = 0.01;
    EXPECT_EQ(named(crumb(300, 5), options).finding, FindingClass::calcium);
}

const SquareMicrons glass_area(1e5);
const SquareMicrons tissue_area(3e5);

Crumbs crumbs_of(const std::vector<Finding>& findings) {
    return crumbs_among(findings, std::vector<bool>(findings.size(), true), 0.5, glass_area, tissue_area, crumb_frames);
}

TEST(Precipitate, SizesAreOfWhatLooksLikeDeposits) {
    Finding too_little = crumb(300, 3, 0.02, FindingClass::precipitate);
    too_little.confidence = 0.0;
    Finding unlike = crumb(300, 7, 0.02, FindingClass::precipitate);
    unlike.look = 0.4;
    Finding nucleus = crumb(100, 4, 0.02, FindingClass::nuclei);
    nucleus.confidence = 0.0;
    const std::vector<Finding> findings{crumb(300, 5, 0.02, FindingClass::precipitate),
                                        too_little,
                                        unlike,
                                        crumb(100, 6),
                                        nucleus,
                                        crumb(100, 2),
                                        crumb(100, 5, 0.02, FindingClass::pigment),
                                        crumb(100, 8, 0.02, FindingClass::carbon)};
    std::vector<bool> counts(findings.size(), true);
    counts[5] = false;
    const Crumbs crumbs = crumbs_among(findings, counts, 0.5, glass_area, tissue_area, crumb_frames);
    EXPECT_EQ(crumbs.single.glass, (std::vector<double>{9.0, 25.0}));
    EXPECT_EQ(crumbs.single.tissue, (std::vector<double>{16.0, 36.0}));
    const CrumbsOnGlass on_glass = crumbs_on_glass(crumbs);
    EXPECT_EQ(on_glass.count, 2);
    EXPECT_DOUBLE_EQ(on_glass.area.value(), 34.0);
    EXPECT_DOUBLE_EQ(on_glass.density_ratio.value(), 3.0);
}

TEST(Precipitate, HasNoRatioWithoutDepositsOrGlass) {
    EXPECT_FALSE(crumbs_on_glass({{{25.0}, {}, glass_area, tissue_area}, {}}).density_ratio.has_value());
    EXPECT_FALSE(crumbs_on_glass({{{}, {25.0}, SquareMicrons(0.0), tissue_area}, {}}).density_ratio.has_value());
}

TEST(Precipitate, IsFlaggedFromATenthOfTheDensityOfDepositsOn) {
    const auto flagged = [](std::size_t crumbs, std::size_t deposits) {
        return precipitate_on_glass(
            crumbs_on_glass({{std::vector<double>(crumbs, 25.0), std::vector<double>(deposits, 25.0),
                              SquareMicrons(1e5), SquareMicrons(1e6)},
                             {}}),
            {});
    };
    EXPECT_TRUE(flagged(5, 500));
    EXPECT_FALSE(flagged(5, 501));
    EXPECT_FALSE(flagged(4, 1)) << "too few to say";
    EXPECT_TRUE(flagged(5, 0)) << "nothing alike on the tissue";
}

TEST(FallenShares, AreThoseOfTheSameSizeWithOneStandardError) {
    const FallenShares shares({std::vector<double>(4, 20.0), std::vector<double>(60, 20.0), glass_area, tissue_area},
                              {});
    EXPECT_DOUBLE_EQ(shares.at(20.0), (4.0 + 2.0) * 3.0 / 60.0);
    EXPECT_DOUBLE_EQ(shares.at(60.0), (4.0 + 2.0) * 3.0 / 60.0) << "three times as large";
    EXPECT_EQ(shares.at(61.0), 0.0);
}

TEST(FallenShares, AreAtMostOneAndNoneWithoutCrumbs) {
    EXPECT_EQ(FallenShares({{20.0, 20.0}, {20.0}, glass_area, tissue_area}, {}).at(20.0), 1.0);
    EXPECT_EQ(FallenShares({{}, {20.0}, glass_area, tissue_area}, {}).at(20.0), 0.0);
}

TEST(FallenShares, OfSmallMatterAreNoLessThanOfLarger) {
    std::vector<double> tissue(5, 40.0);
    tissue.insert(tissue.begin(), 100, 5.0);
    EXPECT_EQ(FallenShares({{40.0, 40.0, 40.0}, tissue, glass_area, tissue_area}, {}).at(5.0), 1.0);
    EXPECT_EQ(FallenShares({{40.0, 40.0}, tissue, glass_area, tissue_area}, {}).at(5.0), 0.0)
        << "two may be there by chance";
}

std::vector<Finding> doubted(const std::vector<Finding>& findings) {
    return doubt_crumbs(findings, crumbs_of(findings), crumb_frames, {}, {});
}

/// Crumbs of 5 um on the glass, so many, and then deposits of 5 um, and one of 15 um.
std::vector<Finding> with_crumbs(std::size_t on_glass, std::size_t deposits) {
    std::vector<Finding> findings(on_glass, crumb(300, 5, 0.02, FindingClass::precipitate));
    findings.insert(findings.end(), deposits, crumb(100, 5));
    findings.push_back(crumb(100, 15));
    return findings;
}

TEST(DoubtCrumbs, LeavesDepositsTheShareThatDidNotFall) {
    const std::vector<Finding> few = doubted(with_crumbs(9, 60));
    EXPECT_NEAR(few.at(9).confidence, 1.0 - 12.0 * 3.0 / 60.0, 1e-12);
    EXPECT_EQ(few.at(9).finding, FindingClass::uncertain);
    EXPECT_THAT(few.at(9).reason, StartsWith("as small as precipitate, which lies on the bare glass as well: 60 % of"));
    const std::vector<Finding> many = doubted(with_crumbs(9, 180));
    EXPECT_EQ(many.at(9).finding, FindingClass::calcium);
    EXPECT_DOUBLE_EQ(many.at(9).confidence, 0.8);
}

TEST(DoubtCrumbs, NamesPrecipitateWhatAllMayHaveFallen) {
    const std::vector<Finding> findings = doubted(with_crumbs(9, 30));
    EXPECT_EQ(findings.at(9).finding, FindingClass::precipitate);
    EXPECT_EQ(findings.at(0).confidence, 0.8) << "on the glass";
}

TEST(DoubtCrumbs, HoldsHeapsAgainstGroupsAndSingleCrumbsAgainstSingleBodies) {
    std::vector<Finding> findings = with_crumbs(9, 30);
    for (std::size_t i = 0; i < 9; ++i) {
        findings[i].morphology = Morphology::granular;
    }
    findings.back() = crumb(100, 5);
    findings.back().morphology = Morphology::granular;
    EXPECT_EQ(crumbs_on_glass(crumbs_of(findings)).count, 9);
    findings = doubted(findings);
    EXPECT_EQ(findings.at(9).confidence, 0.8);
    EXPECT_EQ(findings.back().finding, FindingClass::precipitate);
}

TEST(DoubtCrumbs, LeavesLargerDepositsAndSlidesWithoutPrecipitate) {
    EXPECT_EQ(doubted(with_crumbs(9, 30)).back().confidence, 0.8);
    EXPECT_EQ(doubted(with_crumbs(4, 4)).at(4).confidence, 0.8);
}

}  // namespace
}  // namespace kossa
