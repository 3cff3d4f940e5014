#include "kossa/measure/pattern_context.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kossa {
namespace {

using ::testing::EndsWith;
using namespace literals;
using ::testing::HasSubstr;
using ::testing::Not;

SlideSummary summary_of(const std::string& pattern) {
    SlideSummary summary;
    summary.pattern = pattern;
    summary.diameter_by_area = Distribution{.count = 3, .p50 = 41.4};
    summary.depth_known_share = 1.0;
    return summary;
}

TEST(PatternContext, SaysWhereTheDepositsOfAMixedPatternLie) {
    SlideSummary summary = summary_of("mixed");
    summary.superficial = {
        {300_um, 0.7, 0.7}, {400_um, 0.9, 0.86}, {500_um, 0.95, 0.92}, {750_um, 1.0, 0.984}, {1000_um, 1.0, 1.0}};
    EXPECT_THAT(pattern_context(summary),
                HasSubstr(": 86 % of the area lies no deeper than 400 um and 98 % of the area lies no deeper than "
                          "750 um below the junction, fat left out, so the deposits are neither"));
}

TEST(PatternContext, GoesByDepthAndNotByLayersWhoseBorderMayLieElsewhere) {
    SlideSummary summary = summary_of("superficial");
    summary.superficial = {{400_um, 0.95, 0.929}, {750_um, 0.999, 0.999}};
    EXPECT_THAT(
        pattern_context(summary),
        HasSubstr(": 93 % of the area lies no deeper than 400 um below the junction, fat left out, as superficial as"));
    summary.pattern = "deep";
    summary.superficial = {{400_um, 0.0, 0.0}, {750_um, 0.06, 0.01}};
    EXPECT_THAT(pattern_context(summary),
                HasSubstr(": 99 % of the area lies deeper than 750 um below the junction or in fat, as deep as"));
    summary.superficial = {{400_um, 0.0, 0.0}, {750_um, 0.06, 0.004}};
    summary.depth_known_share = 0.95;
    EXPECT_THAT(pattern_context(summary), HasSubstr(": 99 % of the area whose depth is known lies deeper"))
        << "nearly all is not all";
}

TEST(PatternWords, SayToWhichSideAMixedPatternLeans) {
    SlideSummary summary = summary_of("mixed");
    summary.superficial = {{400_um, 0.8, 0.8}, {500_um, 0.85, 0.85}, {750_um, 0.87, 0.87}};
    EXPECT_EQ(pattern_words(summary), "mixed, mostly superficial");
    summary.depth_known_share = 0.9;
    EXPECT_EQ(pattern_words(summary), "mixed") << "0.72 of all the area";
    summary.superficial = {{400_um, 0.9, 0.1}, {500_um, 0.95, 0.15}, {750_um, 1.0, 0.2}};
    EXPECT_EQ(pattern_words(summary), "mixed");
    summary.depth_known_share = 0.95;
    EXPECT_EQ(pattern_words(summary), "mixed, mostly deep");
    summary.superficial = {{400_um, 0.4, 0.4}, {500_um, 0.5, 0.5}, {750_um, 0.8, 0.8}};
    EXPECT_EQ(pattern_words(summary), "mixed");
    EXPECT_EQ(pattern_words(summary_of("superficial")), "superficial");
}

TEST(PatternContext, SetsEveryPatternBesideThePublishedOnesAndNamesNoCause) {
    for (const std::string pattern : {"superficial", "deep", "mixed"}) {
        const std::string sentence = pattern_context(summary_of(pattern));
        EXPECT_THAT(sentence, HasSubstr("Pattern " + pattern + " (half of their area in deposits of 41 um"));
        EXPECT_THAT(sentence, HasSubstr("Sinha et al. 2021"));
        EXPECT_THAT(sentence, HasSubstr("idiopathic and dystrophic"));
        EXPECT_THAT(sentence, EndsWith("Depth and size alone identify no cause."));
        EXPECT_THAT(sentence, Not(HasSubstr("\n")));
    }
}

TEST(PatternContext, ComparesNothingWhereThereIsNothingToCompare) {
    EXPECT_THAT(pattern_context(summary_of("not assessable")), Not(HasSubstr("Sinha")));
    EXPECT_THAT(pattern_context(summary_of("no deposits")), HasSubstr("no deposits were found"));
    EXPECT_EQ(pattern_context(SlideSummary{}), "");
}

TEST(PatternContext, SaysWhenDeepDepositsCouldNotShow) {
    SlideSummary summary = summary_of("superficial");
    EXPECT_THAT(pattern_context(summary), Not(HasSubstr("too shallow")));
    summary.flags = {"deep-compartment-not-sampled"};
    EXPECT_THAT(pattern_context(summary), HasSubstr("too shallow to show deep deposits"));
}

}  // namespace
}  // namespace kossa
