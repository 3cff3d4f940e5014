#include "kossa/report/overlay_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Every character one pixel wide.
int letters(const std::string& text) {
    return static_cast<int>(text.size());
}

std::vector<std::string> texts(const SlideSummary& summary) {
    std::vector<std::string> result;
    for (const Paragraph& paragraph : caption(summary)) {
        result.push_back(paragraph.text);
    }
    return result;
}

TEST(Ascii, WritesTheMicroSignAsU) {
    EXPECT_EQ(ascii("5 \u00b5m"), "5 um");
    EXPECT_EQ(ascii("5 \u03bcm"), "5 um");
}

TEST(Ascii, ReplacesEveryOtherCharacterByOneQuestionMark) {
    EXPECT_EQ(ascii("M\u00fcller \u4e2d\n"), "M?ller ??");
    EXPECT_EQ(ascii("plain ~ text"), "plain ~ text");
}

TEST(AreaText, ChangesToMillimetresWhereNumbersGrowLong) {
    EXPECT_EQ(area_text(SquareMicrons(9999.4)), "9,999 um2");
    EXPECT_EQ(area_text(SquareMicrons(123456)), "0.123 mm2");
    EXPECT_EQ(area_text(SquareMicrons(1.8e9)), "1,800 mm2");
    EXPECT_EQ(area_text(SquareMicrons(0)), "0 um2");
}

TEST(Caption, SaysWhatAReaderMustKnow) {
    SlideSummary summary = sample_result().summary;
    summary.deposit_area = SquareMicrons(5000);
    summary.tissue_area = SquareMicrons(1e6);
    summary.area_fraction = 0.005;
    summary.flags = {"partly-blurred", "stain-from-profile"};
    EXPECT_THAT(texts(summary),
                ElementsAre("sample", "H&E, 1 mm2 of tissue", "25 deposits, 5,000 um2, 0.5 % of the tissue",
                            "Pattern: mixed", "Note: partly out of focus; stain-from-profile",
                            "Research use only. Measurements, not a diagnosis."));
}

TEST(Caption, SaysInPlainWordsThatDepthIsNotKnown) {
    EXPECT_THAT(texts(unassessable_result().summary),
                Contains("Depth could not be assessed: median thickness 512 um, expected 40 to 400 um"));
}

TEST(Caption, SaysThatNothingWasFound) {
    const std::vector<std::string> lines = texts(sample_result({800, 600}, 0).summary);
    EXPECT_THAT(lines, Contains("No deposits found"));
    EXPECT_THAT(lines, Not(Contains(HasSubstr("Pattern"))));
}

TEST(Caption, SaysWhatWasSetAside) {
    SlideSummary summary = sample_result().summary;
    summary.confusers = {{"Carbon", 154, SquareMicrons(110250), {}}, {"Nuclei", 9, SquareMicrons(300), {}}};
    EXPECT_THAT(texts(summary), Contains("Set aside: 154 Carbon (110,250 um2)"));
    summary.confusers.clear();
    EXPECT_THAT(texts(summary), Not(Contains(HasSubstr("Set aside"))));
}

TEST(Caption, SaysWhatAPersonOutlined) {
    SlideSummary summary = sample_result().summary;
    EXPECT_THAT(texts(summary), Not(Contains(HasSubstr("by a person"))));
    summary.regions = RegionsReport{.file = "a.geojson", .sha1 = "", .ignored = {}, .counted = 60, .turned_down = 1};
    EXPECT_THAT(texts(summary), Contains("Taken from outlines: 60 deposits, 1 object as no calcium"));
    summary.skin.sources.epidermis = LayerSource::regions;
    summary.skin.excluded_area = SquareMicrons(10);
    EXPECT_THAT(texts(summary),
                Contains("Taken from outlines: epidermis, 60 deposits, 1 object as no calcium, what does not count"));
}

TEST(Caption, SaysHowMuchTissueWasNotRead) {
    SlideSummary summary = sample_result().summary;
    summary.analysed_fraction = 0.99999;
    EXPECT_THAT(texts(summary), Contains("Only 99.9 % of the tissue could be read"));
}

TEST(Caption, NeverWritesAnExponent) {
    SlideSummary summary = sample_result().summary;
    summary.area_fraction = 1e-9;
    EXPECT_THAT(texts(summary), Contains(HasSubstr("less than 0.001 % of the tissue")));
}

TEST(TotalsText, NamesTheZoneItsCountAndArea) {
    EXPECT_EQ(totals_text({"upper dermis", 1, SquareMicrons(42), {}}), "upper dermis: 1 deposit, 42 um2");
    EXPECT_EQ(totals_text({"subcutis", 0, {}, SquareMicrons(1e5)}), "subcutis: no deposits");
    EXPECT_EQ(totals_text({"subcutis", 0, {}, {}}), "subcutis: not found");
    EXPECT_EQ(totals_text({"unassessable", 2, SquareMicrons(42), {}}), "depth not assessed: 2 deposits, 42 um2");
}

TEST(Wrapped, BreaksBetweenWords) {
    EXPECT_THAT(wrapped({"one two three", 9}, 7, letters), ElementsAre("one two", "three"));
    EXPECT_THAT(wrapped({"one two", 9}, 7, letters), ElementsAre("one two"));
}

TEST(Wrapped, BreaksAWordThatIsTooLongForALine) {
    EXPECT_THAT(wrapped({"abcdefgh", 9}, 3, letters), ElementsAre("abc", "def", "gh"));
}

TEST(Wrapped, EndsWithAnEllipsisWhereLinesAreUsedUp) {
    EXPECT_THAT(wrapped({"one two three four", 2}, 8, letters), ElementsAre("one two", "three..."));
    EXPECT_THAT(wrapped({"abcdefgh", 1}, 6, letters), ElementsAre("abc..."));
}

TEST(Wrapped, KeepsANumberWithItsUnit) {
    EXPECT_THAT(wrapped({"thick 512 um here", 9}, 10, letters), ElementsAre("thick", "512 um", "here"));
}

TEST(Wrapped, NoTextIsNoLine) {
    EXPECT_TRUE(wrapped({"", 3}, 10, letters).empty());
}

}  // namespace
}  // namespace kossa::report
