#include "kossa/deposit/free_standing.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "kossa/core/hsd.hpp"
#include "support/components.hpp"
#include "support/pink.hpp"

namespace kossa {
namespace {

using namespace literals;

const PixelSize standing_pixel(0.5_um);

/// How certainly a form stands free in tissue of that density.
double free_of(const Mask& form, double rim_od = 0.12, const FreeStandingOptions& options = {}) {
    PixelSums sums;
    sums.pixels = cv::countNonZero(form);
    sums.rim_edges = 100;
    sums.rim_milli_od = support::pink(std::llround(300000.0 * rim_od));
    return stands_free(support::runs_at(form, 70, 90), sums, options, {}, standing_pixel);
}

Mask square(int side) {
    return Mask(side, side, std::uint8_t{255});
}

/// Three discs that touch in a row that is bent, as nuclei do.
Mask three_nuclei(int radius) {
    Mask form(6 * radius, 6 * radius, std::uint8_t{0});
    for (const cv::Point& centre : {cv::Point(2, 2), cv::Point(4, 2), cv::Point(3, 4)}) {
        cv::circle(form, centre * radius, radius, 255, cv::FILLED);
    }
    return form;
}

TEST(FreeStanding, ASolidBodyInPaleTissueStandsFree) {
    EXPECT_EQ(free_of(square(30)), 1.0);
    EXPECT_NEAR(free_of(square(30), 0.20), 0.5, 1e-6) << "half way to cytoplasm";
    EXPECT_EQ(free_of(square(30), 0.26), 0.0);
}

TEST(FreeStanding, PaleTissueIsPalerInAPaleStain) {
    const FreeStandingOptions pale = at_strength(FreeStandingOptions{}, 0.5);
    EXPECT_EQ(free_of(square(30), 0.12, pale), free_of(square(30), 0.24));
    EXPECT_EQ(free_of(square(30), 0.07, pale), 1.0);
}

TEST(FreeStanding, NothingOfTheSizeOfTwoNucleiDoes) {
    EXPECT_EQ(free_of(square(25)), 0.0) << "156 um2";
    EXPECT_EQ(free_of(square(26)), 1.0) << "169 um2";
}

TEST(FreeStanding, NucleiThatTouchLeaveGaps) {
    const Mask nuclei = three_nuclei(9);
    ASSERT_GT(cv::countNonZero(nuclei), 640) << "larger than two nuclei";
    EXPECT_EQ(free_of(nuclei), 0.0) << "no square of 10 um within";
    FreeStandingOptions small;
    small.square_um = 5.0;
    EXPECT_GT(free_of(nuclei, 0.12, small), 0.5);
}

TEST(FreeStanding, HolesDoNotCountAsGaps) {
    Mask speckled = square(30);
    for (int y = 2; y < 30; y += 4) {
        for (int x = 2; x < 30; x += 4) {
            speckled(y, x) = 0;
        }
    }
    EXPECT_GT(free_of(speckled), 0.9);
}

/// Whether a form at 0.5 um is too wide for nuclei.
bool is_gapless(const Mask& form, const PixelSize& working = standing_pixel) {
    return leaves_no_gap(support::runs_at(form, 70, 90), {}, {}, 8.0, working);
}

TEST(FreeStanding, WhatHoldsASquareOfTwentyMicronsLeavesNoGap) {
    EXPECT_TRUE(is_gapless(square(40)));
    EXPECT_FALSE(is_gapless(square(39)));
    Mask cracked = square(40);
    cracked(cv::Rect(17, 0, 2, 40)) = 0;
    EXPECT_TRUE(is_gapless(cracked)) << "1 um";
    EXPECT_TRUE(is_gapless(cracked, PixelSize(0.502_um))) << "as scanners have it";
    cracked(cv::Rect(17, 0, 3, 40)) = 0;
    EXPECT_FALSE(is_gapless(cracked)) << "1.5 um, as between nuclei";
    EXPECT_FALSE(is_gapless(square(40), PixelSize(1.0_um))) << "40 um, but gaps between nuclei are not resolved";
}

TEST(FreeStanding, AGaplessSquareIsFoundWhereverItLiesInATallBody) {
    for (const int top : {0, 200, 215, 216, 240, 255, 256, 300, 470, 471, 560}) {
        Mask tall(600, 60, std::uint8_t{0});
        tall.col(0) = 255;
        tall(cv::Rect(0, top, 40, 40)) = 255;
        tall(cv::Rect(20, top, 2, 40)) = 0;  // a crack
        EXPECT_TRUE(is_gapless(tall)) << top;
        tall(cv::Rect(1, top + 20, 59, 3)) = 0;
        EXPECT_FALSE(is_gapless(tall)) << top;
    }
}

TEST(FreeStanding, ALargeHookDoesNot) {
    Mask hook = square(60);
    hook(cv::Rect(0, 0, 50, 50)) = 0;
    EXPECT_EQ(free_of(hook), 0.0);
}

TEST(FreeStanding, IsUnknownWhereNothingIsKnownOfWhatIsRoundIt) {
    const Mask form = square(30);
    PixelSums sums;
    sums.pixels = cv::countNonZero(form);
    EXPECT_EQ(stands_free(support::runs_at(form), sums, {}, {}, standing_pixel), 0.0);
}

}  // namespace
}  // namespace kossa
