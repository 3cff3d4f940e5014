#include "kossa/report/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

using testing::HasSubstr;

/// Of a slide on H&E without deposits, whose threshold is that density.
SlideSummary negative(double seed_od) {
    SlideSummary s = sample_result({3000, 2000}, 0).summary;
    s.stain.stain = "he";
    s.seed_od = seed_od;
    s.parameters = {{"deposit.seed_over_nuclei", 1.2, "ratio"},
                    {"deposit.least_he_seed_od", 0.5, "OD"},
                    {"deposit.largest_he_seed_od", 0.82, "OD"}};
    return s;
}

TEST(DetectionLimit, SaysHowDenseThatIsBesideTheNuclei) {
    EXPECT_EQ(
        detection_limit(negative(0.652)),
        "What has an optical density of at least 0.65 (1.2 times that of the dark nuclei of this slide) was looked "
        "for; paler calcium is not measured.");
    EXPECT_THAT(detection_limit(negative(0.5)), HasSubstr("0.50 (the lowest that is used, unless the stain is pale)"));
    EXPECT_THAT(detection_limit(negative(0.44)), HasSubstr("0.44 (at least 1.2 times"));
    EXPECT_THAT(detection_limit(negative(0.82)), HasSubstr("0.82 (at most 1.2 times"));
}

TEST(DetectionLimit, IsSaidOfNegativesOnHaematoxylinAndEosinOnly) {
    SlideSummary s = negative(0.6);
    s.stain.stain = "von-kossa";
    EXPECT_EQ(detection_limit(s), "");
    EXPECT_EQ(detection_limit(sample_result().summary), "");
}

TEST(FoundBelowThreshold, SaysWhatALowerThresholdWouldCount) {
    SlideSummary s = negative(0.44);
    s.at_other_seeds = {{0.374, -0.15, 19, SquareMicrons(2341.75)}, {0.506, 0.15, 0, {}}};
    EXPECT_EQ(found_below_threshold(s), "With a threshold 15 % lower 19 deposits (2,342 um2) would count.");
    s.at_other_seeds.front().count = 0;
    EXPECT_EQ(found_below_threshold(s), "");
}

TEST(MergingExplained, IsSaidWhereTheAreaIsSmallerAtALowerThreshold) {
    SlideSummary s = sample_result().summary;
    s.deposit_area = SquareMicrons(164);
    s.at_other_seeds = {{0.47, -0.15, 0, {}}, {0.64, 0.15, 0, {}}};
    EXPECT_THAT(merging_explained(s), HasSubstr("merges with what is round it and no longer looks like calcium"));
    s.regions = RegionsReport{};
    EXPECT_NE(merging_explained(s), "");
    s.regions->counted = 1;
    EXPECT_EQ(merging_explained(s), "") << "it may count by hand alone";
    s.regions.reset();
    s.at_other_seeds.front().area = SquareMicrons(170);
    EXPECT_EQ(merging_explained(s), "") << "smaller only at a higher threshold, as one expects";
}

TEST(ScoreScale, GivesTheCutAndTheHighestStep) {
    SlideSummary s = sample_result().summary;
    s.at_confidence = {{0.5, 3, {}}, {0.9, 2, {}}};
    EXPECT_THAT(score_scale(s), HasSubstr("what has 0.50 or more counts, and from 0.9 on"));
    s.parameters = {{"deposit.confidence_cut", 0.3, "1"}};
    EXPECT_THAT(score_scale(s), HasSubstr("what has 0.30 or more counts, and from 0.9 on"));
    s.at_confidence.clear();
    EXPECT_EQ(score_scale(s), "");
}

TEST(WithDepth, IsSaidWhereSomeHaveNone) {
    SlideSummary s = sample_result().summary;
    s.deposit_count = 61;
    s.depth_by_area = Distribution{.count = 52};
    EXPECT_EQ(with_depth(s), "52 of 61 deposits");
    s.depth_by_area->count = 61;
    EXPECT_EQ(with_depth(s), "");
}

TEST(SetAsideWords, TellCalciumFromCarbon) {
    EXPECT_EQ(set_aside_words("Uncertain"), "that may be calcium");
    EXPECT_EQ(set_aside_words("Carbon"), "that may be carbon or tattoo");
}

}  // namespace
}  // namespace kossa::report
