#include "kossa/measure/mostly_calcium.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/masks.hpp"

namespace kossa {
namespace {

using support::drawn;
using support::SameMask;

const Scaling<Survey, Working> an_eighth{0.125, 0.125};

/// Rows [0, height) of working pixels from column `begin` to `end`.
Finding body(FindingClass finding, std::int32_t begin, std::int32_t end, std::int32_t height) {
    std::vector<Run<Working>> runs;
    for (std::int32_t y = 0; y < height; ++y) {
        runs.push_back({y, begin, end});
    }
    Finding result;
    result.finding = finding;
    result.runs = runs;
    return result;
}

TEST(MostlyCalcium, AreSurveyPixelsOfWhichCalciumTakesHalfOrMore) {
    const std::vector<Finding> findings{body(FindingClass::calcium, 4, 27, 16), body(FindingClass::calcium, 40, 48, 4)};
    EXPECT_THAT(Mask(mostly_calcium(findings, {7, 3}, an_eighth)), SameMask(drawn({"###..#.",  //
                                                                                   "###....",  //
                                                                                   "......."})));
}

TEST(MostlyCalcium, DepositsAddUpAndWhatIsTurnedDownDoesNot) {
    const std::vector<Finding> findings{body(FindingClass::calcium, 0, 2, 8), body(FindingClass::calcium, 5, 7, 8),
                                        body(FindingClass::nuclei, 8, 16, 8), body(FindingClass::uncertain, 16, 24, 8)};
    EXPECT_THAT(Mask(mostly_calcium(findings, {3, 1}, an_eighth)), SameMask(drawn({"#.."})));
}

TEST(MostlyCalcium, ReachesOverAllBands) {
    const std::vector<Finding> findings{body(FindingClass::calcium, 0, 8, 8 * 130)};
    EXPECT_EQ(count_non_zero(mostly_calcium(findings, {2, 131}, an_eighth)), 130);
}

}  // namespace
}  // namespace kossa
