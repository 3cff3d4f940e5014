#include "kossa/deposit/classification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kossa/deposit/shape.hpp"
#include "kossa/deposit/verdicts.hpp"
#include "support/components.hpp"

namespace kossa {
namespace {

using namespace literals;
using support::disc;
using support::ring;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using Colour = std::array<double, 3>;

const PixelSize half_um(0.5_um);

/// Optical densities. Each is 0.8 on average.
constexpr Colour violet_grey{0.70, 1.00, 0.70};
constexpr Colour violet{0.60, 1.30, 0.50};
constexpr Colour pale_violet{0.68, 1.154, 0.566};
constexpr Colour red{0.50, 1.30, 0.60};
constexpr Colour brown{0.70, 0.80, 0.90};
constexpr Colour strong_brown{0.50, 0.80, 1.10};
constexpr Colour blue{0.95, 0.90, 0.55};
constexpr Colour strong_blue{1.10, 0.80, 0.50};
constexpr Colour neutral{0.80, 0.84, 0.76};
constexpr Colour black{0.80, 0.82, 0.78};

/// Amorphous calcium takes up some stain; optical density 0.6.
constexpr Colour light_violet{0.525, 0.83, 0.445};
constexpr Colour lilac{0.54, 0.831, 0.429};

/// One object as it is before classification: by default dark throughout and sharp all round.
struct Matter {
    Mask form;
    Colour od = violet_grey;
    double seed_share = 1.0;
    double open_share = 0.0;
};

Component component_of(const Matter& matter, int x = 0, int y = 0) {
    Component component = support::coloured(matter.form, matter.od, matter.seed_share, x, y);
    component.sums.open_edges = std::lround(matter.open_share * static_cast<double>(edge_count(component.runs)));
    return component;
}

/// The rules on H&E, but that grains may all be alike and as large as nuclei, as they are drawn here.
DepositRules rules_for_like_grains() {
    DepositRules rules = basophilic_rules();
    rules.grain_spread = rules.grain_area_um2 = not_asked;
    return rules;
}

std::vector<Finding> classified(const std::vector<Component>& components,
                                const DepositRules& rules = rules_for_like_grains(), const PixelSize& working = half_um,
                                const std::optional<NuclearLook>& nuclei = {}, const ClassificationOptions& by = {}) {
    return classify(components, {rules, by, working, nuclei});
}

Finding finding_of(const Matter& matter, const DepositRules& rules = basophilic_rules()) {
    return classified(std::vector{component_of(matter)}, rules).at(0);
}

constexpr int grain_pitch_px = 38;  // 14 um between grains of 10 px: one deposit, but no compact one

std::vector<Component> row_of(int count, const Matter& grain, int pitch = grain_pitch_px) {
    std::vector<Component> grains;
    for (int i = 0; i < count; ++i) {
        grains.push_back(component_of(grain, i * pitch));
    }
    return grains;
}

TEST(Classification, ADarkGreyVioletDiscIsCalcium) {
    const Finding finding = finding_of({disc(20.0)});
    EXPECT_EQ(finding.finding, FindingClass::calcium);
    EXPECT_EQ(finding.confidence, 1.0);
    EXPECT_EQ(finding.morphology, Morphology::amorphous);
    EXPECT_EQ(finding.granule_count, 0);
    EXPECT_EQ(finding.sums, component_of({disc(20.0)}).sums);
    EXPECT_EQ(finding.runs, component_of({disc(20.0)}).runs);
}

/// The same object but for one thing, and what it is taken for then.
struct Case {
    const char* what;
    std::vector<Component> components;
    FindingClass finding;
    const char* reason;
};

void expect_each(const std::vector<Case>& cases, const DepositRules& rules) {
    for (const Case& c : cases) {
        SCOPED_TRACE(c.what);
        const std::vector<Finding> findings = classified(c.components, rules);
        ASSERT_EQ(findings.size(), 1U);
        EXPECT_EQ(findings[0].finding, c.finding) << findings[0].reason;
        EXPECT_THAT(findings[0].reason, StartsWith(c.reason));
    }
}

TEST(Classification, EachCriterionAloneTurnsDownAMass) {
    DepositRules rules = basophilic_rules();
    rules.body_od = 0.45;
    const Mask mass = disc(20.0);
    const Colour pale{0.39, 0.565, 0.395};
    const Colour dark_violet{0.76, 1.30, 0.64};
    constexpr const char* stained = "stained, not grey: strength of the colour (saturation) 0.6";
    constexpr const char* grey = "neutral grey: strength of the colour (saturation) 0";
    constexpr const char* too_pale = "hardly darker than stained tissue: optical density 0.4";
    expect_each(
        {{"violet with a dark spot", {component_of({mass, light_violet, 0.25})}, FindingClass::nuclei, "no dark core"},
         {"ragged and grey", {component_of({mass, violet_grey, 1.0, 0.56})}, FindingClass::carbon, "no dark core"},
         {"small", {component_of({disc(6.0)})}, FindingClass::nuclei, "small: 28"},
         {"hollow", {component_of({ring(18.0, 20.0)})}, FindingClass::pigment, "ragged for so small a body"},
         {"pale", {component_of({mass, pale})}, FindingClass::nuclei, too_pale},
         {"violet", {component_of({mass, violet})}, FindingClass::nuclei, stained},
         {"red", {component_of({mass, red})}, FindingClass::blood, stained},
         {"dark and coloured", {component_of({mass, dark_violet})}, FindingClass::keratin, "as dark and stained"},
         {"brown", {component_of({mass, brown})}, FindingClass::pigment, "brown: violetness of the colour (cy) -0.0"},
         {"blue", {component_of({mass, blue})}, FindingClass::ink, "green or blue: greenness of the colour (cx) 0.1"},
         {"neutral", {component_of({mass, neutral})}, FindingClass::dust, grey}},
        rules);
}

/// Of as many grains, none that could be one alone.
std::vector<FindingClass> kinds_of(const std::vector<Component>& components) {
    std::vector<FindingClass> kinds;
    for (const Finding& finding : classified(components)) {
        kinds.push_back(finding.finding);
    }
    return kinds;
}

constexpr Colour grain_grey{0.70, 1.069, 0.631};  // as grey as grains must be, and no greyer

TEST(Classification, EachCriterionAloneTurnsDownGrains) {
    const Mask grain = disc(5.0);
    const Mask rod(77, 2, std::uint8_t{255});
    expect_each({{"few", row_of(2, {grain, grain_grey}), FindingClass::nuclei, "few grains that are surely such: 2"},
                 {"as many as nuclei of a capillary", row_of(4, {grain, grain_grey}), FindingClass::nuclei,
                  "few grains that are surely such: 4"},
                 {"rods", row_of(10, {rod, grain_grey}, 30), FindingClass::nuclei, "grains not round: roundness 0.1"},
                 {"brown", row_of(10, {grain, brown}), FindingClass::pigment, "brown:"},
                 {"neutral", row_of(10, {grain, neutral}), FindingClass::dust, "neutral grey:"}},
                basophilic_rules());
    EXPECT_THAT(kinds_of(row_of(10, {grain, grain_grey, 0.05})), Each(FindingClass::nuclei)) << "hardly a core";
    EXPECT_THAT(kinds_of(row_of(10, {grain, grain_grey, 1.0, 0.56})), Each(FindingClass::nuclei)) << "in the dark";
    EXPECT_THAT(kinds_of(row_of(10, {grain, pale_violet})), Each(FindingClass::nuclei)) << "violet";
}

TEST(Classification, FewerGrainsAreEnoughWhereTheyAreClearlyGreyerThanNuclei) {
    const auto beside_nuclei = [](const Matter& grain) {
        return classified(row_of(5, grain), rules_for_like_grains(), half_um, NuclearLook{0.6, 0.4}).at(0);
    };
    EXPECT_EQ(beside_nuclei({disc(6.0), grain_grey}).finding, FindingClass::uncertain);
    EXPECT_EQ(beside_nuclei({disc(6.0), violet_grey}).finding, FindingClass::calcium);
    EXPECT_NE(beside_nuclei({disc(4.5), violet_grey}).finding, FindingClass::calcium) << "may be pigment";
}

TEST(Classification, ClearlyGreyGrainsMayBeLessSharp) {
    EXPECT_EQ(classified(row_of(10, {disc(5.0), violet_grey, 1.0, 0.55})).at(0).finding, FindingClass::calcium);
}

/// A grain counts by its certainty: ten of which each is half a grain are five.
TEST(Classification, DoubtfulGrainsCountForLess) {
    constexpr double half = (0.7 - 0.45) / 0.35;
    const auto number_of = [](double grains) { return basophilic_rules().grain_count(grains); };
    const Finding sure = classified(row_of(5, {disc(5.0), grain_grey})).at(0);
    const Finding doubtful = classified(row_of(6, {disc(5.0), grain_grey, 1.0, 0.3})).at(0);
    EXPECT_NEAR(sure.confidence, number_of(5.0), 0.02);
    EXPECT_NEAR(doubtful.confidence, half * number_of(6.0 * half), 0.03);
}

TEST(Classification, GrainsAreNotToldFromNucleiWhereNucleiAreDots) {
    const std::vector<Component> grains = row_of(10, {disc(5.0)}, 18);
    EXPECT_EQ(classified(grains).at(0).morphology, Morphology::granular);
    const PixelSize coarse(1.6_um);
    EXPECT_THAT(classified(grains, rules_for_like_grains(), coarse).at(0).reason, Not(StartsWith("few grains")));
    const std::vector<Component> tiny = row_of(10, {disc(3.0)}, 14);
    EXPECT_THAT(classified(tiny, rules_for_like_grains(), coarse).at(0).reason, StartsWith("ragged: it fills"));
}

TEST(Classification, ManyRoundGrainsAreOneGranularDeposit) {
    const std::vector<Component> grains = row_of(10, {disc(5.0)});
    const std::vector<Finding> findings = classified(grains);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].finding, FindingClass::calcium);
    EXPECT_EQ(findings[0].confidence, 1.0);
    EXPECT_EQ(findings[0].morphology, Morphology::granular);
    EXPECT_EQ(findings[0].granule_count, 10);
    EXPECT_EQ(findings[0].sums.pixels, 10 * grains[0].sums.pixels);
    EXPECT_TRUE(std::is_sorted(findings[0].runs.begin(), findings[0].runs.end()));
}

/// Too few to be grains, but together as good as a mass.
TEST(Classification, PiecesOfASmallMassAreJudgedAsAMass) {
    const Matter piece{Mask(16, 10, std::uint8_t{255}), grain_grey};
    const Finding finding = classified(row_of(4, piece, 11)).at(0);
    EXPECT_EQ(finding.finding, FindingClass::calcium);
    EXPECT_GT(finding.confidence, 0.95);
    EXPECT_EQ(classified(row_of(4, piece)).at(0).finding, FindingClass::uncertain);
}

TEST(Classification, PiecesThatLeaveNoGapsAreOneCrackedMass) {
    const Matter piece{Mask(24, 10, std::uint8_t{255})};
    const Finding cracked = classified(row_of(8, piece, 12)).at(0);
    EXPECT_EQ(cracked.morphology, Morphology::amorphous);
    EXPECT_EQ(cracked.granule_count, 0);
    const Finding scattered = classified(row_of(8, piece, 30)).at(0);
    EXPECT_EQ(scattered.morphology, Morphology::granular);
    EXPECT_EQ(scattered.granule_count, 8);
}

TEST(Classification, ALongGreyBandWithoutAnEdgeOfItsOwnIsAFold) {
    const auto band = [](int length, int width) {
        return finding_of({Mask(length, width, std::uint8_t{255}), violet_grey, 1.0, 0.6}).finding;
    };
    EXPECT_EQ(band(500, 40), FindingClass::fold);
    EXPECT_EQ(band(300, 40), FindingClass::carbon) << "150 um long";
    EXPECT_EQ(band(500, 14), FindingClass::carbon) << "7 um wide";
    EXPECT_EQ(band(500, 140), FindingClass::carbon) << "70 um wide";
}

TEST(Classification, DoubtsMultiplyAndTheWeakestIsTheReason) {
    const auto with_open_share = [](double share) { return finding_of({disc(20.0), light_violet, 1.0, share}); };
    EXPECT_NEAR(with_open_share(0.45).confidence, (0.55 - 0.45) / 0.35, 0.01);
    EXPECT_EQ(with_open_share(0.45).finding, FindingClass::uncertain);
    EXPECT_EQ(with_open_share(0.35).finding, FindingClass::calcium);
    EXPECT_EQ(with_open_share(0.54).finding, FindingClass::nuclei);
}

TEST(Classification, TwoHalfDoubtsAreMoreThanOne) {
    const double small = finding_of({disc(8.5), grain_grey}).confidence;
    const double ragged = finding_of({disc(20.0), grain_grey, 1.0, 0.30}).confidence;
    const double both = finding_of({disc(8.5), grain_grey, 1.0, 0.30}).confidence;
    EXPECT_LT(small, 0.9);
    EXPECT_LT(ragged, 0.9);
    EXPECT_NEAR(both, small * ragged, 0.03);
}

TEST(Classification, RaggedGreyMatterIsCarbonHoweverNearTheCutItIs) {
    const Finding carbon = finding_of({disc(20.0), violet_grey, 1.0, 0.40});
    EXPECT_EQ(carbon.finding, FindingClass::carbon);
    EXPECT_NEAR(carbon.confidence, (0.60 - 0.45) / 0.35, 0.005);
}

TEST(Classification, CutsAreOptions) {
    ClassificationOptions strict;
    strict.confidence_cut = 0.9;
    const std::vector<Component> one{component_of({disc(20.0), light_violet, 1.0, 0.30})};
    EXPECT_EQ(classified(one, basophilic_rules(), half_um, {}, strict).at(0).finding, FindingClass::uncertain);
    EXPECT_EQ(classified(one).at(0).finding, FindingClass::calcium);
}

TEST(Classification, SilverIsBlackAndNotBrown) {
    EXPECT_EQ(finding_of({disc(20.0), black}, silver_rules()).finding, FindingClass::calcium);
    EXPECT_EQ(finding_of({disc(20.0), black}, silver_rules()).confidence, 1.0);
    const Finding turned_down = finding_of({disc(20.0), strong_brown}, silver_rules());
    EXPECT_EQ(turned_down.finding, FindingClass::pigment);
    EXPECT_THAT(turned_down.reason, StartsWith("brown: violetness of the colour (cy) -0.2"));
    EXPECT_EQ(finding_of({disc(20.0), violet}, silver_rules()).finding, FindingClass::nuclei);
    EXPECT_EQ(finding_of({disc(20.0), strong_blue}, silver_rules()).finding, FindingClass::ink);
}

TEST(Classification, SilverMayHaveAnyForm) {
    EXPECT_EQ(finding_of({ring(18.0, 20.0), black}, silver_rules()).finding, FindingClass::calcium);
    EXPECT_EQ(finding_of({disc(4.0), black}, silver_rules()).finding, FindingClass::calcium);
}

TEST(Classification, ASpeckOfSilverIsCalciumWhereThereAreMore) {
    const Matter speck{disc(2.0), black};  // 2 um across
    EXPECT_NE(finding_of(speck, silver_rules()).finding, FindingClass::calcium);
    const std::vector<Finding> two = classified(row_of(2, speck, 20), silver_rules());
    ASSERT_EQ(two.size(), 1U);
    EXPECT_EQ(two.front().finding, FindingClass::calcium);
    EXPECT_EQ(two.front().granule_count, 2);
}

TEST(Classification, HueIsNotReadFromAFewPixels) {
    DepositRules rules = silver_rules();
    rules.mass_area_um2 = not_asked;
    EXPECT_EQ(finding_of({disc(3.5), strong_brown}, rules).finding, FindingClass::calcium);
    EXPECT_EQ(finding_of({disc(4.5), strong_brown}, rules).finding, FindingClass::pigment);
}

TEST(Classification, FewerThanFivePixelsAreNoObject) {
    const auto row = [](int pixels) { return std::vector{component_of({Mask(1, pixels, std::uint8_t{255})})}; };
    EXPECT_THAT(classified(row(4)), IsEmpty());
    EXPECT_EQ(classified(row(5)).size(), 1U);
}

TEST(Classification, ANucleusBetweenGrainsDoesNotLinkThem) {
    std::vector<Component> grains = row_of(3, {disc(5.0)});
    EXPECT_EQ(classified(grains).size(), 1U);
    grains[1] = component_of({disc(5.0), violet_grey, 0.04}, grain_pitch_px);
    EXPECT_EQ(classified(grains).size(), 3U) << "dark at a spot only";
    grains[1] = component_of({disc(5.0), violet_grey, 1.0, 0.9}, grain_pitch_px);
    EXPECT_EQ(classified(grains).size(), 3U) << "cut out of darkness";
}

/// Blurred to a spot: half certain to be a grain at the most.
const Matter blurred_grain{disc(5.0), grain_grey, 1.0, 0.45};

TEST(Classification, ASmallBlurredGrainAmongSureOnesBelongsToThem) {
    std::vector<Component> grains = row_of(10, {disc(5.0)});
    grains.push_back(component_of(blurred_grain, 0, grain_pitch_px));
    const std::vector<Finding> findings = classified(grains);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].granule_count, 11);
    EXPECT_EQ(findings[0].sums.pixels, 11 * grains[0].sums.pixels);
    EXPECT_EQ(findings[0].confidence, classified(row_of(10, {disc(5.0)})).at(0).confidence) << "it proves nothing";
}

TEST(Classification, WhatIsNoGrainIsNotAddedToGrains) {
    const auto beside = [](const std::vector<Component>& grains, const Matter& other, int y) {
        std::vector<Component> all = grains;
        all.push_back(component_of(other, 0, y));
        return classified(all).size();
    };
    const std::vector<Component> sure = row_of(10, {disc(5.0)});
    EXPECT_EQ(beside(sure, blurred_grain, grain_pitch_px), 1U);
    EXPECT_EQ(beside(sure, blurred_grain, 2 * grain_pitch_px), 2U) << "too far";
    EXPECT_EQ(beside(sure, {disc(6.1), grain_grey, 1.0, 0.45}, grain_pitch_px), 2U) << "29 um2, as large as a nucleus";
    EXPECT_EQ(beside(sure, {disc(5.0), grain_grey, 1.0, 0.9}, grain_pitch_px), 2U) << "no outline of its own";
    EXPECT_EQ(beside(sure, {disc(5.0), violet}, grain_pitch_px), 2U) << "violet";
    EXPECT_EQ(beside(row_of(4, {disc(5.0), grain_grey}), blurred_grain, grain_pitch_px), 2U) << "grains in doubt";
    EXPECT_EQ(beside({component_of({disc(25.0)})}, blurred_grain, 2 * grain_pitch_px), 2U) << "beside a mass";
}

/// A disc of 30 um with a bar of 4 x 20 um to its right, each of its colour.
Component disc_with_bar(const Colour& of_disc, const Colour& of_bar) {
    Component component = component_of({disc(30.0), of_disc});
    const Component bar = component_of({Mask(8, 40, std::uint8_t{255}), of_bar}, 60, 26);
    component.runs.insert(component.runs.end(), bar.runs.begin(), bar.runs.end());
    std::sort(component.runs.begin(), component.runs.end());
    component.sums += bar.sums;
    component.thin.push_back({bar.runs, bar.sums});
    return component;
}

TEST(Classification, NucleiThatHangOnAGreyMassAreNoneOfIt) {
    const std::vector<Finding> findings = classified({disc_with_bar(violet_grey, violet)});
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].runs, component_of({disc(30.0)}).runs);
    EXPECT_EQ(findings[1].finding, FindingClass::nuclei);
    EXPECT_THAT(findings[1].reason,
                StartsWith("stained like a nucleus, on a grey mass: strength of the colour (saturation) 0.6"));
}

TEST(Classification, AThinPartLikeItsMassStaysWithIt) {
    EXPECT_EQ(classified({disc_with_bar(violet_grey, violet_grey)}).size(), 1U);
    EXPECT_EQ(classified({disc_with_bar(pale_violet, pale_violet)}).size(), 1U) << "violet both";
    EXPECT_EQ(classified({disc_with_bar(pale_violet, violet)}).size(), 1U) << "no grey mass";
}

TEST(Classification, WhereNucleiAreBlurredAVioletMassMustBeMoreCompactThanAGreyOne) {
    Mask hook(60, 60, std::uint8_t{255});
    hook(cv::Rect(14, 0, 32, 52)) = 0;  // fills 0.54 of its hull
    const auto blurred = [](const Matter& of) {
        return classified({component_of(of)}, basophilic_rules(), PixelSize(1.6_um)).at(0);
    };
    EXPECT_EQ(blurred({hook, violet_grey}).finding, FindingClass::calcium);
    EXPECT_THAT(blurred({hook, lilac}).reason, StartsWith("ragged for so violet a body: it fills 5"));
    EXPECT_EQ(blurred({disc(30.0), lilac}).finding, FindingClass::calcium);
    EXPECT_EQ(finding_of({hook, lilac}).finding, FindingClass::calcium);
}

TEST(Classification, InAStrongStainAMassMayBeDarkerBeforeItIsKeratin) {
    const Matter mass{disc(20.0), {0.76, 1.15, 0.64}};
    const std::vector<Component> grains = row_of(10, {disc(5.0), mass.od});
    const DepositRules strong = at_strength(rules_for_like_grains(), 1.5);
    EXPECT_GT(finding_of(mass, strong).confidence, finding_of(mass).confidence);
    EXPECT_EQ(classified(grains, strong).at(0).confidence, classified(grains).at(0).confidence);
    EXPECT_EQ(finding_of(mass, at_strength(basophilic_rules(), 0.6)).confidence, finding_of(mass).confidence);
}

TEST(Classification, FindingsAreInTheOrderOfTheirPlaces) {
    const Matter dull{disc(5.0), violet_grey, 0.04};
    const Matter clear{disc(20.0)};
    const auto findings = classified({component_of(clear), component_of(dull, 0, 200), component_of(clear, 0, 400)});
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_TRUE(std::ranges::is_sorted(findings, {}, [](const Finding& f) { return f.runs.front(); }));
}

}  // namespace
}  // namespace kossa
