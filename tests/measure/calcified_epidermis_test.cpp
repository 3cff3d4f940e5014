#include "kossa/measure/calcified_epidermis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/masks.hpp"

namespace kossa {
namespace {

using support::mask_where;
using support::SameMask;

const cv::Size grid_size(40, 20);
const Scaling<Survey, Working> an_eighth{0.125, 0.125};

/// Two pieces of epidermis, the left one of 10 by 5 and the right one of 21 by 5 survey pixels, and a horny layer on
/// each.
const Mask left_piece = mask_where(grid_size, [](double x, double y) { return x < 10 && y > 4 && y < 9; });
const Mask right_piece = mask_where(grid_size, [](double x, double y) { return x > 12 && x < 33 && y > 4 && y < 9; });
const Mask horny_layer = mask_where(grid_size, [](double x, double y) { return x < 33 && y > 4 && y < 6; });

FoundSkin found_skin() {
    FoundSkin skin;
    skin.pixel = Microns(8.0);
    skin.epidermis = Mask(left_piece | right_piece);
    skin.horny = Mask(horny_layer & (left_piece | right_piece));
    return skin;
}

/// Rows [80 - height, 80) of working pixels from column `begin` to `end`.
Finding body(FindingClass finding, std::int32_t begin, std::int32_t end, std::int32_t height) {
    std::vector<Run<Working>> runs;
    for (std::int32_t y = 80 - height; y < 80; ++y) {
        runs.push_back({y, begin, end});
    }
    Finding result;
    result.finding = finding;
    result.runs = runs;
    return result;
}

TEST(CalcifiedEpidermis, APieceThatIsMostlyCalciumIsNone) {
    const auto skin = without_calcified_epidermis(found_skin(), {body(FindingClass::calcium, 0, 80, 40)}, an_eighth);
    EXPECT_THAT(Mask(skin.epidermis), SameMask(right_piece));
    EXPECT_THAT(Mask(skin.horny), SameMask(Mask(horny_layer & right_piece)));
    EXPECT_EQ(skin.reason, "");
}

TEST(CalcifiedEpidermis, CalciumInHalfOfAPieceLeavesIt) {
    const std::vector<Finding> half{body(FindingClass::calcium, 0, 40, 48)};
    EXPECT_THAT(Mask(without_calcified_epidermis(found_skin(), half, an_eighth).epidermis),
                SameMask(Mask(left_piece | right_piece)));
}

TEST(CalcifiedEpidermis, WhatIsTurnedDownLeavesIt) {
    const std::vector<Finding> others{body(FindingClass::nuclei, 0, 80, 40),
                                      body(FindingClass::uncertain, 104, 264, 40)};
    EXPECT_THAT(Mask(without_calcified_epidermis(found_skin(), others, an_eighth).epidermis),
                SameMask(Mask(left_piece | right_piece)));
}

TEST(CalcifiedEpidermis, ThePiecesOfAllWindowsAreKnownByTheirOwnCalcium) {
    FoundSkin skin = found_skin();
    skin.windows = {{{0, 0, 11, 20}, grid_size}, {{11, 0, 29, 20}, grid_size}};
    const std::vector<Finding> calcium{body(FindingClass::calcium, 96, 280, 40)};
    EXPECT_THAT(Mask(without_calcified_epidermis(skin, calcium, an_eighth).epidermis), SameMask(left_piece));
    const std::vector<Finding> all{body(FindingClass::calcium, 0, 320, 60)};
    const FoundSkin none = without_calcified_epidermis(skin, all, an_eighth);
    EXPECT_EQ(count_non_zero(none.epidermis), 0);
    EXPECT_EQ(none.reason, "what looks like epidermis is mostly counted calcium");
}

}  // namespace
}  // namespace kossa
