#include "kossa/deposit/slide_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/components.hpp"
#include "support/court.hpp"

namespace kossa {
namespace {

using ::testing::Each;
using ::testing::Field;
using ::testing::SizeIs;

SlideRules rules_beside(std::optional<NuclearLook> nuclei) {
    return {basophilic_rules(), {}, {}, PixelSize(Microns(0.5)), nuclei};
}

/// A grey mass as large as two nuclei that stands in what is as dark.
Component grey_mass() {
    Component mass = support::coloured(Mask(20, 20, std::uint8_t{255}), support::calcium_grey, 1.0);
    mass.sums.rim_edges = 100;
    mass.sums.rim_milli_od = 100 * 3 * 600;
    return mass;
}

TEST(SlideRules, CompareWithTheNucleiOfTheSlideWhereTheyAreKnown) {
    const std::vector<Finding> alone = rules_beside(std::nullopt).judged({grey_mass()}, {});
    ASSERT_THAT(alone, SizeIs(1));
    EXPECT_EQ(alone[0].finding, FindingClass::calcium);
    const std::vector<Finding> beside = rules_beside(NuclearLook{1.5, 0.32}).judged({grey_mass()}, {});
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
    EXPECT_THAT(by.judged(grains, {}), SizeIs(1)) << "one granular deposit";
    const std::vector<Finding> apart = by.judged(grains, {}, [](const Component&) { return false; });
    EXPECT_THAT(apart, SizeIs(8));
    EXPECT_THAT(apart, Each(Field(&Finding::finding, FindingClass::nuclei)));
}

TEST(SlideRules, AreWhatAJudgementIsMadeBy) {
    const SlideRules by = rules_beside(NuclearLook{0.9, 0.38});
    const SegmentationOptions segmentation;
    const Judgement judgement = by.judgement(segmentation);
    EXPECT_EQ(&judgement.rules, &by.rules);
    EXPECT_EQ(&judgement.segmentation, &segmentation);
    EXPECT_EQ(judgement.nuclei->dark_density, 0.9);
}

}  // namespace
}  // namespace kossa
