#include "kossa/skin/regions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "kossa/core/error.hpp"
#include "support/masks.hpp"
#include "support/outlines.hpp"

namespace kossa::regions_test {
namespace {

using support::drawn;
using support::rectangle;
using support::SameMask;
using ::testing::HasSubstr;

const cv::Size grid(6, 4);
const Scaling<Survey, Level0> quarter{0.25, 0.25};

RegionMasks gridded(const Regions& regions) {
    return on_survey_grid(regions, grid, quarter);
}

std::string refusal(const Regions& regions) {
    try {
        gridded(regions);
    } catch (const RefusedSlide& error) {
        return error.code() + ": " + error.what();
    }
    return "";
}

TEST(Regions, PixelsWhoseCentresAreSurroundedBelong) {
    Regions regions;
    regions.exclude = rectangle(4.0, 4.0, 17.9, 10.1);  // the centre of the fifth pixel is 18
    EXPECT_THAT(*gridded(regions).exclude, SameMask(drawn({"......", ".###..", ".###..", "......"})));
}

TEST(Regions, OutlinesOfOneClassAddUpEvenWhereTheyOverlap) {
    Regions regions;
    regions.tissue = support::both(rectangle(0, 0, 12, 8), rectangle(8, 4, 24, 8));
    EXPECT_THAT(*gridded(regions).tissue, SameMask(drawn({"###...", "######", "......", "......"})));
}

TEST(Regions, HolesAreNotInside) {
    Regions regions;
    regions.epidermis = rectangle(0, 0, 24, 16);
    regions.epidermis.front().holes = {{{8, 4}, {8, 12}, {16, 12}, {16, 4}}};
    EXPECT_THAT(*gridded(regions).epidermis, SameMask(drawn({"######", "##..##", "##..##", "######"})));
}

TEST(Regions, WhatACrossingRingSurroundsTwiceIsOutside) {
    Regions regions;  // two squares drawn in one go, the middle surrounded twice
    regions.subcutis = {{{{0, 0}, {16, 0}, {16, 16}, {8, 16}, {8, 4}, {24, 4}, {24, 12}, {0, 12}}, {}}};
    const Mask mask = *gridded(regions).subcutis;
    EXPECT_NE(mask(0, 0), 0);
    EXPECT_EQ(mask(1, 2), 0);
    EXPECT_NE(mask(1, 5), 0);
}

TEST(Regions, WhatLiesOutsideTheImageIsCutOff) {
    Regions regions;
    regions.tissue = rectangle(-2, 8, 24, 18);
    EXPECT_THAT(*gridded(regions).tissue, SameMask(drawn({"......", "......", "######", "######"})));
}

TEST(Regions, OutlinesInPixelsOfAnotherSizeAreRefused) {
    Regions doubled;
    doubled.epidermis = rectangle(4, 2, 44, 12);  // the image is 24 wide
    EXPECT_THAT(refusal(doubled), HasSubstr("regions: only 50 % of what the outlines span lies within the image"));
    Regions line;
    line.junction = {{{4, 2}, {44, 12}}};
    EXPECT_THAT(refusal(line), HasSubstr("only 50 %"));
    line.tissue = rectangle(0, 0, 30, 16);
    EXPECT_THAT(refusal(line), HasSubstr("only 55 %"));
}

TEST(Regions, ClassesThatAreNotGivenHaveNoMask) {
    const RegionMasks masks = gridded({});
    EXPECT_FALSE(masks.tissue || masks.exclude || masks.epidermis || masks.subcutis);
    EXPECT_TRUE(masks.junction.empty());
}

TEST(Regions, OutlinesOfAnotherSlideAreRefusedByClass) {
    Regions off;
    off.tissue = rectangle(0, 0, 24, 16);
    off.exclude = rectangle(100, 0, 110, 10);
    EXPECT_THAT(refusal(off), HasSubstr("regions: what is drawn as Exclude lies outside the image"));
    EXPECT_THAT(refusal(off), HasSubstr("outlines of another slide"));
}

}  // namespace
}  // namespace kossa::regions_test
