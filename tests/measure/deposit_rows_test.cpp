#include "kossa/measure/deposit_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>

#include "support/layered_skin.hpp"
#include "support/pink.hpp"
#include "support/polygons.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using namespace literals;
using WorkingBox = Box<Working>;

/// Survey pixels of 4 um, working pixels of 0.5, level-0 pixels of 0.25.
const SlideFrames frames{{2400, 2400}, PixelSize(0.5_um), {2.0, 2.0}, {0.125, 0.125}};
const cv::Size survey_size(300, 300);
constexpr double junction_row = 50.0;
constexpr double float_rounding = 1e-3;

SkinMap straight_skin() {
    return support::layered_skin(survey_size, 4_um, [](double, double y) { return (y - junction_row) * 4.0; });
}

/// A rectangle of one colour, its density 0.5, 0.8 and 0.2.
Finding rectangle(const WorkingBox& box, FindingClass kind = FindingClass::calcium) {
    Finding finding;
    finding.finding = kind;
    finding.sums.pixels = box.width * box.height;
    finding.sums.x2 = finding.sums.pixels * (2 * box.x + box.width);
    finding.sums.y2 = finding.sums.pixels * (2 * box.y + box.height);
    finding.sums.milli_od = {500 * finding.sums.pixels, 800 * finding.sums.pixels, 200 * finding.sums.pixels};
    finding.runs = support::filled(static_cast<int>(box.x), static_cast<int>(box.y), static_cast<int>(box.width),
                                   static_cast<int>(box.height));
    return finding;
}

DepositRow measured(const Finding& finding, const SkinMap& skin) {
    return measure_deposits({finding}, {"id"}, skin, frames).at(0);
}

TEST(DepositRow, OfASquareHasItsExactSizeAndPlace) {
    const DepositRow row = measured(rectangle({400, 800, 40, 40}), straight_skin());
    EXPECT_DOUBLE_EQ(row.area.value(), 400.0);
    EXPECT_NEAR(row.equivalent_diameter.value(), 2.0 * std::sqrt(400.0 / std::numbers::pi), 1e-9);
    EXPECT_NEAR(row.max_diameter.value(), std::hypot(20.0, 20.0), 1e-9);
    EXPECT_DOUBLE_EQ(row.solidity, 1.0);
    EXPECT_EQ(row.centroid, (Point<Level0>{840.0, 1640.0}));
    EXPECT_DOUBLE_EQ(support::area(row.outline), 40.0 * 40.0 * 4.0);
    ASSERT_EQ(row.outline.size(), 1U);
    EXPECT_TRUE(support::contains(row.outline[0], 801.0, 1601.0));
}

TEST(DepositRow, CarriesColourAndClassification) {
    Finding finding = rectangle({400, 800, 10, 10});
    finding.morphology = Morphology::granular;
    finding.granule_count = 12;
    finding.confidence = 0.75;
    const DepositRow row = measured(finding, straight_skin());
    EXPECT_NEAR(row.od_mean, 0.5, 1e-12);
    EXPECT_NEAR(row.saturation, 0.6 / (std::sqrt(3.0) * 0.5), 1e-12);
    EXPECT_EQ(row.morphology, Morphology::granular);
    EXPECT_EQ(row.granule_count, 12);
    EXPECT_EQ(row.confidence, 0.75);
}

TEST(DepositRow, GrainsAreTheSeparatePartsOfAGranularDeposit) {
    Finding finding = rectangle({400, 800, 4, 4});
    const Finding other = rectangle({410, 803, 8, 8});
    finding.runs = support::joined(finding.runs, other.runs);
    EXPECT_TRUE(measured(finding, straight_skin()).grains.empty()) << "amorphous";
    finding.morphology = Morphology::granular;
    EXPECT_TRUE(measured(finding, straight_skin()).grains.empty()) << "run together";
    finding.granule_count = 2;
    const std::vector<Microns> grains = measured(finding, straight_skin()).grains;
    ASSERT_EQ(grains.size(), 2U);
    EXPECT_NEAR(grains[0].value(), 2.0 * std::sqrt(4.0 / std::numbers::pi), 1e-9) << "16 pixels of 0.25 um2";
    EXPECT_NEAR(grains[1].value(), 2.0 * std::sqrt(16.0 / std::numbers::pi), 1e-9);
}

TEST(DepositRow, DepthIsThatOfCentroidTopAndBottomPixel) {
    const DepositRow row = measured(rectangle({400, 800, 40, 40}), straight_skin());
    EXPECT_EQ(row.zone, Zone::upper_dermis);
    EXPECT_NEAR(row.depth.value().value(), 210.0, float_rounding);
    EXPECT_NEAR(row.depth_min.value().value(), 200.25, float_rounding);
    EXPECT_NEAR(row.depth_max.value().value(), 219.75, float_rounding);
}

TEST(DepositRow, DepthIsExactAlongRowsToo) {
    const SkinMap skin = support::layered_skin(survey_size, 4_um, [](double x, double) { return (x - 20.0) * 4.0; });
    const DepositRow row = measured(rectangle({803, 400, 38, 5}), skin);
    EXPECT_NEAR(row.depth.value().value(), (822.0 / 8.0 - 20.0) * 4.0, float_rounding);
    EXPECT_NEAR(row.depth_min.value().value(), (803.5 / 8.0 - 20.0) * 4.0, float_rounding);
    EXPECT_NEAR(row.depth_max.value().value(), (840.5 / 8.0 - 20.0) * 4.0, float_rounding);
}

TEST(DepositRow, OfOnePixelHasOneDepth) {
    const DepositRow row = measured(rectangle({400, 801, 1, 1}), straight_skin());
    EXPECT_DOUBLE_EQ(row.area.value(), 0.25);
    EXPECT_EQ(row.depth_min, row.depth_max);
    EXPECT_EQ(row.depth, row.depth_min);
}

TEST(DepositRow, DepthIsNegativeWithinTheEpidermis) {
    const DepositRow row = measured(rectangle({400, 320, 16, 16}), straight_skin());
    EXPECT_EQ(row.zone, Zone::epidermis);
    EXPECT_NEAR(row.depth.value().value(), -36.0, float_rounding);
}

TEST(DepositRow, ZoneIsWhereMostOfItLies) {
    const std::int64_t border = 400 + 500 * 2;  // 500 um below the junction, in working pixels
    const SkinMap skin = straight_skin();
    EXPECT_EQ(measured(rectangle({400, border - 48, 16, 80}), skin).zone, Zone::upper_dermis);
    EXPECT_EQ(measured(rectangle({400, border - 32, 16, 80}), skin).zone, Zone::deep_dermis);
    EXPECT_EQ(measured(rectangle({400, 400 - 48, 16, 80}), skin).zone, Zone::epidermis);
}

/// In the epidermis by its pixels, in surroundings of this density.
Finding in_the_epidermis(std::int64_t rim_milli_od) {
    Finding finding = rectangle({400, 400 - 48, 40, 80});
    finding.sums.rim_edges = 100;
    finding.sums.rim_milli_od = support::pink(3 * rim_milli_od * finding.sums.rim_edges);
    return finding;
}

TEST(DepositRow, ThatHidesTheBorderLiesInTheDermisIfItStandsInWhatIsPale) {
    SkinMap skin = straight_skin();
    EXPECT_EQ(measured(in_the_epidermis(150), skin).zone, Zone::epidermis) << "the border is seen";
    skin.border_od = 0.2;
    skin.unseen_border = Mask(survey_size, 0);
    skin.unseen_border->fill({0, 44, 300, 12}, 255);
    EXPECT_EQ(measured(in_the_epidermis(150), skin).zone, Zone::upper_dermis);
    EXPECT_EQ(measured(in_the_epidermis(250), skin).zone, Zone::epidermis);
    skin.unseen_border->fill({0, 44, 300, 7}, 0);
    EXPECT_EQ(measured(in_the_epidermis(150), skin).zone, Zone::epidermis) << "most of it does not lie at the border";
}

TEST(DepositRow, WhoseSurroundingsAreUnknownStaysWhereItLies) {
    SkinMap skin = straight_skin();
    skin.border_od = 0.2;
    skin.unseen_border = Mask(survey_size, 255);
    EXPECT_EQ(measured(rectangle({400, 400 - 48, 40, 80}), skin).zone, Zone::epidermis);
}

TEST(DepositRow, PartlyOffTheTissueIsMeasuredOnIt) {
    SkinMap skin = straight_skin();
    support::cut_out(skin, {0, 0, 52, 300});
    const DepositRow row = measured(rectangle({400, 800, 40, 40}), skin);
    EXPECT_EQ(row.zone, Zone::upper_dermis);
    EXPECT_NEAR(row.depth.value().value(), 210.0, 2.0 + float_rounding);
    EXPECT_NEAR(row.depth_min.value().value(), 200.25, 2.0 + float_rounding);
    EXPECT_FALSE(row.fragment);
}

TEST(DepositRow, OffTheTissueHasTheNearestZoneAndNoDepth) {
    SkinMap skin = straight_skin();
    support::cut_out(skin, {0, 0, 100, 300});
    const DepositRow row = measured(rectangle({400, 800, 40, 40}), skin);
    EXPECT_EQ(row.zone, Zone::upper_dermis) << "that of the nearest tissue";
    EXPECT_FALSE(row.depth || row.depth_min || row.depth_max);
    EXPECT_DOUBLE_EQ(row.area.value(), 400.0);
}

TEST(DepositRow, OnAPieceWithoutEpidermisIsAFragment) {
    SkinMap skin = straight_skin();
    support::unassess(skin, {45, 90, 30, 30}, 2);
    const DepositRow on_piece = measured(rectangle({400, 800, 40, 40}), skin);
    EXPECT_TRUE(on_piece.fragment);
    EXPECT_EQ(on_piece.zone, Zone::unassessable);
    EXPECT_FALSE(on_piece.depth || on_piece.depth_min || on_piece.depth_max);
    EXPECT_FALSE(measured(rectangle({800, 800, 40, 40}), skin).fragment);
    EXPECT_FALSE(measured(rectangle({336, 800, 40, 40}), skin).fragment) << "two fifths of it lie on the piece";
}

TEST(DepositRow, OfASectionWithoutDepthIsNoFragment) {
    SkinMap skin = straight_skin();
    support::unassess(skin, {0, 0, 300, 300}, 1);
    skin.report.assessable = false;
    const DepositRow row = measured(rectangle({400, 800, 40, 40}), skin);
    EXPECT_FALSE(row.fragment);
    EXPECT_EQ(row.zone, Zone::unassessable);
    EXPECT_FALSE(row.depth.has_value());
}

TEST(DepositRow, IsAdnexalWhenAnyOfItLiesNearAnAdnexum) {
    SkinMap skin = straight_skin();
    skin.near_adnexa = Mask(survey_size, 0);
    skin.near_adnexa->fill(cv::Rect(54, 90, 40, 40), 255);
    EXPECT_EQ(measured(rectangle({400, 800, 40, 40}), skin).adnexal, true) << "one survey pixel of it";
    EXPECT_EQ(measured(rectangle({390, 800, 40, 40}), skin).adnexal, false);
}

TEST(DepositRow, IsNotAskedForAdnexaWhereNoneWereLookedForOrDepthIsUnknown) {
    SkinMap skin = straight_skin();
    EXPECT_FALSE(measured(rectangle({400, 800, 40, 40}), skin).adnexal.has_value());
    skin.near_adnexa = Mask(survey_size, 255);
    support::unassess(skin, {45, 90, 30, 30}, 2);
    EXPECT_FALSE(measured(rectangle({400, 800, 40, 40}), skin).adnexal.has_value());
}

TEST(DepositRow, TouchesTheEdgeOnAnyOfTheFourSides) {
    const SkinMap skin = straight_skin();
    for (const WorkingBox& box :
         {WorkingBox{0, 90, 9, 9}, WorkingBox{90, 0, 9, 9}, WorkingBox{2391, 90, 9, 9}, WorkingBox{90, 2391, 9, 9}}) {
        EXPECT_TRUE(measured(rectangle(box), skin).touches_edge) << box.x << ", " << box.y;
    }
    for (const WorkingBox& box :
         {WorkingBox{1, 90, 9, 9}, WorkingBox{90, 1, 9, 9}, WorkingBox{2390, 90, 9, 9}, WorkingBox{90, 2390, 9, 9}}) {
        EXPECT_FALSE(measured(rectangle(box), skin).touches_edge) << box.x << ", " << box.y;
    }
}

const std::vector<Finding> mixed{rectangle({100, 800, 9, 9}), rectangle({200, 800, 9, 9}, FindingClass::nuclei),
                                 rectangle({300, 800, 9, 9}), rectangle({400, 800, 7, 9}, FindingClass::uncertain)};

TEST(DepositRows, AreTheCalciumAndConfusersTheRest) {
    const std::vector<std::string> ids = ids_of(mixed, "seed");
    const std::vector<DepositRow> deposits = measure_deposits(mixed, ids, straight_skin(), frames);
    const std::vector<ConfuserRow> confusers = list_confusers(mixed, ids, frames);
    ASSERT_EQ(deposits.size(), 2U);
    ASSERT_EQ(confusers.size(), 2U);
    EXPECT_EQ(deposits[1].centroid, (Point<Level0>{609.0, 1609.0}));
    EXPECT_EQ(confusers[0].finding, FindingClass::nuclei);
    EXPECT_EQ(confusers[1].finding, FindingClass::uncertain);
    EXPECT_EQ(deposits[1].id, ids[2]);
    EXPECT_EQ(confusers[1].id, ids[3]);
    EXPECT_TRUE(measure_deposits({}, {}, straight_skin(), frames).empty());
    EXPECT_TRUE(list_confusers({}, {}, frames).empty());
}

TEST(ConfuserRow, SaysWhatItIsAndWhy) {
    Finding finding = rectangle({400, 800, 40, 20}, FindingClass::pigment);
    finding.reason = "cy -0.04";
    finding.confidence = 0.2;
    const ConfuserRow row = list_confusers({finding}, {"id"}, frames).at(0);
    EXPECT_EQ(row.reason, "cy -0.04");
    EXPECT_EQ(row.confidence, 0.2);
    EXPECT_DOUBLE_EQ(row.area.value(), 200.0);
    EXPECT_EQ(row.centroid, (Point<Level0>{840.0, 1620.0}));
    EXPECT_DOUBLE_EQ(support::area(row.outline), 40.0 * 20.0 * 4.0);
}

TEST(RowIds, AreUniqueStableAndBelongToTheSeed) {
    const std::vector<std::string> first = ids_of(mixed, "slide 1");
    EXPECT_EQ(std::set<std::string>(first.begin(), first.end()).size(), 4U);
    EXPECT_EQ(first, ids_of(mixed, "slide 1"));
    EXPECT_EQ(ids_of({mixed[2], mixed[0]}, "slide 1"), (std::vector{first[2], first[0]})) << "whatever else there is";
    EXPECT_NE(ids_of({mixed[0], mixed[0]}, "slide 1")[1], first[0]);
    std::vector<std::string> both = ids_of(mixed, "slide 2");
    both.insert(both.end(), first.begin(), first.end());
    EXPECT_EQ(std::set<std::string>(both.begin(), both.end()).size(), 8U);
}

TEST(DepositRow, BeyondTheEndOfTheJunctionHasAZoneAndNoDepth) {
    SkinMap skin = straight_skin();
    skin.beyond_ends = MaskSheet(survey_size);
    skin.beyond_ends.fill(cv::Rect(100, 0, 200, 300), 255);
    skin.least_beyond = FloatSheet(survey_size, 600.0F);
    skin.most_beyond = FloatSheet(survey_size, 800.0F);
    const DepositRow beyond = measured(rectangle({900, 1600, 40, 40}), skin);
    EXPECT_TRUE(beyond.beyond_junction);
    EXPECT_EQ(beyond.zone, Zone::deep_dermis);
    EXPECT_FALSE(beyond.depth.has_value());
    EXPECT_EQ(beyond.least_depth, Microns(600.0));
    EXPECT_EQ(beyond.most_depth, Microns(800.0));
    const DepositRow before = measured(rectangle({700, 1600, 40, 40}), skin);
    EXPECT_FALSE(before.beyond_junction);
    EXPECT_TRUE(before.depth.has_value());
    EXPECT_FALSE(before.least_depth || before.most_depth);
    EXPECT_FALSE(measured(rectangle({770, 1600, 40, 40}), skin).beyond_junction) << "a quarter of it lies beyond";
}

}  // namespace
}  // namespace kossa
