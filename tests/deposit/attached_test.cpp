#include "kossa/deposit/attached.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/components.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using PixelRun = Run<Working>;  // within a test, Run is one of its functions

/// A block of 20 x 20 pixels with two arms: one to the right in its tenth row, one below in its columns 5 and 6.
struct Armed {
    Component component;
    ThinPart right;
    ThinPart below;
};

ThinPart part_of(const Component& component) {
    return {component.runs, component.sums};
}

Armed block_with_arms() {
    Mask mask(25, 30, std::uint8_t{0});
    mask(cv::Rect(0, 0, 20, 20)) = 255;
    mask(cv::Rect(20, 10, 10, 1)) = 255;
    mask(cv::Rect(5, 20, 2, 5)) = 255;
    Armed armed{support::component_of(support::runs_at(mask)), part_of(support::block(20, 10, 10, 1)),
                part_of(support::block(5, 20, 2, 5))};
    armed.component.thin = {armed.right, armed.below};
    return armed;
}

TEST(TakingOff, LeavesTheRestAndWhatIsTaken) {
    const Armed armed = block_with_arms();
    const Parted parted = take_off(armed.component, [&](const PixelSums& sums) { return sums == armed.right.sums; });
    EXPECT_THAT(parted.taken, ElementsAre(armed.right));
    EXPECT_THAT(parted.rest.thin, ElementsAre(armed.below));
    Mask rest(25, 20, std::uint8_t{0});
    rest(cv::Rect(0, 0, 20, 20)) = 255;
    rest(cv::Rect(5, 20, 2, 5)) = 255;
    const Component expected = support::component_of(support::runs_at(rest));
    EXPECT_EQ(parted.rest.runs, expected.runs);
    EXPECT_EQ(parted.rest.sums, expected.sums);
}

TEST(TakingOff, OfAllThinPartsLeavesTheWideOnes) {
    const Armed armed = block_with_arms();
    const Parted parted = take_off(armed.component, [](const PixelSums&) { return true; });
    EXPECT_THAT(parted.taken, ElementsAre(armed.right, armed.below));
    EXPECT_THAT(parted.rest.thin, IsEmpty());
    EXPECT_EQ(parted.rest.runs, support::block(0, 0, 20, 20).runs);
    EXPECT_EQ(parted.rest.sums, wide_sums(armed.component));
}

TEST(TakingOff, OfAPartAmongOthersInOneRowCutsTheRunThere) {
    Component row = support::block(0, 0, 30, 1);
    row.thin = {part_of(support::block(4, 0, 3, 1)), part_of(support::block(10, 0, 5, 1)),
                part_of(support::block(28, 0, 2, 1))};
    const Parted parted = take_off(row, [](const PixelSums&) { return true; });
    EXPECT_THAT(parted.rest.runs, ElementsAre(PixelRun{0, 0, 4}, PixelRun{0, 7, 10}, PixelRun{0, 15, 28}));
}

TEST(TakingOff, OfNothingChangesNothing) {
    const Armed armed = block_with_arms();
    const Parted parted = take_off(armed.component, [](const PixelSums&) { return false; });
    EXPECT_THAT(parted.taken, IsEmpty());
    EXPECT_EQ(parted.rest.runs, armed.component.runs);
    EXPECT_EQ(parted.rest.sums, armed.component.sums);
    EXPECT_EQ(parted.rest.thin, armed.component.thin);
}

TEST(WideSums, AreThoseOfTheWholeWhereNothingIsThin) {
    const Component block = support::block(3, 4, 20, 20);
    EXPECT_EQ(wide_sums(block), block.sums);
}

}  // namespace
}  // namespace kossa
