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
    EXPECT_TRUE(silver_possible(several(3, black_body(1100)), {}));
    EXPECT_FALSE(silver_possible(several(2, black_body(1100)), {})) << "a speck or two";
    EXPECT_FALSE(silver_possible({}, {}));
}

TEST(BlackBodies, AreDenseAndNeutral) {
    EXPECT_FALSE(silver_possible(several(50, black_body(600)), {})) << "dirt on the section";
    EXPECT_FALSE(silver_possible(several(50, black_body(1100, 400)), {})) << "nuclei under dirt";
}

TEST(BlackBodies, AreNotWhatWasGivenAnotherName) {
    Finding carbon = black_body(1100);
    carbon.finding = FindingClass::carbon;
    EXPECT_FALSE(silver_possible(several(50, carbon), {}));
}

}  // namespace
}  // namespace kossa
