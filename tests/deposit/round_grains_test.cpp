#include "kossa/deposit/round_grains.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <iterator>
#include <vector>

#include "kossa/deposit/criterion.hpp"
#include "support/components.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using namespace literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const PixelSize grain_pixel(0.5_um);

/// An ellipse with these half axes in pixels.
Component grain(double half_width, double half_height, int x = 0, int y = 0) {
    const cv::Size size(2 * static_cast<int>(half_width) + 4, 2 * static_cast<int>(half_height) + 4);
    const Mask form = support::mask_where(size, [&](double px, double py) {
        return std::hypot((px - size.width / 2.0) / half_width, (py - size.height / 2.0) / half_height) < 1.0;
    });
    return support::component_of(support::runs_at(form, x, y));
}

/// Calcium of these grains.
Finding deposit_of(const std::vector<Component>& grains, Morphology morphology = Morphology::granular) {
    Finding finding;
    finding.finding = FindingClass::calcium;
    finding.morphology = morphology;
    finding.confidence = finding.look = 0.9;
    finding.reason = meets_all;
    for (const Component& one : grains) {
        finding.sums += one.sums;
        finding.runs = support::joined(finding.runs, one.runs);
    }
    return finding;
}

/// So many grains in a row, from that place on.
std::vector<Component> grains_in_a_row(int count, double half_width, double half_height, int x = 0) {
    std::vector<Component> grains;
    for (int i = 0; i < count; ++i) {
        grains.push_back(grain(half_width, half_height, x + 20 * i));
    }
    return grains;
}

std::vector<Component> together(std::vector<Component> some, const std::vector<Component>& others) {
    some.insert(some.end(), others.begin(), others.end());
    return some;
}

std::vector<Finding> round_of(const std::vector<Finding>& findings) {
    return round_grains(findings, {}, grain_pixel);
}

TEST(RoundGrains, StayAsTheyAre) {
    const Finding deposit = deposit_of(grains_in_a_row(8, 4.0, 4.0));
    const std::vector<Finding> kept = round_of({deposit});
    ASSERT_THAT(kept, SizeIs(1));
    EXPECT_EQ(kept[0].runs, deposit.runs);
    EXPECT_EQ(kept[0].confidence, 0.9);
    EXPECT_EQ(kept[0].reason, meets_all);
}

TEST(RoundGrains, AreRoundInTheMedian) {
    const std::vector<Component> oblong = grains_in_a_row(8, 3.6, 5.6);
    EXPECT_THAT(round_of({deposit_of(oblong)}), IsEmpty());
    EXPECT_THAT(round_of({deposit_of(together(oblong, grains_in_a_row(9, 4.0, 4.0, 200)))}), SizeIs(1));
}

TEST(RoundGrains, DoNotLieAmongScraps) {
    const std::vector<Component> round = grains_in_a_row(8, 4.0, 4.0);
    EXPECT_THAT(round_of({deposit_of(together(round, grains_in_a_row(7, 6.0, 2.0, 200)))}), SizeIs(1));
    EXPECT_THAT(round_of({deposit_of(together(round, grains_in_a_row(9, 6.0, 2.0, 200)))}), IsEmpty());
}

TEST(RoundGrains, AreNoMoreCertainThanTheirForm) {
    ClassificationOptions options;
    options.round_grains.round_axis_ratio = {0.0, 1.6};
    const std::vector<Finding> kept = round_grains({deposit_of(grains_in_a_row(8, 4.0, 4.0))}, options, grain_pixel);
    ASSERT_THAT(kept, SizeIs(1));
    EXPECT_NEAR(kept[0].confidence, 1.0 / 1.6, 0.01);
    EXPECT_EQ(kept[0].look, kept[0].confidence);
    EXPECT_THAT(kept[0].reason, HasSubstr("grains no balls: in the median they are 100 % as wide as long"));
}

TEST(RoundGrains, AreCalciumOfGrains) {
    Finding uncertain = deposit_of(grains_in_a_row(8, 4.0, 4.0));
    uncertain.finding = FindingClass::uncertain;
    EXPECT_THAT(round_of({uncertain}), IsEmpty());
    EXPECT_THAT(round_of({deposit_of(grains_in_a_row(8, 4.0, 4.0), Morphology::amorphous)}), IsEmpty());
}

}  // namespace
}  // namespace kossa
