// How outlines of a person go before what is found: compose_skin.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "kossa/core/error.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/skin_map.hpp"
#include "support/outlines.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::compose_skin_test {
namespace {

using support::find_skin;

using support::rectangle;
using support::SameMask;
using ::testing::HasSubstr;

const Scaling<Survey, Level0> survey_from_level0{0.125, 0.125};
const Scaling<Level0, Survey> level0_from_survey{8.0, 8.0};
constexpr double level0_per_um = 2.0;

/// The straight section: tissue from 200 to 2600 um and from 200 to 1400 um, epidermis the upper 80 um.
class OutlinedSection : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared_found = find_skin(support::straight_section().image, {});
        shared_map = compose_skin(*shared_found, {}, {});
    }
    static void TearDownTestSuite() {
        shared_found.reset();
        shared_map.reset();
    }

    SkinMap with(const Regions& regions) const { return with(found, regions); }
    static SkinMap with(const FoundSkin& skin, const Regions& regions) {
        return compose_skin(skin, on_survey_grid(regions, skin.epidermis.size(), survey_from_level0), {});
    }
    std::string refusal(const Regions& regions) const {
        try {
            with(regions);
        } catch (const RefusedSlide& error) {
            return error.what();
        }
        return "";
    }
    FoundSkin without_epidermis() const {
        FoundSkin none = found;
        none.epidermis = Mask(found.epidermis.size(), 0);
        return none;
    }
    static MultiPolygon<Level0> box_um(double left, double top, double right, double bottom) {
        return rectangle(left * level0_per_um, top * level0_per_um, right * level0_per_um, bottom * level0_per_um);
    }
    static cv::Point pixel_at_um(double x, double y) { return {static_cast<int>(x / 4), static_cast<int>(y / 4)}; }

    static inline std::optional<FoundSkin> shared_found;
    static inline std::optional<SkinMap> shared_map;
    const FoundSkin& found = *shared_found;
    const SkinMap& map = *shared_map;
};

void expect_same(const SkinMap& a, const SkinMap& b) {
    EXPECT_THAT(a.tissue.tissue, SameMask(b.tissue.tissue));
    EXPECT_THAT(a.tissue.solid, SameMask(b.tissue.solid));
    EXPECT_TRUE(a.tissue.pieces == b.tissue.pieces);
    EXPECT_TRUE(a.zone == b.zone);
    EXPECT_EQ(a.border_od, b.border_od);
    EXPECT_TRUE(a.unseen_border == b.unseen_border);
    EXPECT_THAT(a.depth, support::RasterNear(b.depth, 0.0));
    EXPECT_EQ(a.report.assessable, b.report.assessable);
    EXPECT_EQ(a.report.epidermis_thickness, b.report.epidermis_thickness);
    EXPECT_EQ(a.report.epidermis_length, b.report.epidermis_length);
    EXPECT_EQ(a.report.section_depth, b.report.section_depth);
    EXPECT_EQ(a.report.epidermis_share, b.report.epidermis_share);
}

/// With 100 um of haze along the left edge and a flake of 100 x 20 um above the epidermis.
FoundSkin with_haze_and_flake(FoundSkin skin) {
    const cv::Rect haze(50, 50, 25, 300);
    const cv::Rect flake(250, 45, 25, 5);
    skin.tissue.firm.fill(haze, 0);
    skin.tissue.firm.fill(flake, 255);
    skin.scraps = Mask(skin.scraps.size(), 0);
    skin.scraps.fill(flake, 255);
    return skin;
}

TEST_F(OutlinedSection, HazeAndFlakesOfTheFoundTissueAreThoseOfTheSameTissueOutlined) {
    const FoundSkin skin = with_haze_and_flake(found);
    const SkinMap before = compose_skin(skin, {}, {});
    EXPECT_LT(before.report.epidermis_share, map.report.epidermis_share);
    EXPECT_LT(before.report.epidermis_length, map.report.epidermis_length);
    Regions own;
    own.tissue = outline_layers(before, level0_from_survey).tissue;
    const SkinMap again = with(skin, own);
    expect_same(again, before);
    EXPECT_EQ(again.top, before.top);
    EXPECT_THAT(again.tissue.firm, SameMask(before.tissue.firm));
}

TEST_F(OutlinedSection, AdnexaStayAsFoundWhereTheyCount) {
    FoundSkin skin = found;
    skin.adnexa = Mask(skin.adnexa.size(), 0);
    skin.adnexa.fill(cv::Rect(300, 70, 10, 60), 255);
    Regions regions;
    regions.exclude = box_um(1200.0, 400.0, 1300.0, 600.0);
    const SkinMap rest = with(skin, regions);
    EXPECT_EQ(count_non_zero(rest.adnexa), 10 * 30);
}

TEST_F(OutlinedSection, ReadBackItsOwnLayersGiveTheSame) {
    const LayerOutlines layers = outline_layers(map, level0_from_survey);
    Regions own;
    own.tissue = layers.tissue;
    own.epidermis = layers.epidermis;
    const SkinMap again = with(own);
    expect_same(again, map);
    EXPECT_EQ(again.report.sources.tissue, LayerSource::regions);
    EXPECT_EQ(again.report.sources.epidermis, LayerSource::regions);
    EXPECT_EQ(again.report.sources.junction, LayerSource::regions);
    EXPECT_EQ(again.report.sources.subcutis, LayerSource::found);
    EXPECT_EQ(map.report.sources.epidermis, LayerSource::found);
}

TEST_F(OutlinedSection, OutlinedTissueReplacesTheFound) {
    Regions regions;
    regions.tissue = box_um(600, 100, 1600, 1200);  // reaches onto the glass above
    const SkinMap cut = with(regions);
    EXPECT_EQ(count_non_zero(cut.tissue.tissue), 250 * 275);
    EXPECT_EQ(cv::countNonZero(cut.epidermis & ~Mask(found.epidermis)), 0);
    EXPECT_EQ(cut.zone(pixel_at_um(1000, 1300)), SkinMap::no_zone);
    EXPECT_TRUE(cut.report.assessable);
}

TEST_F(OutlinedSection, ExcludedTissueIsGoneButMakesNoNewSurface) {
    Regions regions;
    regions.exclude = box_um(800, 600, 1400, 1000);
    const SkinMap cut = with(regions);
    EXPECT_DOUBLE_EQ(cut.report.excluded_area.value(), 600.0 * 400.0);
    EXPECT_EQ(count_non_zero(map.tissue.tissue) - count_non_zero(cut.tissue.tissue), 150 * 100);
    EXPECT_EQ(cut.zone(pixel_at_um(1000, 800)), SkinMap::no_zone);
    EXPECT_TRUE(std::isnan(cut.depth(pixel_at_um(1000, 800))));
    EXPECT_THAT(cut.below_surface, support::RasterNear(map.below_surface, 0.0));
    EXPECT_EQ(cut.depth(pixel_at_um(1000, 1200)), map.depth(pixel_at_um(1000, 1200)));
    EXPECT_EQ(map.report.excluded_area.value(), 0.0);
    EXPECT_EQ(outline_layers(cut, level0_from_survey).excluded.size(), 1U);
    EXPECT_TRUE(outline_layers(map, level0_from_survey).excluded.empty());
}

TEST_F(OutlinedSection, TheJunctionGoesOnThroughExcludedEpidermisBetweenWhatStays) {
    Regions regions;
    regions.exclude = box_um(1000, 100, 1800, 350);
    const SkinMap cut = with(regions);
    for (const double y : {400.0, 700.0, 1300.0}) {
        EXPECT_NEAR(cut.depth(pixel_at_um(1400, y)), map.depth(pixel_at_um(1400, y)), 1.0);
        EXPECT_EQ(cut.zone(pixel_at_um(1400, y)), map.zone(pixel_at_um(1400, y)));
    }
    EXPECT_TRUE(std::isnan(cut.depth(pixel_at_um(1400, 240))));
    EXPECT_EQ(cut.zone(pixel_at_um(1400, 240)), SkinMap::no_zone);
    EXPECT_EQ(cut.report.beyond_ends_share.value(), 0.0);
    EXPECT_EQ(cut.report.epidermis_length, map.report.epidermis_length) << "what counts below it is set beside it";
    EXPECT_LT(cut.report.epidermis_share, map.report.epidermis_share);
}

TEST_F(OutlinedSection, DepthIsNotKnownWhereTheEpidermisNearestByIsExcludedToItsEnd) {
    Regions regions;
    regions.exclude = box_um(1200, 100, 2700, 350);
    const SkinMap cut = with(regions);
    EXPECT_NEAR(cut.depth(pixel_at_um(700, 700)), map.depth(pixel_at_um(700, 700)), 1.0);
    EXPECT_TRUE(std::isnan(cut.depth(pixel_at_um(1600, 400)))) << "120 um in truth, 410 from what is left";
    EXPECT_EQ(cut.zone(pixel_at_um(1600, 400)), static_cast<std::uint8_t>(Zone::upper_dermis)) << "either way";
    EXPECT_TRUE(std::isnan(cut.depth(pixel_at_um(2000, 700))));
    EXPECT_EQ(cut.zone(pixel_at_um(2000, 700)), static_cast<std::uint8_t>(Zone::unassessable));
    EXPECT_EQ(cut.zone(pixel_at_um(2000, 1300)), static_cast<std::uint8_t>(Zone::deep_dermis));
    EXPECT_GT(cut.report.beyond_ends_share.value(), 0.1);
    regions.junction = {{{400.0, 560.0}, {5200.0, 560.0}}};
    EXPECT_NEAR(with(regions).depth(pixel_at_um(2000, 500)), 220.0, 6.0) << "a drawn line tells it";
}

TEST_F(OutlinedSection, AStretchOfFoundEpidermisThatIsCutShortTellsNoDepth) {
    for (const auto& [width, assessable] : {std::pair(300.0, false), std::pair(600.0, true)}) {
        Regions regions;
        regions.tissue = box_um(900, 100, 900 + width, 1200);
        const SkinMap cut = with(regions);
        EXPECT_EQ(cut.report.assessable, assessable) << width;
        EXPECT_EQ(std::isnan(cut.depth(pixel_at_um(1050, 800))), !assessable) << width;
    }
    Regions outlined;
    outlined.tissue = box_um(900, 100, 1200, 1200);
    outlined.epidermis = box_um(900, 100, 1200, 280);
    EXPECT_TRUE(with(outlined).report.assessable) << "a person says so";
}

TEST_F(OutlinedSection, AnOutlineDrawnThroughTheSectionMakesNoSurface) {
    Regions regions;
    regions.tissue = box_um(600, 100, 1600, 1200);
    const SkinMap cut = with(regions);
    EXPECT_GT(cut.below_surface(pixel_at_um(1000, 1180)), 900.0F) << "the glass is above, and not below";
    EXPECT_GT(cut.below_surface(pixel_at_um(610, 700)), 400.0F) << "nor on the left";
    EXPECT_LT(cut.below_surface(pixel_at_um(1000, 210)), 150.0F);
}

TEST_F(OutlinedSection, WithoutItsEpidermisItIsUnassessable) {
    Regions regions;
    regions.exclude = box_um(0, 0, 2800, 400);
    const SkinMap cut = with(regions);
    EXPECT_FALSE(cut.report.assessable);
    EXPECT_THAT(cut.report.reason, HasSubstr("none of the epidermis"));
    EXPECT_EQ(cut.zone(pixel_at_um(1000, 1000)), static_cast<std::uint8_t>(Zone::unassessable));
}

TEST_F(OutlinedSection, PiecesThatAreExcludedAltogetherAreNotCounted) {
    FoundSkin two = found;
    const Mask gap = support::box_um(found.tissue.tissue.size(), 1300, 0, 100, 9e9);
    const TissueMap parts = tissue_map(Mask(found.tissue.tissue & ~gap), found.pixel, {});
    two.tissue = {parts.tissue, parts.solid, parts.firm, parts.pieces, parts.piece_count, 0.0};
    ASSERT_EQ(two.tissue.piece_count, 2);
    Regions regions;
    regions.exclude = box_um(1350, 0, 2800, 1600);
    EXPECT_EQ(with(two, regions).tissue.piece_count, 1);
}

TEST_F(OutlinedSection, OutlinedEpidermisReplacesTheFoundAndNeedsNoGates) {
    FoundSkin untrusted = without_epidermis();
    untrusted.reason = "no cellular layer";
    EXPECT_FALSE(compose_skin(untrusted, {}, {}).report.assessable);
    Regions regions;
    regions.epidermis = box_um(0, 0, 2800, 220);  // 20 um on tissue: far below every gate
    const SkinMap outlined = with(untrusted, regions);
    ASSERT_TRUE(outlined.report.assessable);
    EXPECT_EQ(outlined.report.reason, "");
    EXPECT_NEAR(outlined.depth(pixel_at_um(1400, 1000)), 1000 + 2 - 220, 8.0);
    EXPECT_NEAR(outlined.report.epidermis_thickness.value().value(), 20.0, 4.0);
}

TEST_F(OutlinedSection, WhatAnOutlineOfTheEpidermisLeavesAboveItIsHornyLayer) {
    Regions whole;
    whole.epidermis = box_um(0, 0, 2800, 280);
    const SkinMap expected = with(whole);
    for (const double left_out : {8.0, 20.0, 60.0}) {
        Regions regions;
        regions.epidermis = box_um(0, 200 + left_out, 2800, 280);
        const SkinMap outlined = with(regions);
        EXPECT_TRUE(outlined.zone == expected.zone) << left_out;
        EXPECT_THAT(outlined.depth, support::RasterNear(expected.depth, 0.0));
        EXPECT_EQ(outlined.report.epidermis_length, expected.report.epidermis_length);
        EXPECT_TRUE(outlined.top == expected.top) << "as found, whatever was outlined";
    }
}

TEST_F(OutlinedSection, WhereNoEpidermisWasFoundWhatIsLeftAboveTheOutlineIsToldByItsForm) {
    const FoundSkin none = without_epidermis();
    Regions regions;
    regions.epidermis = box_um(0, 0, 2800, 280);
    const SkinMap expected = with(none, regions);
    regions.epidermis = box_um(0, 240, 2800, 280);
    EXPECT_TRUE(with(none, regions).zone == expected.zone);
}

TEST_F(OutlinedSection, DermisBelowAnOutlinedEpidermisIsNeverLeftAboveIt) {
    Regions regions;
    regions.tissue = box_um(200, 200, 2600, 400);  // a shave biopsy: 120 um of dermis
    const FoundSkin none = without_epidermis();
    for (const double top : {0.0, 230.0}) {
        regions.epidermis = box_um(0, top, 2800, 280);
        const SkinMap shave = with(none, regions);
        EXPECT_EQ(shave.zone(pixel_at_um(1400, 210)), static_cast<int>(Zone::epidermis)) << top;
        for (const double y : {290.0, 340.0, 394.0}) {
            EXPECT_EQ(shave.zone(pixel_at_um(1400, y)), static_cast<int>(Zone::upper_dermis)) << top << " " << y;
        }
    }
}

TEST_F(OutlinedSection, DermisBesideTheEndOfAnOutlinedEpidermisStaysDermis) {
    Regions regions;
    regions.epidermis = box_um(0, 0, 1400, 280);
    const FoundSkin none = without_epidermis();
    EXPECT_EQ(with(none, regions).zone(pixel_at_um(1420, 210)), static_cast<int>(Zone::upper_dermis));
}

TEST_F(OutlinedSection, HasNoThicknessWhereTheTissueFillsTheImage) {
    Regions regions;
    regions.tissue = box_um(0, 0, 2800, 1600);
    regions.epidermis = box_um(1000, 600, 1400, 800);
    const SkinMap filled = with(regions);
    EXPECT_TRUE(filled.report.assessable);
    EXPECT_FALSE(filled.report.epidermis_thickness);
    EXPECT_GT(filled.report.section_depth, Microns(0.0));
}

TEST_F(OutlinedSection, HasNoDepthWhereTheEpidermisFillsTheTissue) {
    Regions regions;
    regions.epidermis = box_um(0, 0, 2800, 1600);
    const SkinMap filled = with(regions);
    EXPECT_TRUE(filled.report.assessable);
    EXPECT_FALSE(filled.report.epidermis_thickness);
    EXPECT_TRUE(std::isnan(filled.depth(pixel_at_um(1000, 800))));
    EXPECT_EQ(filled.zone(pixel_at_um(1000, 800)), static_cast<int>(Zone::epidermis));
}

TEST_F(OutlinedSection, TheBorderIsUnseenOnlyWhereNobodyHasMovedIt) {
    const auto unseen = [](const SkinMap& skin, double x, double y) {
        return (*skin.unseen_border)(pixel_at_um(x, y).y, pixel_at_um(x, y).x) != 0;
    };
    EXPECT_TRUE(unseen(map, 800, 280));
    EXPECT_FALSE(unseen(map, 800, 400));
    EXPECT_GT(map.border_od, 0.0);
    Regions regions;
    regions.epidermis = box_um(200, 200, 2600, 360);
    EXPECT_EQ(count_non_zero(*with(regions).unseen_border), 0);
    FoundSkin none = found;
    none.border_od.reset();
    EXPECT_FALSE(compose_skin(none, {}, {}).unseen_border.has_value());
}

TEST_F(OutlinedSection, OutlinedSubcutisReplacesTheFound) {
    Regions regions;
    regions.subcutis = box_um(0, 1100, 2800, 1600);
    const SkinMap outlined = with(regions);
    EXPECT_EQ(outlined.zone(pixel_at_um(1400, 1300)), static_cast<std::uint8_t>(Zone::subcutis));
    EXPECT_EQ(outlined.zone(pixel_at_um(1400, 1000)), static_cast<std::uint8_t>(Zone::deep_dermis));
    EXPECT_EQ(outlined.fat_border.at(1).distance({350.5, 275.5}), 0.0) << "at 1400, 1102 um";
    EXPECT_TRUE(map.fat_border.empty());
}

TEST_F(OutlinedSection, OutlinedFatIsFatAlsoWhereNoEpidermisIsKnown) {
    const FoundSkin none = without_epidermis();
    Regions regions;
    regions.subcutis = box_um(0, 1100, 2800, 1600);
    const SkinMap outlined = with(none, regions);
    EXPECT_FALSE(outlined.report.assessable);
    EXPECT_EQ(outlined.report.sources.epidermis, LayerSource::none);
    EXPECT_EQ(outlined.zone(pixel_at_um(1400, 1300)), static_cast<std::uint8_t>(Zone::subcutis));
    EXPECT_TRUE(std::isnan(outlined.depth(pixel_at_um(1400, 1300))));
    EXPECT_EQ(outlined.zone(pixel_at_um(1400, 1000)), static_cast<std::uint8_t>(Zone::unassessable));
}

TEST_F(OutlinedSection, ADrawnJunctionReplacesTheSmoothedOne) {
    Regions regions;
    regions.junction = {{{380.0, 600.0}, {5220.0, 600.0}}};  // at 300 um, 20 um below the true one
    const SkinMap drawn = with(regions);
    EXPECT_NEAR(drawn.depth(pixel_at_um(1400, 1000)), 1002 - 300, 4.0);
    EXPECT_EQ(drawn.zone(pixel_at_um(1400, 290)), static_cast<std::uint8_t>(Zone::epidermis));
    EXPECT_EQ(drawn.zone(pixel_at_um(1400, 310)), static_cast<std::uint8_t>(Zone::upper_dermis));
    EXPECT_EQ(drawn.report.sources.junction, LayerSource::regions);
    const LayerOutlines layers = outline_layers(drawn, level0_from_survey);
    EXPECT_EQ(layers.drawn_junction, regions.junction);
    EXPECT_TRUE(layers.junction.empty());

    Regions own;  // the drawn line and what follows from it
    own.tissue = layers.tissue;
    own.epidermis = layers.epidermis;
    own.junction = layers.drawn_junction;
    expect_same(with(own), drawn);
}

TEST_F(OutlinedSection, AJunctionDrawnInPartIsReported) {
    Regions regions;
    regions.junction = {{{380.0, 600.0}, {5220.0, 600.0}}};
    EXPECT_EQ(with(regions).report.beside_line_share, 0.0);
    regions.junction = {{{380.0, 600.0}, {1800.0, 600.0}}};
    EXPECT_GT(with(regions).report.beside_line_share, 0.3);
    EXPECT_EQ(with({}).report.beside_line_share, 0.0);
}

TEST_F(OutlinedSection, OutlinedEpidermisStaysBesideADrawnJunction) {
    Regions regions;
    regions.junction = {{{380.0, 600.0}, {5220.0, 600.0}}};
    regions.epidermis = box_um(0, 0, 2800, 240);
    const SkinMap drawn = with(regions);
    EXPECT_EQ(drawn.zone(pixel_at_um(1400, 230)), static_cast<std::uint8_t>(Zone::epidermis));
    EXPECT_EQ(drawn.zone(pixel_at_um(1400, 290)), static_cast<std::uint8_t>(Zone::upper_dermis));
    EXPECT_LT(drawn.depth(pixel_at_um(1400, 290)), 0.0F);
}

TEST_F(OutlinedSection, WhatDoesNotFitIsRefusedInASentence) {
    Regions off_tissue;
    off_tissue.epidermis = box_um(0, 0, 2800, 150);
    EXPECT_EQ(refusal(off_tissue), "the outline of class Epidermis holds no tissue");
    Regions all_gone;
    all_gone.exclude = box_um(0, 0, 2800, 1600);
    EXPECT_EQ(refusal(all_gone), "the outlines leave no tissue to measure");
    Regions beside;
    beside.junction = {{{0.0, 100.0}, {5600.0, 100.0}}};
    EXPECT_THAT(refusal(beside), HasSubstr("runs through tissue"));
}

}  // namespace
}  // namespace kossa::compose_skin_test
