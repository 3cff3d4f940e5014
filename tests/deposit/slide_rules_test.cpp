#include "kossa/deposit/slide_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/components.hpp"
#include "support/court.hpp"
#include "support/pink.hpp"

namespace kossa {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Lt;
using ::testing::SizeIs;

SlideRules rules_beside(std::optional<NuclearLook> nuclei) {
    return {basophilic_rules(), {}, {}, PixelSize(Microns(0.5)), nuclei};
}

/// A grey mass as large as two nuclei that stands in what is as dark.
Component grey_mass() {
    Component mass = support::coloured(Mask(20, 20, std::uint8_t{255}), support::calcium_grey, 1.0);
    mass.sums.rim_edges = 100;
    mass.sums.rim_milli_od = support::pink(100 * 3 * 600);
    return mass;
}

TEST(SlideRules, CompareWithTheNucleiOfTheSlideWhereTheyAreKnown) {
    const std::vector<Finding> alone = rules_beside(std::nullopt).judged({grey_mass()});
    ASSERT_THAT(alone, SizeIs(1));
    EXPECT_EQ(alone[0].finding, FindingClass::calcium);
    const std::vector<Finding> beside = rules_beside(NuclearLook{1.5, 0.32}).judged({grey_mass()});
    ASSERT_THAT(beside, SizeIs(1));
    EXPECT_NE(beside[0].finding, FindingClass::calcium) << "nuclei are darker and as grey";
}

TEST(SlideRules, JoinOnlyWhatIsAsked) {
    std::vector<Component> grains;
    for (int i = 0; i < 8; ++i) {
        grains.push_back(
            support::coloured(Mask(3 + i, 3 + i, std::uint8_t{255}), support::calcium_grey, 1.0, 20 * i, 20 * (i % 2)));
    }
    const SlideRules by = rules_beside(std::nullopt);
    EXPECT_THAT(by.judged(grains), SizeIs(1)) << "one granular deposit";
    EXPECT_THAT(by.calcium(grains), SizeIs(1));
    EXPECT_THAT(by.calcium(grains, [](const Component&) { return false; }), IsEmpty());
}

TEST(SlideRules, FindTheSameCalciumAlone) {
    std::vector<Component> components;
    for (int i = 0; i < 8; ++i) {
        const Mask form(3 + i, 3 + i, std::uint8_t{255});
        components.push_back(support::coloured(form, support::calcium_grey, 1.0, 20 * i, 20 * (i % 2)));
        components.push_back(support::coloured(form, support::calcium_grey, 0.2, 20 * i + 12, 20 * (i % 2)));
        components.push_back(support::coloured(form, support::nuclear_violet, 1.0, 20 * i, 60));
    }
    components.push_back(support::coloured(Mask(3, 3, std::uint8_t{255}), support::calcium_grey, 1.0, 190, 0));
    components.push_back(support::coloured(Mask(40, 40, std::uint8_t{255}), support::calcium_grey, 1.0, 300, 0));
    std::ranges::sort(components, {}, [](const Component& component) { return component.runs.front(); });
    for (const auto& nuclei : {std::optional<NuclearLook>(), std::optional(NuclearLook{0.9, 0.38})}) {
        const SlideRules by = rules_beside(nuclei);
        std::vector<Finding> expected = by.judged(components);
        const std::size_t all = expected.size();
        std::erase_if(expected, [](const Finding& finding) { return finding.finding != FindingClass::calcium; });
        EXPECT_THAT(expected, SizeIs(AllOf(Ge(1U), Lt(all))));
        const std::vector<Finding> calcium = by.calcium(components);
        ASSERT_THAT(calcium, SizeIs(expected.size()));
        for (std::size_t i = 0; i < calcium.size(); ++i) {
            EXPECT_EQ(calcium[i].runs, expected[i].runs);
            EXPECT_EQ(calcium[i].confidence, expected[i].confidence);
            EXPECT_EQ(calcium[i].granule_count, expected[i].granule_count);
        }
    }
}

TEST(SlideRules, AreWhatAJudgementIsMadeBy) {
    const SlideRules by = rules_beside(NuclearLook{0.9, 0.38});
    const Judgement judgement = by.judgement();
    EXPECT_EQ(&judgement.rules, &by.rules);
    EXPECT_EQ(&judgement.options, &by.classification);
    EXPECT_EQ(judgement.nuclei->dark_density, 0.9);
}

}  // namespace
}  // namespace kossa
