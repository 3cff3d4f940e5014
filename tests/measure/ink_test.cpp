#include "kossa/measure/place.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "support/flat_skin.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using support::black_square;
using support::flat_skin;
using support::names_on;
using support::place_frames;
using support::px_per_um;
using ::testing::Each;

/// Squares with gaps of 10 um along the surface.
std::vector<Finding> rim_of(int squares, int middle_um, FindingClass kind = FindingClass::calcium) {
    std::vector<Finding> rim;
    for (int i = 0; i < squares; ++i) {
        rim.push_back(black_square(30 + 30 * i, middle_um, kind));
    }
    return rim;
}

std::vector<FindingClass> names_of(std::vector<Finding> findings, const PlaceOptions& options = {}) {
    return names_on(flat_skin(), std::move(findings), options);
}

TEST(Ink, WhatLinesTheOutlineForLongIsInk) {
    EXPECT_THAT(names_of(rim_of(8, 12)), Each(FindingClass::ink));
    EXPECT_THAT(names_of(rim_of(5, 12)), Each(FindingClass::calcium)) << "140 um only";
    EXPECT_THAT(names_of(rim_of(8, 40)), Each(FindingClass::calcium)) << "too deep for ink";
    const Finding ink = name_by_place(rim_of(8, 12), flat_skin(), place_frames, {}, {}).at(0);
    EXPECT_EQ(ink.confidence, 0.0);
    EXPECT_THAT(ink.reason, ::testing::StartsWith("in a rim along the edge, 12 um from it"));
}

TEST(Ink, PaleLamellaeOfTheHornyLayerAreNone) {
    std::vector<Finding> lamellae = rim_of(8, 12);
    for (Finding& lamella : lamellae) {
        lamella.sums.seed_milli_od = {430 * lamella.sums.seeds, 500 * lamella.sums.seeds, 430 * lamella.sums.seeds};
    }
    EXPECT_THAT(names_of(lamellae), Each(FindingClass::calcium));
    PlaceOptions paler;
    paler.ink_od = 0.40;
    EXPECT_THAT(names_of(lamellae, paler), Each(FindingClass::ink));
}

TEST(Ink, InkRunsDeeperBesideARimOfInk) {
    Finding deep = black_square(300, 12);  // from 2 to 62 um below the outline, 30 um beside the rim
    deep.runs = support::joined(deep.runs, support::filled(600, 44, 40, 80));
    deep.sums.pixels += 80 * 40;
    std::vector<Finding> rim = rim_of(8, 12);
    rim.push_back(deep);
    EXPECT_THAT(names_of(rim), Each(FindingClass::ink));
    EXPECT_THAT(names_of({deep}), Each(FindingClass::calcium)) << "without a rim";
    EXPECT_EQ(names_of({rim[0], rim[1], rim[2], rim[3], rim[4], rim[5], rim[6], rim[7], black_square(300, 40)}).back(),
              FindingClass::calcium)
        << "does not reach the edge";
    PlaceOptions options;
    options.deepest_ink_um = 25.0;
    EXPECT_EQ(names_of(rim, options).back(), FindingClass::calcium);
}

TEST(Ink, NothingBlackSoaksInFromInkOfAColour) {
    Finding deep = black_square(300, 12);
    deep.runs = support::joined(deep.runs, support::filled(600, 44, 40, 80));
    deep.sums.pixels += 80 * 40;
    std::vector<Finding> rim = rim_of(8, 12, FindingClass::ink);
    rim.push_back(deep);
    rim.push_back(black_square(270, 12));
    const std::vector<FindingClass> names = names_of(rim);
    EXPECT_EQ(names[8], FindingClass::calcium);
    EXPECT_EQ(names[9], FindingClass::ink) << "in the rim";
}

TEST(Ink, WhatLiesInAFilmOfInkBesideARimIsInk) {
    std::vector<Finding> findings = rim_of(8, 12);
    findings.push_back(black_square(150, 70));
    SkinMap skin = flat_skin();
    EXPECT_EQ(names_on(skin, findings, {}).back(), FindingClass::calcium);
    skin.tissue.firm.fill({0, 0, 100, 20}, 0);  // 80 um
    EXPECT_EQ(names_on(skin, findings, {}).back(), FindingClass::ink);
    PlaceOptions narrow;
    narrow.widest_ink_um = 65.0;
    EXPECT_EQ(names_on(skin, findings, narrow).back(), FindingClass::calcium);
    SkinMap deeper = skin;
    deeper.below_surface.fill({37, 17, 1, 1}, 101);
    EXPECT_EQ(names_on(deeper, findings, {}).back(), FindingClass::calcium) << "its middle lies too deep, not its ends";
    findings.back() = black_square(150, 78);
    EXPECT_EQ(names_on(skin, findings, {}).back(), FindingClass::calcium) << "goes on into what is firm";
    PlaceOptions further;
    further.beyond_film_um = 10.0;
    EXPECT_EQ(names_on(skin, findings, further).back(), FindingClass::ink);
}

TEST(Ink, TissueOfTheColourOfInkIsNoFilm) {
    std::vector<Finding> findings = rim_of(8, 12);
    findings.push_back(black_square(150, 70));
    SkinMap skin = flat_skin();
    skin.tissue.firm.fill({0, 0, 100, 49}, 0);
    EXPECT_EQ(names_on(skin, findings, {}).back(), FindingClass::ink);
    skin.tissue.firm.fill({0, 0, 100, 50}, 0);
    EXPECT_EQ(names_on(skin, findings, {}).back(), FindingClass::calcium) << "half of the section is not firm";
}

TEST(Ink, ARimIsNotMadeOfDepositsFarApart) {
    std::vector<Finding> scattered;
    for (int i = 0; i < 4; ++i) {
        scattered.push_back(black_square(30 + 80 * i, 12));
    }
    EXPECT_THAT(names_of(scattered), Each(FindingClass::calcium));
    PlaceOptions wide;
    wide.rim_gap_um = 70.0;
    EXPECT_THAT(names_of(scattered, wide), Each(FindingClass::ink));
    wide.least_rim_cover = 0.9;
    EXPECT_THAT(names_of(scattered, wide), Each(FindingClass::calcium)) << "they cover a third of the outline";
}

TEST(Ink, GreyMatterOfTheRimThatWasTurnedDownIsInkToo) {
    EXPECT_THAT(names_of(rim_of(8, 12, FindingClass::carbon)), Each(FindingClass::ink));
    EXPECT_THAT(names_of(rim_of(8, 12, FindingClass::dust)), Each(FindingClass::ink));
    EXPECT_THAT(names_of(rim_of(8, 12, FindingClass::nuclei)), Each(FindingClass::nuclei));
}

/// A stroke of 100 x 300 um from `top_um` below the surface on.
Finding stroke(int top_um, double density) {
    Finding finding;
    finding.finding = FindingClass::calcium;
    finding.runs = support::filled(400, top_um * px_per_um, 200, 300 * px_per_um);
    finding.sums.pixels = 200 * 600;
    const auto milli = static_cast<std::int64_t>(1000.0 * density) * finding.sums.pixels;
    finding.sums.milli_od = {milli, milli, milli};
    finding.sums.seeds = finding.sums.pixels;
    finding.sums.seed_milli_od = finding.sums.milli_od;
    return finding;
}

TEST(Ink, AStrokeDenserThanCalciumThatReachesTheEdgeIsInk) {
    EXPECT_THAT(names_of({stroke(0, 1.1)}), Each(FindingClass::ink));
    EXPECT_THAT(names_of({stroke(0, 0.8)}), Each(FindingClass::calcium)) << "as dense as calcium";
    EXPECT_THAT(names_of({stroke(50, 1.1)}), Each(FindingClass::calcium)) << "inside the tissue";
    PlaceOptions larger;
    larger.pen_area_um2 = 40000.0;
    EXPECT_THAT(names_of({stroke(0, 1.1)}, larger), Each(FindingClass::calcium)) << "small";
}

TEST(Ink, WhereSilverIsAsDenseAStrokeIsColoured) {
    PlaceOptions silver;
    silver.pen_saturation = 0.15;
    EXPECT_THAT(names_of({stroke(0, 1.1)}, silver), Each(FindingClass::calcium)) << "neutral";
    Finding pen = stroke(0, 1.1);
    pen.sums.milli_od[0] -= pen.sums.milli_od[0] / 4;  // saturation 0.28
    EXPECT_THAT(names_of({pen}, silver), Each(FindingClass::ink));
    Finding hidden = stroke(0, 1.1);
    hidden.finding = FindingClass::fold;
    SkinMap skin = flat_skin();
    skin.tissue.tissue = MaskSheet(skin.tissue.tissue.size());
    EXPECT_EQ(name_by_place({hidden}, skin, place_frames, silver, {}).front().finding, FindingClass::ink);
}

TEST(Ink, WhatIsLikeAFoldWhereNoTissueIsSeenIsAPenStroke) {
    Finding fold = stroke(0, 1.1);
    fold.finding = FindingClass::fold;
    EXPECT_THAT(names_of({fold}), Each(FindingClass::fold)) << "on tissue";
    SkinMap skin = flat_skin();
    skin.tissue.tissue = MaskSheet(skin.tissue.tissue.size());
    EXPECT_EQ(name_by_place({fold}, skin, place_frames, {}, {}).front().finding, FindingClass::ink);
}

TEST(Ink, NothingSoaksInFromAPenStroke) {
    std::vector<Finding> findings{stroke(0, 1.1)};
    for (int i = 0; i < 8; ++i) {
        findings.push_back(black_square(305, 40 + 30 * i));  // 5 um beside it
    }
    std::vector<FindingClass> names = names_of(findings);
    EXPECT_EQ(names.front(), FindingClass::ink);
    names.erase(names.begin());
    EXPECT_THAT(names, Each(FindingClass::calcium));
}

TEST(Ink, WhatLiesInTheFilmBesideAPenStrokeIsInk) {
    const std::vector<Finding> findings{stroke(0, 1.1), black_square(320, 150), black_square(370, 150)};
    SkinMap skin = flat_skin();
    skin.tissue.firm.fill({75, 0, 12, 75}, 0);  // from the stroke to 48 um beside it
    EXPECT_THAT(names_on(skin, findings),
                ::testing::ElementsAre(FindingClass::ink, FindingClass::ink, FindingClass::calcium));
    EXPECT_EQ(names_on(skin, {findings[1]}).front(), FindingClass::calcium) << "without a stroke";
}

/// The skin with epidermis far away or right there.
SkinMap with_epidermis(const cv::Rect& where) {
    SkinMap skin = flat_skin();
    skin.epidermis = MaskSheet(cv::Size(100, 100));
    skin.epidermis.fill(where, 255);
    return skin;
}

/// Cut into two windows, 64 pixels wide and the rest.
SkinMap in_windows(SkinMap skin) {
    const cv::Size whole(100, 100);
    skin.windows = {{{0, 0, 64, 100}, whole}, {{64, 0, 36, 100}, whole}};
    return skin;
}

TEST(Ink, IsThatOfTheSlideHoweverItIsCutIntoWindows) {
    std::vector<Finding> flakes;
    for (int i = 0; i < 4; ++i) {
        flakes.push_back(black_square(10 + 65 * i, 12));
    }
    const SkinMap beside = with_epidermis({90, 50, 10, 10});  // in the other window
    EXPECT_THAT(names_on(beside, flakes), Each(FindingClass::ink));
    EXPECT_THAT(names_on(in_windows(beside), flakes), Each(FindingClass::ink));

    std::vector<Finding> findings = rim_of(7, 12);
    findings.push_back(black_square(150, 70));
    SkinMap hazy = flat_skin();
    hazy.tissue.firm.fill({0, 0, 64, 70}, 0);  // most of one window, but not of the section
    EXPECT_THAT(names_on(hazy, findings), Each(FindingClass::ink));
    EXPECT_THAT(names_on(in_windows(hazy), findings), Each(FindingClass::ink));
}

TEST(Ink, FlakesFarApartAreInkOnACutEdgeOnly) {
    std::vector<Finding> flakes;
    for (int i = 0; i < 4; ++i) {
        flakes.push_back(black_square(10 + 70 * i, 12));
    }
    EXPECT_THAT(names_on(with_epidermis({90, 50, 10, 10}), flakes), Each(FindingClass::ink));
    EXPECT_THAT(names_on(with_epidermis({0, 0, 100, 10}), flakes), Each(FindingClass::calcium)) << "on the epidermis";
    EXPECT_THAT(names_on(flat_skin(), flakes), Each(FindingClass::calcium)) << "no edge is known to be cut";
}

TEST(Ink, FlakesGoOnAlongTheEdgeFromACutOne) {
    std::vector<Finding> flakes;
    for (int i = 0; i < 4; ++i) {
        flakes.push_back(black_square(10 + 60 * i, 12));
    }
    flakes.push_back(black_square(330, 12));  // on the epidermis, 120 um on
    const SkinMap skin = with_epidermis({76, 0, 24, 10});
    EXPECT_THAT(names_on(skin, flakes), Each(FindingClass::ink));
    flakes.back() = black_square(320, 40);
    EXPECT_EQ(names_on(skin, flakes).back(), FindingClass::calcium) << "deeper";
}

}  // namespace
}  // namespace kossa
