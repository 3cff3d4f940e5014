#include "kossa/measure/summarise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "kossa/measure/pattern_context.hpp"
#include "kossa/measure/statistics.hpp"
#include "support/layered_skin.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

const Scaling<Level0, Survey> level0_from_survey{50.0, 25.0};

/// 10 x 2 mm of tissue in survey pixels of 100 um; the first 2 rows are epidermis.
SkinMap skin() {
    SkinMap map = support::layered_skin({100, 20}, 100_um, [](double, double y) { return (y - 2.0) * 100.0; });
    map.report.section_depth = 1800_um;
    map.report.epidermis_length = 10'000_um;
    return map;
}

DepositRow deposit(double depth_um, double area_um2) {
    DepositRow row;
    row.depth = Microns(depth_um);
    row.zone = support::zone_of(depth_um);
    row.area = SquareMicrons(area_um2);
    row.equivalent_diameter = Microns(std::sqrt(area_um2));
    return row;
}

DepositRow without_depth(double area_um2) {
    DepositRow row = deposit(0.0, area_um2);
    row.depth.reset();
    row.zone = Zone::unassessable;
    return row;
}

ConfuserRow confuser(FindingClass finding, double area_um2) {
    ConfuserRow row;
    row.finding = finding;
    row.area = SquareMicrons(area_um2);
    return row;
}

SlideSummary summarised(const std::vector<DepositRow>& deposits, const SkinMap& map = skin()) {
    return summarise({}, deposits, {}, map, level0_from_survey, {});
}

const Totals& named(const std::vector<Totals>& totals, std::string_view name) {
    return *std::find_if(totals.begin(), totals.end(), [&](const Totals& t) { return t.name == name; });
}

TEST(Summary, CountsAdnexalDepositsOfThoseThatWereAsked) {
    std::vector<DepositRow> rows{deposit(100.0, 5.0), deposit(200.0, 7.0), deposit(300.0, 11.0)};
    EXPECT_FALSE(summarised(rows).adnexal.has_value());
    rows[0].adnexal = true;
    rows[1].adnexal = false;
    const std::optional<AdnexalDeposits> adnexal = summarised(rows).adnexal;
    ASSERT_TRUE(adnexal.has_value());
    EXPECT_EQ(adnexal->count, 1);
    EXPECT_EQ(adnexal->area, SquareMicrons(5.0));
    rows[0].adnexal = false;
    EXPECT_EQ(summarised(rows).adnexal.value().count, 0);
}

TEST(Summary, CountsPerSquareMillimetreOfTissue) {
    EXPECT_DOUBLE_EQ(summarised({deposit(100.0, 5.0), deposit(200.0, 5.0)}).deposits_per_mm2.value(), 2.0 / 20.0);
    EXPECT_EQ(summarised({}).deposits_per_mm2, 0.0);
}

TEST(Summary, CountsWhatIsCertainEnough) {
    std::vector<DepositRow> deposits{deposit(100.0, 10.0), deposit(100.0, 20.0), deposit(100.0, 40.0)};
    deposits[0].confidence = 0.5;
    deposits[1].confidence = 0.899;
    deposits[2].confidence = 0.9;
    ConfuserRow doubtful = confuser(FindingClass::uncertain, 80.0);
    doubtful.confidence = 0.6;  // of a stricter cut
    ConfuserRow nuclei = confuser(FindingClass::nuclei, 160.0);
    nuclei.confidence = 0.6;
    const SlideSummary summary = summarise({}, deposits, {doubtful, nuclei}, skin(), level0_from_survey, {});
    ASSERT_EQ(summary.at_confidence.size(), 2U);
    EXPECT_EQ(summary.at_confidence[0].confidence_from, 0.5);
    EXPECT_EQ(summary.at_confidence[0].count, 4);
    EXPECT_EQ(summary.at_confidence[0].area.value(), 150.0);
    EXPECT_EQ(summary.at_confidence[1].count, 1);
    EXPECT_EQ(summary.at_confidence[1].area.value(), 40.0);
}

TEST(Summary, WhatHasNoDepthSpeaksForNoPattern) {
    EXPECT_EQ(summarised({deposit(100.0, 90.0), without_depth(10.0)}).pattern, "superficial");
    EXPECT_EQ(summarised({deposit(100.0, 89.0), without_depth(11.0)}).pattern, "not assessable");
    EXPECT_EQ(summarised({deposit(1200.0, 90.0), without_depth(10.0)}).pattern, "deep");
    EXPECT_EQ(summarised({deposit(1200.0, 89.0), without_depth(11.0)}).pattern, "not assessable");
    EXPECT_EQ(summarised({deposit(100.0, 50.0), deposit(1200.0, 41.0), without_depth(9.0)}).pattern, "mixed");
    DepositRow beyond = without_depth(11.0);
    beyond.least_depth = 760_um;
    beyond.most_depth = 1200_um;
    EXPECT_EQ(summarised({deposit(1200.0, 89.0), beyond}).pattern, "deep");
    beyond.least_depth = beyond.most_depth = 390_um;
    EXPECT_EQ(summarised({deposit(100.0, 89.0), beyond}).pattern, "superficial");
}

TEST(Summary, SaysThatDepositsLieOnPiecesWithoutEpidermis) {
    constexpr const char* flag = "depth-unknown-on-pieces";
    DepositRow on_piece = without_depth(10.0);
    on_piece.fragment = true;
    EXPECT_THAT(summarised({deposit(100.0, 90.0), on_piece}).flags, Contains(flag));
    EXPECT_THAT(summarised({deposit(100.0, 91.0), on_piece}).flags, Not(Contains(flag)));
    EXPECT_THAT(summarised({deposit(100.0, 50.0), without_depth(50.0)}).flags, Not(Contains(flag)));
}

TEST(Summary, SaysThatAJunctionWasDrawnInPart) {
    SkinMap map = skin();
    map.report.beside_line_share = 0.10;
    EXPECT_THAT(summarised({}, map).flags, Contains("junction-drawn-in-part"));
    map.report.beside_line_share = 0.09;
    EXPECT_THAT(summarised({}, map).flags, Not(Contains("junction-drawn-in-part")));
}

TEST(Summary, MostOfTheTissueWithoutDepthIsNoShallowSection) {
    SkinMap map = skin();
    map.report.section_depth = 100_um;
    EXPECT_THAT(summarised({}, map).flags, Contains("deep-compartment-not-sampled"));
    map.zone.fill(cv::Rect(0, 0, 51, 20), static_cast<std::uint8_t>(Zone::unassessable));
    EXPECT_THAT(summarised({}, map).flags, Not(Contains("deep-compartment-not-sampled")));
    EXPECT_THAT(summarised({}, map).flags, Contains("depth-unknown-on-pieces"));
}

TEST(Summary, WhatIsExcludedAtTheBorderOfTheImageStillIsTheBorderOfAField) {
    SkinMap map = skin();
    map.tissue.tissue.fill(cv::Rect(0, 0, 100, 1), 0);
    map.tissue.tissue.fill(cv::Rect(0, 19, 100, 1), 0);
    map.tissue.tissue.fill(cv::Rect(0, 0, 1, 20), 0);
    map.tissue.tissue.fill(cv::Rect(99, 0, 1, 20), 0);
    EXPECT_EQ(summarised({}, map).cut_by_image_border, 0.0);
    map.excluded = MaskSheet(Mask(map.tissue.tissue.size(), 255));
    EXPECT_EQ(summarised({}, map).cut_by_image_border, 1.0);
}

TEST(Summary, KeepsWhatItWasGiven) {
    SlideSummary given;
    given.status = "ok";
    given.flags = {"partly-unreadable"};
    given.analysed_fraction = 0.99;
    const SlideSummary summary = summarise(given, {}, {}, skin(), level0_from_survey, {});
    EXPECT_EQ(summary.status, "ok");
    EXPECT_EQ(summary.analysed_fraction, 0.99);
    EXPECT_THAT(summary.flags, Contains("partly-unreadable"));
}

TEST(Summary, OfNoDepositsIsZeroNotMissing) {
    const SlideSummary summary = summarised({});
    EXPECT_EQ(summary.deposit_count, 0);
    EXPECT_EQ(summary.deposit_area.value(), 0.0);
    EXPECT_EQ(summary.area_fraction, 0.0);
    EXPECT_EQ(summary.by_zone.size(), all_zones.size());
    EXPECT_EQ(summary.by_morphology.size(), all_morphologies.size());
    EXPECT_EQ(summary.deposit_area_per_epidermis_mm, 0.0);
    EXPECT_FALSE(summary.diameter_by_number || summary.diameter_by_area || summary.depth_by_area);
    EXPECT_THAT(summary.superficial, IsEmpty());
    EXPECT_FALSE(summary.area_fraction_interval.low.has_value());
}

TEST(Summary, AddsUpByZone) {
    const SlideSummary summary =
        summarised({deposit(-50, 100), deposit(100, 200), deposit(300, 400), deposit(900, 800), without_depth(1600)});
    EXPECT_EQ(summary.deposit_count, 5);
    EXPECT_DOUBLE_EQ(summary.deposit_area.value(), 3100.0);
    EXPECT_EQ(named(summary.by_zone, "upper dermis").count, 2);
    EXPECT_DOUBLE_EQ(named(summary.by_zone, "upper dermis").area.value(), 600.0);
    EXPECT_DOUBLE_EQ(named(summary.by_zone, "epidermis").area.value(), 100.0);
    EXPECT_DOUBLE_EQ(named(summary.by_zone, "deep dermis").area.value(), 800.0);
    EXPECT_DOUBLE_EQ(named(summary.by_zone, "unassessable").area.value(), 1600.0);
    EXPECT_EQ(named(summary.by_zone, "subcutis").count, 0);
}

TEST(Summary, GivesTheTissueAreaOfEachZone) {
    SkinMap map = skin();
    support::cut_out(map, {0, 0, 10, 2});
    const SlideSummary summary = summarised({}, map);
    EXPECT_DOUBLE_EQ(summary.tissue_area.value(), (2000 - 20) * 1e4);
    EXPECT_DOUBLE_EQ(named(summary.by_zone, "epidermis").tissue_area.value(), 180 * 1e4);
    EXPECT_DOUBLE_EQ(named(summary.by_zone, "upper dermis").tissue_area.value(), 500 * 1e4);
    EXPECT_DOUBLE_EQ(named(summary.by_zone, "deep dermis").tissue_area.value(), 1300 * 1e4);
    EXPECT_DOUBLE_EQ(named(summary.by_morphology, "granular").tissue_area.value(), summary.tissue_area.value());
    EXPECT_EQ(summary.tissue_pieces, 1);
}

TEST(Summary, AddsUpByMorphologyAndByConfuser) {
    DepositRow granular = deposit(100, 50);
    granular.morphology = Morphology::granular;
    const SlideSummary summary = summarise(
        {}, {granular, deposit(100, 70), deposit(200, 30)},
        {confuser(FindingClass::nuclei, 40), confuser(FindingClass::pigment, 5), confuser(FindingClass::nuclei, 60)},
        skin(), level0_from_survey, {});
    EXPECT_EQ(named(summary.by_morphology, "granular").count, 1);
    EXPECT_DOUBLE_EQ(named(summary.by_morphology, "amorphous").area.value(), 100.0);
    ASSERT_EQ(summary.confusers.size(), 2U);
    EXPECT_EQ(named(summary.confusers, "Nuclei").count, 2);
    EXPECT_DOUBLE_EQ(named(summary.confusers, "Nuclei").area.value(), 100.0);
    EXPECT_DOUBLE_EQ(named(summary.confusers, "Nuclei").largest.value(), 60.0);
    EXPECT_DOUBLE_EQ(named(summary.confusers, "Pigment").area.value(), 5.0);
    EXPECT_EQ(summary.deposit_count, 3);
}

TEST(Summary, DistributionsAreByNumberAndByArea) {
    const SlideSummary summary = summarised({deposit(100, 1), deposit(200, 1), deposit(2000, 10000), without_depth(9)});
    EXPECT_EQ(summary.diameter_by_number.value().p50, 1.0);
    EXPECT_EQ(summary.diameter_by_area.value().p50, 100.0);
    EXPECT_EQ(summary.depth_by_area.value().count, 3);
    EXPECT_EQ(summary.depth_by_area.value().p50, 2000.0);
}

TEST(Summary, GranulometryIsOfTheGrainsOfAllGranularDeposits) {
    DepositRow few = deposit(100, 50);
    few.grains = {Microns(2.0), Microns(2.0), Microns(10.0)};
    DepositRow one = deposit(200, 150);
    one.grains = {Microns(2.0)};
    const SlideSummary summary = summarised({few, one});
    EXPECT_EQ(summary.grain_diameter_by_number.value().count, 4);
    EXPECT_EQ(summary.grain_diameter_by_number.value().p50, 2.0);
    EXPECT_EQ(summary.grain_diameter_by_area.value().p50, 10.0) << "100 of 112 parts of the area";
    EXPECT_EQ(summary.largest_share.value(), 0.75);
    EXPECT_FALSE(summarised({}).largest_share || summarised({deposit(1, 1)}).grain_diameter_by_number);
}

TEST(Summary, SuperficialFractionsCountAreaNoDeeperThanTheCut) {
    const SlideSummary summary =
        summarised({deposit(-20, 10), deposit(300, 20), deposit(300.5, 30), deposit(1000, 40), without_depth(1000)});
    ASSERT_EQ(summary.superficial.size(), 5U);
    const std::vector<std::pair<double, double>> expected{{300, 0.3}, {400, 0.6}, {500, 0.6}, {750, 0.6}, {1000, 1.0}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(summary.superficial[i].cut.value(), expected[i].first);
        EXPECT_DOUBLE_EQ(summary.superficial[i].fraction, expected[i].second);
    }
}

TEST(Summary, RelatesDepositsToTissueAndEpidermis) {
    const SlideSummary summary = summarised({deposit(100, 2e5), deposit(100, 4e5)});
    EXPECT_DOUBLE_EQ(summary.area_fraction, 6e5 / 2e7);
    EXPECT_DOUBLE_EQ(summary.deposit_area_per_epidermis_mm.value(), 6e4);
    SkinMap map = skin();
    map.report.epidermis_length.reset();
    EXPECT_FALSE(summarised({deposit(100, 2e5)}, map).deposit_area_per_epidermis_mm.has_value());
}

/// Pieces of equal area at the given depths.
std::string pattern(const std::vector<double>& depths_um, const SkinMap& map = skin()) {
    std::vector<DepositRow> deposits;
    for (const double depth : depths_um) {
        deposits.push_back(deposit(depth, 100.0));
    }
    return summarised(deposits, map).pattern;
}

TEST(Pattern, IsSuperficialWhereNineTenthsLieAboveEveryCut) {
    EXPECT_EQ(pattern({100}), "superficial");
    EXPECT_EQ(pattern({-30, 50, 50, 100, 100, 200, 200, 300, 400, 2000}), "superficial");
    EXPECT_EQ(pattern({450}), "mixed") << "below the first cut";
}

TEST(Pattern, IsDeepWhereNineTenthsLieBelowEveryCut) {
    EXPECT_EQ(pattern({1200}), "deep");
    EXPECT_EQ(pattern({100, 800, 800, 900, 900, 1000, 1000, 1100, 1100, 1100}), "deep");
    EXPECT_EQ(pattern({100, 100, 800, 900, 900, 1000, 1000, 1100, 1100, 1100}), "mixed");
}

TEST(Pattern, InFatIsDeepHoweverThinTheDermis) {
    DepositRow row = deposit(600.0, 100.0);
    row.zone = Zone::subcutis;
    EXPECT_EQ(summarised({row}, skin()).pattern, "deep");
    EXPECT_EQ(summarised({row, deposit(100.0, 100.0)}, skin()).pattern, "mixed");
    row = deposit(350.0, 400.0);
    row.zone = Zone::subcutis;
    const SlideSummary thin = summarised({row, deposit(100.0, 100.0)}, skin());
    EXPECT_EQ(thin.superficial.front().fraction, 0.2);
    EXPECT_EQ(thin.superficial.back().fraction, 1.0);
    EXPECT_EQ(thin.superficial.back().outside_fat, 0.2);
    EXPECT_EQ(pattern_words(thin), "mixed, mostly deep");
}

TEST(Pattern, IsMixedBetween) {
    EXPECT_EQ(pattern({100, 1200}), "mixed");
    EXPECT_EQ(pattern({600}), "mixed");
}

TEST(Pattern, OfNoDepositsSaysSoEvenWithoutDepth) {
    SkinMap map = skin();
    EXPECT_EQ(pattern({}, map), "no deposits");
    map.report.assessable = false;
    EXPECT_EQ(pattern({}, map), "no deposits");
}

TEST(Pattern, IsNotAssessableWithoutDepth) {
    SkinMap map = skin();
    EXPECT_EQ(summarised({without_depth(100)}, map).pattern, "not assessable");
    map.report.assessable = false;
    EXPECT_EQ(summarised({without_depth(100)}, map).pattern, "not assessable");
}

TEST(Pattern, FollowsItsShare) {
    SummaryOptions lenient;
    lenient.pattern_share = 0.5;
    const std::vector<DepositRow> deposits{deposit(100, 60), deposit(1200, 40)};
    EXPECT_EQ(summarise({}, deposits, {}, skin(), level0_from_survey, lenient).pattern, "superficial");
    EXPECT_EQ(summarise({}, deposits, {}, skin(), level0_from_survey, {}).pattern, "mixed");
}

TEST(Flags, SayWhatTheSectionCannotShow) {
    SkinMap map = skin();
    for (const cv::Rect& margin :
         {cv::Rect(0, 0, 100, 1), cv::Rect(0, 19, 100, 1), cv::Rect(0, 0, 1, 20), cv::Rect(99, 0, 1, 20)}) {
        support::cut_out(map, margin);
    }
    EXPECT_THAT(summarised({}, map).flags, IsEmpty());
    SummaryOptions none_accepted;
    none_accepted.on_pieces_from = 0.0;
    none_accepted.beyond_ends_from = 0.0;
    EXPECT_THAT(summarise({}, {}, {}, map, level0_from_survey, none_accepted).flags, IsEmpty());
    map.report.section_depth = 1400_um;
    EXPECT_THAT(summarised({}, map).flags, ::testing::ElementsAre("deep-compartment-not-sampled"));
    map.report.section_depth.reset();
    EXPECT_THAT(summarised({}, map).flags, ::testing::ElementsAre("nothing-below-junction"));
    map.report.assessable = false;
    EXPECT_THAT(summarised({}, map).flags, ::testing::ElementsAre("depth-unassessable"));
}

/// Deposits in three of the twenty blocks of 1 mm, one of them at the far corner of the slide.
TEST(AreaFractionInterval, ComesFromTheBlocksTheDepositsLieIn) {
    DepositRow first = deposit(100, 500);
    first.centroid = {5.0 * 50, 5.0 * 25};
    DepositRow second = deposit(100, 700);
    second.centroid = {15.0 * 50, 5.0 * 25};
    DepositRow corner = deposit(100, 900);
    corner.centroid = {100.0 * 50, 20.0 * 25};
    std::vector<BlockAreas> blocks(20, {0.0, 1e6});
    blocks[0].deposit_um2 = 500;
    blocks[1].deposit_um2 = 700;
    blocks[19].deposit_um2 = 900;
    const Interval expected = ratio_interval(blocks);
    const Interval interval = summarised({first, second, corner}).area_fraction_interval;
    EXPECT_NEAR(interval.low.value(), expected.low.value(), 1e-12);
    EXPECT_NEAR(interval.high.value(), expected.high.value(), 1e-12);
    EXPECT_LT(*interval.low, 2100.0 / 2e7);
    EXPECT_GT(*interval.high, 2100.0 / 2e7);
}

TEST(AreaFractionInterval, IsAbsentOnASmallSection) {
    SummaryOptions options;
    options.block_um = 5000.0;
    const Interval interval =
        summarise({}, {deposit(100, 1)}, {}, skin(), level0_from_survey, options).area_fraction_interval;
    EXPECT_FALSE(interval.low.has_value());
    EXPECT_THAT(interval.reason, Not(IsEmpty()));
}

TEST(Summary, SaysWhereDepthIsNotKnownBeyondTheJunction) {
    constexpr const char* flag = "depth-unknown-beyond-junction";
    SkinMap map = skin();
    map.report.beyond_ends_share = 0.1;
    EXPECT_THAT(summarised({deposit(100.0, 50.0)}, map).flags, Not(Contains(flag)));
    DepositRow beyond = without_depth(50.0);
    beyond.beyond_junction = true;
    EXPECT_THAT(summarised({beyond}, map).flags, Contains(flag));
    map.report.beyond_ends_share = 0.2;
    EXPECT_THAT(summarised({}, map).flags, Contains(flag));
    map.report.assessable = false;
    EXPECT_THAT(summarised({}, map).flags, Not(Contains(flag)));
}

}  // namespace
}  // namespace kossa
