#include "kossa/evaluate/evaluation_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluate/sample_evaluation.hpp"

namespace kossa {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(EvaluationText, ShowsEveryFigureUnderItsName) {
    const std::string text = evaluation_text(support::sample_evaluation());
    EXPECT_THAT(text, HasSubstr("slide       slide.svs\ntruth       truth.json\n"));
    EXPECT_THAT(text, HasSubstr("truth 1000 um2, marked 950 um2, error -5.0 %, Dice 0.912\n"));
    EXPECT_THAT(text, HasSubstr("false per cm2 of tissue 12.5, area error of found ones 4.2 % (median)"));
    EXPECT_THAT(text, ContainsRegex("all +all +4 +3 +1 +1 +0\\.750 +0\\.750 +0\\.750\n"));
    EXPECT_THAT(text, ContainsRegex("kind +dense +2 +1 +1 +- +0\\.500 +- +-\n"));
    EXPECT_THAT(text, HasSubstr("left out    classes of the truth: Fold, Hair\n"));
    EXPECT_THAT(text, HasSubstr("truth 4, marked 6; 2 true in several pieces, 1 marked over several true ones\n"));
    EXPECT_THAT(text, ContainsRegex("truth / marked +granular +amorphous\ngranular +0 +1\namorphous +0 +2\n"));
    EXPECT_THAT(text, HasSubstr("error of 3 deposits: median 5.5 um, 90th percentile 20.2 um"));
    EXPECT_THAT(text, HasSubstr("0.667 of 3 clear ones agree"));
    EXPECT_THAT(text, ContainsRegex("\nepidermis +0 +1 +0 +0 +0\nupper dermis +0 +2 +0 +0 +0\n"));
    EXPECT_THAT(text, Not(HasSubstr("\nsubcutis")));
    EXPECT_THAT(text, HasSubstr("Dice 0.900, precision 0.800, sensitivity 1.000, border off by 6.2 um (mean)"));
    EXPECT_THAT(text, ContainsRegex("\n +0\\.9 to 1\\.0 +4 +3 +0\\.75\n"));
    EXPECT_THAT(text, Not(HasSubstr("0.1 to 0.3"))) << "nothing there";
}

TEST(EvaluationText, SaysThatAnotherBorderWasAskedFor) {
    Evaluation evaluation = support::bare_evaluation();
    evaluation.other_border_um = 300.0;
    EXPECT_THAT(evaluation_text(evaluation), HasSubstr("zones       not compared: scored with a border of the upper "
                                                       "dermis at 300 um, and not 500 um\n"));
}

TEST(EvaluationText, ALayerThatIsNotMarkedHasNoPrecision) {
    Evaluation evaluation = support::bare_evaluation();
    evaluation.epidermis = LayerAgreement{0.0, {}, 0.0, {}};
    EXPECT_THAT(evaluation_text(evaluation),
                HasSubstr("Dice 0.000, precision -, sensitivity 0.000, no border to compare\n"));
}

TEST(EvaluationText, AsksWhetherATruthWithNothingInCommonIsThatOfTheSlide) {
    Evaluation evaluation = support::sample_evaluation();
    EXPECT_THAT(evaluation_text(evaluation), Not(HasSubstr("nothing in common")));
    evaluation.calcium.dice = 0.0;
    EXPECT_THAT(evaluation_text(evaluation), HasSubstr("nothing in common: is this the truth of this slide?\n"));
    evaluation.calcium.marked = SquareMicrons(0.0);
    EXPECT_THAT(evaluation_text(evaluation), Not(HasSubstr("nothing in common"))) << "nothing was found";
}

TEST(EvaluationText, SaysWhatIsNotCompared) {
    const std::string text = evaluation_text(support::bare_evaluation());
    EXPECT_THAT(text, HasSubstr("error -, Dice -\ndeposits    false per cm2 of tissue -\n"));
    EXPECT_THAT(text, HasSubstr("depth       not compared"));
    EXPECT_THAT(text, HasSubstr("zones       not compared: the truth names none"));
    EXPECT_THAT(text, Not(HasSubstr("left out")));
    EXPECT_THAT(text, Not(HasSubstr("truth / marked")));
    EXPECT_THAT(text, HasSubstr("epidermis   not compared"));
}

}  // namespace
}  // namespace kossa
