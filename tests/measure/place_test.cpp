#include "kossa/measure/place.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <utility>
#include <vector>

#include "support/flat_skin.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using namespace literals;
using support::black_square;
using support::flat_skin;
using support::names_on;
using support::place_frames;
using support::px_per_um;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double coloured = 0.40;
constexpr double greyish = 0.30;

/// An object of 10 x 10 pixels from `top_um` below the surface on.
Finding object(int top_um, double saturation, FindingClass kind = FindingClass::calcium) {
    Finding finding;
    finding.finding = kind;
    finding.confidence = 0.8;
    finding.reason = "as before";
    finding.runs = support::filled(300, top_um * px_per_um, 10, 10);
    finding.sums.pixels = 100;
    const auto red = static_cast<std::int64_t>(800.0 * (1.0 + saturation));  // cx is the saturation, cy is 0
    const std::int64_t other = (2400 - red) / 2;
    finding.sums.milli_od = {100 * red, 100 * other, 100 * other};
    return finding;
}

Finding placed(const Finding& finding, const PlaceOptions& options = {}) {
    return name_by_place({finding}, flat_skin(), place_frames, options, {}).at(0);
}

void expect_unchanged(const Finding& finding) {
    const Finding after = placed(finding);
    EXPECT_EQ(after.finding, finding.finding);
    EXPECT_EQ(after.confidence, finding.confidence);
    EXPECT_EQ(after.reason, finding.reason);
}

TEST(Place, ColouredMatterInTheHornyLayerIsKeratin) {
    for (const FindingClass kind : {FindingClass::calcium, FindingClass::uncertain}) {
        const Finding keratin = placed(object(5, coloured, kind));
        EXPECT_EQ(keratin.finding, FindingClass::keratin);
        EXPECT_EQ(keratin.confidence, 0.0);
        EXPECT_THAT(
            keratin.reason,
            ::testing::MatchesRegex(
                "in the horny layer, [0-9]+ um below the surface, and coloured: saturation 0.4, keratin from 0.3[46]"));
    }
}

/// Dots in a row, 3 um apart.
std::vector<Finding> dots(int count, int side_px, int top_um, FindingClass kind = FindingClass::nuclei) {
    std::vector<Finding> row;
    for (int i = 0; i < count; ++i) {
        Finding finding = object(top_um, greyish, kind);
        const int x = 300 + 6 * i;
        const int y = top_um * px_per_um;
        finding.runs = support::filled(x, y, side_px, side_px);
        finding.sums.pixels = std::int64_t{side_px} * side_px;
        finding.sums.x2 = finding.sums.pixels * (2 * x + side_px);
        finding.sums.y2 = finding.sums.pixels * (2 * y + side_px);
        row.push_back(finding);
    }
    return row;
}

TEST(Place, ManyDotsOnTheHornyLayerAreBacteria) {
    for (const FindingClass kind : {FindingClass::calcium, FindingClass::uncertain, FindingClass::nuclei}) {
        EXPECT_THAT(names_on(flat_skin(), dots(10, 3, 5, kind)), Each(FindingClass::bacteria));
    }
    EXPECT_THAT(names_on(flat_skin(), dots(9, 3, 5)), Each(FindingClass::nuclei)) << "too few";
    EXPECT_THAT(names_on(flat_skin(), dots(10, 11, 5)), Each(FindingClass::nuclei)) << "as large as nuclei";
    EXPECT_THAT(names_on(flat_skin(), dots(10, 3, 30)), Each(FindingClass::nuclei)) << "below the horny layer";
    SkinMap cut_edge = flat_skin();
    cut_edge.epidermis.fill(cut_edge.epidermis.box(), 0);
    EXPECT_THAT(names_on(cut_edge, dots(10, 3, 5)), Each(FindingClass::nuclei)) << "not on the epidermis";
}

TEST(Place, GreyMatterThereStaysCalcium) {
    expect_unchanged(object(5, greyish));
}

TEST(Place, ColouredMatterBelowStaysCalcium) {
    expect_unchanged(object(40, coloured));
}

TEST(Place, AmongLivingCellsColouredMatterIsNoKeratin) {
    SkinMap thin_horny_layer = flat_skin();
    thin_horny_layer.horny.fill({0, 2, 100, 10}, 0);  // 8 um remain
    EXPECT_THAT(names_on(thin_horny_layer, {object(2, coloured), object(7, coloured), object(12, coloured)}),
                ElementsAre(FindingClass::keratin, FindingClass::calcium, FindingClass::calcium));
}

TEST(Place, WhatIsNoCandidateKeepsItsName) {
    for (const FindingClass kind : {FindingClass::nuclei, FindingClass::pigment, FindingClass::ink}) {
        expect_unchanged(object(5, coloured, kind));
    }
}

TEST(Place, WhereAllPixelsLieOnAverageCounts) {
    Finding finding = object(5, coloured);
    ASSERT_EQ(placed(finding).finding, FindingClass::keratin);
    const SharedRuns<Working> runs = finding.runs;
    finding.runs = support::joined(runs, {{200 * px_per_um, 300, 301}});  // one pixel 200 um down adds 2 um to the mean
    EXPECT_EQ(placed(finding).finding, FindingClass::keratin);
    finding.runs = support::joined(runs, {{200 * px_per_um, 300, 330}});  // thirty add 44
    EXPECT_EQ(placed(finding).finding, FindingClass::calcium);
}

TEST(Place, DepthAndSaturationAreOptions) {
    PlaceOptions deeper;
    deeper.horny_layer_um = 60.0;
    EXPECT_EQ(placed(object(40, coloured), deeper).finding, FindingClass::keratin);
    PlaceOptions stricter;
    stricter.keratin_saturation = 0.2;
    EXPECT_EQ(placed(object(5, greyish), stricter).finding, FindingClass::keratin);
    PlaceOptions off;
    off.horny_layer_um = 0.0;
    EXPECT_EQ(placed(object(5, coloured), off).finding, FindingClass::calcium);
}

TEST(Place, OnTheEpidermisOnlyWhatIsAsGreyAsCalciumIsNoKeratin) {
    for (const FindingClass kind : {FindingClass::calcium, FindingClass::uncertain}) {
        EXPECT_EQ(placed(object(5, 0.35, kind)).finding, FindingClass::keratin);
        expect_unchanged(object(5, 0.33, kind));
    }
}

/// A lamella of 80 x 4 um.
Finding lamella(int top_um, FindingClass kind = FindingClass::calcium) {
    Finding finding = object(top_um, greyish, kind);
    finding.runs = support::filled(300, top_um * px_per_um, 160, 4 * px_per_um);
    return finding;
}

TEST(Place, ABandInTheEpidermisIsALamellaOfTheHornyLayer) {
    for (const FindingClass kind : {FindingClass::calcium, FindingClass::uncertain}) {
        EXPECT_EQ(placed(lamella(10, kind)).finding, FindingClass::keratin);
        EXPECT_EQ(placed(lamella(10, kind)).reason, "a band in the horny layer, 12 um below the surface");
    }
    expect_unchanged(lamella(40));
    PlaceOptions narrow;
    narrow.horny_band_um = 2.0;
    EXPECT_EQ(placed(lamella(10), narrow).finding, FindingClass::calcium);
    Finding grains = lamella(10);
    grains.morphology = Morphology::granular;
    expect_unchanged(grains);
}

TEST(Place, ABodyAndAGrainBesideItAreNoBand) {
    Finding body = object(8, greyish);
    body.runs = support::joined(body.runs, support::filled(460, 8 * px_per_um, 4, 4 * px_per_um));
    expect_unchanged(body);
}

TEST(Place, RaggedMatterInTheHornyLayerIsKeratin) {
    const Finding keratin = placed(object(5, greyish, FindingClass::carbon));
    EXPECT_EQ(keratin.finding, FindingClass::keratin);
    EXPECT_EQ(keratin.confidence, 0.0);
    EXPECT_EQ(keratin.reason, "ragged, in the horny layer, 8 um below the surface; as before");
    expect_unchanged(object(40, greyish, FindingClass::carbon));
}

TEST(Place, ABandBelowAThinEpidermisIsNoLamella) {
    SkinMap skin = flat_skin();
    skin.epidermis.fill(cv::Rect(0, 2, 100, 98), 0);  // 8 um are left
    EXPECT_EQ(name_by_place({lamella(10)}, skin, place_frames, {}, {}).at(0).finding, FindingClass::calcium);
}

TEST(Place, ACutEdgeHasNoHornyLayer) {
    SkinMap skin = flat_skin();
    skin.epidermis.fill(skin.epidermis.box(), 0);
    for (const Finding& finding :
         {object(5, 0.35, FindingClass::uncertain), lamella(10), object(5, greyish, FindingClass::carbon)}) {
        EXPECT_EQ(name_by_place({finding}, skin, place_frames, {}, {}).at(0).finding, finding.finding);
    }
}

TEST(Place, SkinWithoutASurfaceHasNoHornyLayer) {
    SkinMap skin = flat_skin();
    skin.below_surface.fill(skin.below_surface.box(), std::numeric_limits<float>::infinity());
    EXPECT_EQ(name_by_place({object(5, coloured)}, skin, place_frames, {}, {}).at(0).finding, FindingClass::calcium);
}

TEST(Place, WhatReachesBeyondTheSurveyTakesItsNearestPixel) {
    Finding finding = object(5, coloured);
    finding.runs = support::filled(795, 5 * px_per_um, 20, 10);
    EXPECT_EQ(placed(finding).finding, FindingClass::keratin);
}

/// A section on the left, and on the right from 240 um on a piece of 0.064 mm2 with 0.0064 mm2 of firm matter.
SkinMap section_beside_crumbs() {
    SkinMap skin = flat_skin();
    support::cut_out(skin, cv::Rect(40, 0, 20, 100));
    skin.tissue.firm.fill(cv::Rect(60, 0, 40, 100), 0);
    skin.tissue.firm.fill(cv::Rect(70, 10, 20, 20), 255);
    skin.epidermis.fill(skin.epidermis.box(), 0);
    return skin;
}

PlaceOptions small_crumbs(double beside_um = 150.0) {
    PlaceOptions options;
    options.crumb_mm2 = 0.05;
    options.beside_um = beside_um;
    return options;
}

FindingClass named_at(int left_um, const SkinMap& skin, const PlaceOptions& options = small_crumbs()) {
    return name_by_place({black_square(left_um, 200)}, skin, place_frames, options, {}).at(0).finding;
}

TEST(Place, WhatLiesAmongCrumbsIsDust) {
    const SkinMap skin = section_beside_crumbs();
    for (const FindingClass kind : {FindingClass::calcium, FindingClass::uncertain, FindingClass::carbon}) {
        const Finding dust =
            name_by_place({black_square(300, 200, kind)}, skin, place_frames, small_crumbs(), {}).at(0);
        EXPECT_EQ(dust.finding, FindingClass::dust);
        EXPECT_EQ(dust.confidence, 0.0);
        EXPECT_EQ(dust.reason, "among crumbs beside the section");
    }
    EXPECT_EQ(named_at(100, skin), FindingClass::calcium) << "in the section";
    EXPECT_EQ(named_at(190, skin), FindingClass::calcium) << "on the glass beside it";
    EXPECT_EQ(named_at(190, skin, small_crumbs(20.0)), FindingClass::dust);
    EXPECT_EQ(named_at(300, skin, {}), FindingClass::calcium) << "a piece too small to be joined by haze";
}

TEST(Place, WithoutASectionNothingLiesBesideOne) {
    SkinMap skin = section_beside_crumbs();
    support::cut_out(skin, cv::Rect(0, 0, 40, 100));
    EXPECT_EQ(named_at(300, skin), FindingClass::calcium);
}

TEST(Place, OrderIsKept) {
    const std::vector<Finding> findings = name_by_place(
        {object(40, coloured), object(5, coloured), object(60, greyish)}, flat_skin(), place_frames, {}, {});
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_EQ(findings[0].finding, FindingClass::calcium);
    EXPECT_EQ(findings[1].finding, FindingClass::keratin);
    EXPECT_EQ(findings[2].finding, FindingClass::calcium);
    EXPECT_THAT(name_by_place({}, flat_skin(), place_frames, {}, {}), IsEmpty());
}

TEST(Place, TheEpidermisHasNoMacrophages) {
    const Finding in_epidermis = object(40, greyish);
    const Finding in_dermis = object(120, greyish);
    const auto taken_for_one = [](Finding finding) {
        finding.finding = FindingClass::pigment;
        finding.confidence = 0.1;
        finding.reason = "as large as a macrophage";
        return finding;
    };
    const std::vector<Finding> after = no_macrophages_in_epidermis(
        {taken_for_one(in_epidermis), taken_for_one(in_dermis)}, {in_epidermis, in_dermis}, flat_skin(), place_frames);
    EXPECT_EQ(after.at(0).finding, FindingClass::calcium);
    EXPECT_EQ(after.at(0).confidence, in_epidermis.confidence);
    EXPECT_EQ(after.at(0).reason, in_epidermis.reason);
    EXPECT_EQ(after.at(1).finding, FindingClass::pigment);
    EXPECT_EQ(after.at(1).reason, "as large as a macrophage");
}

}  // namespace
}  // namespace kossa
