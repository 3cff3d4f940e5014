#include "kossa/deposit/black_bodies.hpp"

#include <gtest/gtest.h>

#include <cstddef>

namespace kossa {
namespace {

/// Dust of that density, in thousandths, with as much less of red as `less_red`.
Finding black_body(std::int64_t milli_od, std::int64_t less_red = 0) {
    Finding finding;
    finding.finding = FindingClass::dust;
    finding.sums.seeds = 100;
    finding.sums.seed_milli_od = {100 * (milli_od - less_red), 100 * milli_od, 100 * milli_od};
    return finding;
}

std::vector<Finding> several(std::size_t number, const Finding& finding) {
    return {number, finding};
}

TEST(BlackBodies, MayBeSilverWhereThereAreSeveral) {
    EXPECT_TRUE(black_silver_possible(several(3, black_body(1100)), {}));
    EXPECT_FALSE(black_silver_possible(several(2, black_body(1100)), {})) << "a speck or two";
    EXPECT_FALSE(black_silver_possible({}, {}));
}

TEST(BlackBodies, AreDenseAndNeutral) {
    EXPECT_FALSE(black_silver_possible(several(50, black_body(600)), {})) << "dirt on the section";
    EXPECT_FALSE(black_silver_possible(several(50, black_body(1100, 400)), {})) << "nuclei under dirt";
}

TEST(BrownBodies, MayBeSilverWhereTheyAreLargeAndNearlyBlack) {
    const PixelSize working(Microns(0.5));
    Finding body = black_body(800, 250);  // saturation 0.24
    body.finding = FindingClass::nuclei;
    body.sums.pixels = 1600;  // 400 um2
    const auto possible = [&](const Finding& finding, std::size_t number = 3) {
        return brown_silver_possible(several(number, finding), {}, {}, working);
    };
    EXPECT_TRUE(possible(body));
    EXPECT_FALSE(possible(body, 2));
    Finding other = body;
    other.sums.pixels = 1200;
    EXPECT_FALSE(possible(other)) << "no larger than a macrophage";
    other = body;
    other.finding = FindingClass::calcium;
    EXPECT_FALSE(possible(other)) << "it counts";
    other = black_body(800, 450);
    other.finding = FindingClass::nuclei;
    other.sums.pixels = 1600;
    EXPECT_FALSE(possible(other)) << "red";
}

TEST(PaleBodies, MayBeSilverWhereTheyAreNeutralAndPalerThanTheSeed) {
    const PixelSize working(Microns(0.5));
    Finding body = black_body(500);
    body.finding = FindingClass::nuclei;
    body.sums.pixels = 200;  // 50 um2
    const auto possible = [&](const Finding& finding, std::size_t number = 3) {
        return pale_silver_possible(several(number, finding), 0.6, {}, working);
    };
    EXPECT_TRUE(possible(body));
    EXPECT_FALSE(possible(body, 2));
    Finding other = body;
    other.sums.pixels = 140;
    EXPECT_FALSE(possible(other)) << "a speck";
    other = body;
    other.finding = FindingClass::dust;
    EXPECT_FALSE(possible(other)) << "dirt";
    other.finding = FindingClass::calcium;
    EXPECT_FALSE(possible(other)) << "it counts";
    other = black_body(650);
    other.finding = FindingClass::nuclei;
    other.sums.pixels = 200;
    EXPECT_FALSE(possible(other)) << "dark enough for the slide's own seed";
    other = black_body(500, 250);
    other.finding = FindingClass::nuclei;
    other.sums.pixels = 200;
    EXPECT_FALSE(possible(other)) << "melanin";
    std::vector<Finding> beside_much = several(3, body);
    other = black_body(900);
    other.finding = FindingClass::calcium;
    other.sums.pixels = 11'000;
    beside_much.push_back(other);
    EXPECT_TRUE(pale_silver_possible(beside_much, 0.6, {}, working));
    beside_much.back().sums.pixels = 13'000;
    EXPECT_FALSE(pale_silver_possible(beside_much, 0.6, {}, working)) << "it hardly matters";
}

TEST(BlackBodies, AreNotWhatWasGivenAnotherName) {
    Finding carbon = black_body(1100);
    carbon.finding = FindingClass::carbon;
    EXPECT_FALSE(black_silver_possible(several(50, carbon), {}));
}

}  // namespace
}  // namespace kossa
