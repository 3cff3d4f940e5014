#include "kossa/report/paragraph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

SlideSummary measured() {
    SlideSummary s = sample_result().summary;
    s.flags.clear();
    s.deposit_count = 41;
    s.deposit_area = SquareMicrons(35980.2);
    s.tissue_area = SquareMicrons(2.53e6);
    s.area_fraction = 0.01422;
    s.area_fraction_interval = {0.009, 0.0225, ""};
    s.depth_by_area = Distribution{41, 60, 100, 210.4, 300, 420, 480};
    s.pattern = "superficial";
    s.by_zone = {{"epidermis", 3, SquareMicrons(1200), {}}, {"upper dermis", 38, SquareMicrons(34780.2), {}}};
    return s;
}

TEST(Paragraph, OnHaematoxylinAndEosinWithoutDepositsSaysWhatMayBeMissed) {
    SlideSummary s = sample_result().summary;
    s.stain.stain = "he";
    s.deposit_count = 0;
    s.skin.assessable = false;
    EXPECT_THAT(paragraph(s), AllOf(HasSubstr("What has an optical density"), HasSubstr("may be missed on H&E"),
                                    Not(HasSubstr("does not prove"))));
}

TEST(Paragraph, SaysWhatWasMeasuredWhereAndHowMuch) {
    const std::string text = paragraph(measured());
    EXPECT_THAT(text, HasSubstr("41 deposits with the look of calcium in 2.53 mm2 of skin on H&E, 35,980 um2 together, "
                                "1.42 % of the tissue."));
    EXPECT_THAT(text, HasSubstr("\n- 95 % interval of the share of the tissue, within this section: 0.9 % to 2.25 %."));
    EXPECT_THAT(text, HasSubstr("3 in the epidermis (1,200 um2), 38 in the upper dermis (34,780 um2)"));
    EXPECT_THAT(text, HasSubstr("median 210 um, 10th to 90th percentile 60 to 420 um, the deepest at "));
    EXPECT_THAT(text, HasSubstr("Pattern by depth: superficial; by layer 3 in"));
}

TEST(Paragraph, SaysByWhatBordersThePatternGoesWhereTheLayersGoByAnother) {
    SlideSummary s = measured();
    s.parameters = {{"depth.upper_dermis_um", 500.0, "um"}};
    EXPECT_THAT(paragraph(s), HasSubstr("Pattern by depth: superficial"));
    s.parameters = {{"depth.upper_dermis_um", 200.0, "um"}};
    EXPECT_THAT(paragraph(s), HasSubstr("Pattern by depth, by borders from 400 to 750 um: superficial"));
}

TEST(Paragraph, SaysThatAFieldIsNoWholeSection) {
    SlideSummary s = measured();
    s.flags = {"tissue-cut-by-image-border"};
    s.cut_by_image_border = 0.4;
    EXPECT_THAT(paragraph(s),
                AllOf(HasSubstr("of skin on H&E (a field of a section)"),
                      HasSubstr("holds for the field alone (40 % of the tissue's outline lies on the border).")));
}

TEST(Paragraph, SaysHowSureTheFiguresAre) {
    EXPECT_THAT(paragraph(measured()), AllOf(HasSubstr("1 deposit (10 um2) has a score of at least 0.9. The score"),
                                             HasSubstr("optical density of 0.60"), HasSubstr(" um2 with 0.51, "),
                                             HasSubstr("H&E does not prove calcium")));
}

TEST(Paragraph, SaysWhatWasTurnedDownApartFromNuclei) {
    SlideSummary s = measured();
    s.confusers = {{"Uncertain", 2, SquareMicrons(80), {}},
                   {"Nuclei", 9, SquareMicrons(90000), {}},
                   {"Keratin", 1, SquareMicrons(40), {}},
                   {"Dust", 4, SquareMicrons(50806.6), {}}};
    EXPECT_THAT(paragraph(s),
                HasSubstr("\n- Turned down, apart from nuclei: 4 dust (50,807 um2), 1 keratin (40 um2).\n- "));
    s.confusers = {{"Nuclei", 9, SquareMicrons(90000), {}}, {"Carbon", 1, SquareMicrons(40), {}}};
    EXPECT_THAT(paragraph(s), Not(HasSubstr("urned down")));
}

TEST(Paragraph, SetsACaseBesideTheMeasurements) {
    SlideSummary s = measured();
    s.clinical_case = ClinicalCase{63.0, "thigh\x1b[2J", LabValue{15.0, "mg/dL"}, LabValue{7.3, "mg/dL"}, {}, {}};
    const std::string text = paragraph(s);
    EXPECT_THAT(text, HasSubstr("not measured by kossa: age 63 years, site thigh\\x1b[2J, calcium 15 mg/dL"));
    EXPECT_THAT(text, HasSubstr("Calcium times phosphate: 109.5 mg2/dL2"));
    EXPECT_THAT(text, testing::EndsWith("not a diagnosis; research use only."));
    EXPECT_THAT(paragraph(measured()), Not(HasSubstr("Clinical context")));
}

TEST(Paragraph, OnVonKossaSaysWhatElseIsBlack) {
    SlideSummary s = measured();
    s.stain.stain = "von-kossa";
    EXPECT_THAT(paragraph(s), AllOf(HasSubstr("Silver shows phosphate and carbonate, not calcium itself"),
                                    Not(HasSubstr("does not prove"))));
}

TEST(Paragraph, SaysWhatCouldNotBeAssessed) {
    SlideSummary s = unassessable_result().summary;
    s.flags = {"partly-blurred"};
    s.analysed_fraction = 0.987;
    EXPECT_THAT(paragraph(s), AllOf(HasSubstr("no epidermis was found that can be trusted: median thickness 512 um"),
                                    HasSubstr("Only 98.7 % of the tissue could be read."), HasSubstr("out of focus"),
                                    Not(HasSubstr("median 0"))));
}

TEST(Paragraph, IsOneLineWhateverTheSlideIsCalled) {
    SlideSummary s = measured();
    s.slide.name = "a\n\x1b[31mb.svs";
    EXPECT_THAT(paragraph(s), testing::StartsWith("a\\n\\x1b[31mb.svs: 41 deposits"));
}

TEST(Paragraph, IsUtf8ThatRunsOneWayWhateverTheSlideIsCalled) {
    SlideSummary s = measured();
    s.slide.name = "\xff\xfe.svs";
    EXPECT_THAT(paragraph(s), testing::StartsWith("\\xff\\xfe.svs: 41 deposits"));
    s.slide.name = "\xe2\x80\xaesvs.a";
    EXPECT_THAT(paragraph(s), testing::StartsWith("\\xe2\\x80\\xaesvs.a: 41 deposits"));
}

TEST(Paragraph, SaysWhatAPersonHasOutlinedAndTakenOut) {
    SlideSummary s = measured();
    EXPECT_THAT(paragraph(s), Not(HasSubstr("person")));
    s.regions = RegionsReport{.file = "mine.geojson", .sha1 = std::string(40, 'a'), .ignored = {}};
    s.skin.sources.epidermis = s.skin.sources.junction = LayerSource::regions;
    EXPECT_THAT(paragraph(s),
                HasSubstr("Taken from outlines: epidermis, junction. The outlines are those of mine.geojson."));
    s.skin.excluded_area = SquareMicrons(18432.0);
    EXPECT_THAT(paragraph(s), HasSubstr("18,432 um2 of tissue were taken out by hand, with what lies there."));
    s.regions->counted = 1;
    s.regions->turned_down = 3;
    EXPECT_THAT(paragraph(s),
                HasSubstr("1 object counts only because a person outlined it as calcium. 3 objects do not "
                          "count because a person named them as something else. The outlines are"));
    EXPECT_THAT(paragraph(s), HasSubstr("a score of at least 0.9, among them 1 that a person outlined as calcium."));
}

TEST(Paragraph, WithoutCaveatsThereAreNone) {
    EXPECT_THAT(paragraph(measured()), Not(HasSubstr("could be read")));
}

TEST(Paragraph, NoDepositsIsSaidInAFewWords) {
    SlideSummary s = sample_result({3000, 2000}, 0).summary;
    s.confusers = {{"Uncertain", 2, SquareMicrons(80), {}}, {"Nuclei", 9, SquareMicrons(900), {}}};
    EXPECT_THAT(paragraph(s), AllOf(HasSubstr(": no deposits with the look of calcium in "),
                                    HasSubstr("2 that may be calcium (80 um2)"), Not(HasSubstr("Nuclei")),
                                    Not(HasSubstr("By layer"))));
}

TEST(Paragraph, AFailedSlideSaysWhyAndThatNothingIsKnown) {
    const std::string text = paragraph(failed_result().summary);
    EXPECT_THAT(text,
                HasSubstr("broken could not be measured by kossa 0.1.0: the file gives no pixel size; pass --mpp."));
    EXPECT_THAT(text, HasSubstr("Nothing is known of its deposits."));
    EXPECT_THAT(text, Not(HasSubstr("No deposits")));
}

TEST(Paragraph, AlwaysEndsWithWhatItIsNot) {
    for (const SlideSummary& s : {measured(), unassessable_result().summary}) {
        EXPECT_THAT(paragraph(s), testing::EndsWith("not a diagnosis; research use only."));
    }
}

TEST(SummaryText, HasLinesOfReadableLength) {
    const std::string text = summary_text(measured());
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        EXPECT_LE(end - begin, 100U);
        begin = end + 1;
    }
    EXPECT_EQ(begin, text.size());
    EXPECT_EQ(text.find("\n\n"), text.rfind("\n\n")) << "one empty line, behind the answer";
    EXPECT_THAT(text.substr(text.find("\n\n")), testing::StartsWith("\n\n- "));
}

TEST(Paragraph, TheAnswerComesFirstInAtMostThreeSentences) {
    for (const SlideSummary& s : {measured(), unassessable_result().summary, sample_result({3000, 2000}, 0).summary}) {
        const std::string text = paragraph(s);
        const std::string answer = text.substr(0, text.find('\n'));
        std::size_t sentences = 0;
        for (std::size_t at = answer.find(". "); at != std::string::npos; at = answer.find(". ", at + 1)) {
            ++sentences;
        }
        EXPECT_LE(sentences + 1, 3U) << answer;
        EXPECT_THAT(answer, HasSubstr("with the look of calcium"));
    }
}

TEST(Paragraph, SaysOnceThatThereIsNoEpidermis) {
    SlideSummary s = unassessable_result().summary;
    s.flags = {"depth-unassessable"};
    EXPECT_THAT(paragraph(s), AllOf(HasSubstr("no epidermis was found"), Not(HasSubstr("shows no epidermis"))));
}

TEST(InLines, BreaksBetweenWordsOnly) {
    EXPECT_EQ(in_lines("one two three", 7), "one two\nthree\n");
    EXPECT_EQ(in_lines("incomprehensible word", 7), "incomprehensible\nword\n");
}

}  // namespace
}  // namespace kossa::report
