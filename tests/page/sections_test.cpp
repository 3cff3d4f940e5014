#include "kossa/page/sections.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "page/page_samples.hpp"

namespace kossa::page {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// What a reader sees of it.
std::string shown(const Html& html) {
    return std::regex_replace(html.markup(), std::regex("<[^>]*>"), "");
}

TEST(Answer, SaysNumberAreaShareAndPattern) {
    SlideSummary s = report::sample_result({3000, 2000}, 3).summary;
    s.deposit_area = SquareMicrons(35980);
    s.tissue_area = SquareMicrons(2.53e6);
    s.area_fraction = 0.01422;
    s.pattern = "superficial";
    EXPECT_THAT(shown(answer(s)),
                HasSubstr("3 deposits with the look of calcium on H&amp;E, 35,980 \u00b5m\u00b2, 1.42 % of "
                          "2.53 mm\u00b2 of skin. Pattern by depth: superficial ("));
}

TEST(Answer, SaysHowMuchIsNearlyCertain) {
    SlideSummary s = report::sample_result({3000, 2000}, 3).summary;
    s.at_confidence = {{0.5, 3, SquareMicrons(40000)}, {0.9, 2, SquareMicrons(33791)}};
    EXPECT_THAT(shown(caveats(s)),
                HasSubstr("2 of them (33,791 \u00b5m\u00b2) have a score of at least 0.9. The score"));
    EXPECT_THAT(shown(caveats(s)), HasSubstr("what has 0.50 or more counts"));
    EXPECT_THAT(caveats(s).markup(), HasSubstr("data-key=\"/at_confidence/1/area_um2\""));
}

TEST(Answer, SaysWhyDepthCannotBeAssessed) {
    EXPECT_THAT(shown(answer(report::unassessable_result().summary)),
                AllOf(HasSubstr("Their depth cannot be assessed: median thickness 512 um"), Not(HasSubstr("Pattern"))));
}

TEST(Answer, NoDepositsIsAnAnswerToo) {
    SlideSummary s = report::sample_result({3000, 2000}, 0).summary;
    s.stain.stain = "he";
    s.seed_od = 0.6;
    s.at_other_seeds = {{0.51, -0.15, 3, SquareMicrons(70)}, {0.69, 0.15, 0, {}}};
    s.confusers = {
        {"Nuclei", 4, {}, {}}, {"Uncertain", 2, SquareMicrons(80), {}}, {"Carbon", 5, SquareMicrons(90), {}}};
    EXPECT_THAT(shown(answer(s)), AllOf(HasSubstr("No deposits with the look of calcium in"),
                                        HasSubstr("What has an optical density of at least 0.60"),
                                        HasSubstr("; set aside and not counted: 2 that may be calcium (80 "
                                                  "\u00b5m\u00b2), 5 that may be carbon or tattoo (90 \u00b5m\u00b2)."),
                                        Not(HasSubstr("Nuclei")), HasSubstr("paler calcium is not measured"),
                                        HasSubstr("With a threshold 15 % lower 3 deposits")));
}

TEST(Answer, OfOneDepositIsInTheSingular) {
    SlideSummary s = report::sample_result({3000, 2000}, 1).summary;
    s.at_confidence = {{0.5, 1, SquareMicrons(164)}, {0.9, 0, {}}};
    EXPECT_THAT(shown(answer(s)), Not(HasSubstr("deposits ")));
    EXPECT_THAT(shown(caveats(s)), AllOf(HasSubstr("Its score is below 0.9."), Not(HasSubstr("of them"))));
    s.skin.assessable = false;
    EXPECT_THAT(shown(answer(s)), HasSubstr("Its depth cannot be assessed"));
    EXPECT_THAT(shown(deposit_table(report::sample_result({3000, 2000}, 1))), HasSubstr("The one deposit"));
}

TEST(Answer, SaysOnHowManyDepositsTheDepthRests) {
    SlideSummary s = report::sample_result({3000, 2000}, 61).summary;
    s.deposit_count = 61;
    s.depth_by_area = Distribution{52, 982.3, 2187.2, 2625.1, 3161.2, 4355.2, 4410.1};
    EXPECT_THAT(shown(answer(s)),
                HasSubstr("Median depth by area: 2,625 \u00b5m, of 52 of 61 deposits; that of the others"));
    EXPECT_THAT(shown(key_figures(s)), HasSubstr("Depth by area, median (10th to 90th), of 52 of 61 deposits"));
    EXPECT_THAT(shown(zone_table(s)), AllOf(HasSubstr("layer not known"), Not(HasSubstr("depth not assessed"))));
}

TEST(ZoneTable, HasARowForEveryZoneAndTheirSum) {
    const std::string table = zone_table(report::sample_result().summary).markup();
    EXPECT_EQ(occurrences(table, "<tr"), all_zones.size() + 2);
    EXPECT_THAT(table, AllOf(HasSubstr("data-key=\"/zones/4/count\""), HasSubstr("data-key=\"/deposit_area_um2\"")));
}

TEST(ZoneTable, AZoneThatCouldNotBeSeenIsNotCalledAbsent) {
    SlideSummary s = report::unassessable_result().summary;
    for (Totals& zone : s.by_zone) {
        zone.tissue_area = SquareMicrons(zone.name == "unassessable" ? 1e6 : 0.0);
    }
    EXPECT_THAT(shown(zone_table(s)), AllOf(HasSubstr("not assessed"), Not(HasSubstr("not found"))));
    s.skin.assessable = true;
    EXPECT_THAT(shown(zone_table(s)), HasSubstr("not found"));
}

TEST(KeyFigures, GiveTheIntervalOrWhyThereIsNone) {
    SlideSummary s = report::sample_result().summary;
    EXPECT_THAT(shown(key_figures(s)), HasSubstr("0.1 % to 0.2 %"));
    s.area_fraction_interval = {{}, {}, "fewer than 8 blocks"};
    EXPECT_THAT(shown(key_figures(s)), HasSubstr("this sectionfewer than 8 blocks"));
}

TEST(KeyFigures, SayHowMuchHangsOnTheThreshold) {
    SlideSummary s = report::sample_result().summary;
    EXPECT_EQ(occurrences(key_figures(s).markup(), "/at_other_seeds/"), 4U);
    s.at_other_seeds = {{0.5, -0.15, 0, {}}, {0.7, 0.15, 0, {}}};
    EXPECT_THAT(shown(key_figures(s)), HasSubstr("merges with what is round it"));
    s.deposit_count = 0;
    EXPECT_TRUE(key_figures(s).empty());
    s.at_other_seeds.front().count = 19;
    EXPECT_THAT(shown(key_figures(s)), HasSubstr("19 deposits"));
}

TEST(FlagList, SaysEveryFlagInWordsWithWhatToDo) {
    SlideSummary s = report::sample_result().summary;
    s.flags = {"partly-blurred", "uneven-white"};
    const std::string list = shown(flag_list(s));
    EXPECT_THAT(list, AllOf(HasSubstr("out of focus"), HasSubstr("scan again"), HasSubstr("flat-field"),
                            HasSubstr("uneven-white")));
}

TEST(FlagList, SaysHowMuchCouldNotBeRead) {
    SlideSummary s = report::sample_result().summary;
    s.flags.clear();
    EXPECT_EQ(shown(flag_list(s)), "No flags were raised.");
    s.analysed_fraction = 0.995;
    EXPECT_EQ(shown(flag_list(s)), "Only 99.5 % of the tissue could be read.");
}

TEST(DepositTable, HasARowForEveryDepositThatThePictureLeadsTo) {
    const SlideResult result = report::sample_result();
    const std::string table = deposit_table(result).markup();
    for (std::size_t i = 1; i <= result.deposits.size(); ++i) {
        EXPECT_EQ(occurrences(table, "<tr id=\"deposit" + std::to_string(i) + "\""), 1U);
        EXPECT_EQ(occurrences(table, "href=\"#shape" + std::to_string(i) + "\""), 1U);
    }
}

TEST(DepositTable, SaysWhenItHoldsTheLargestOnly) {
    EXPECT_THAT(shown(deposit_table(report::sample_result({3000, 2000}, 500))),
                HasSubstr("The 300 largest of 500 deposits"));
    EXPECT_TRUE(deposit_table(report::sample_result({3000, 2000}, 0)).empty());
}

}  // namespace
}  // namespace kossa::page
