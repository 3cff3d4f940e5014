#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

TEST(Arguments, WithoutACommandTheHelpIsAnError) {
    const Answer answer = run_kossa({});
    EXPECT_EQ(answer.status, 2);
    EXPECT_EQ(answer.out, "");
    EXPECT_THAT(answer.err, HasSubstr("kossa score slide.svs --out results"));
}

TEST(Arguments, HelpTeachesTheFirstSteps) {
    const Answer answer = run_kossa({"--help"});
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.err, "");
    for (const std::string text : {"measures calcium deposits in skin", "kossa score slide.svs --out results", "info",
                                   "phantom", "Exit status", "docs/results.md", "research use only"}) {
        EXPECT_THAT(answer.out, HasSubstr(text));
    }
}

TEST(Arguments, HelpOfScoreNamesEveryOption) {
    const Answer answer = run_kossa({"score", "--help"});
    EXPECT_EQ(answer.status, 0);
    for (const std::string option :
         {"--out DIR", "--stain", "--mpp", "--config", "--threads", "--regions", "--case", "--gzip", "--quiet",
          "--verbose", "--stain-profile FILE", "--stain-maps", "--overlay-tiff", "--print-config", "um per pixel"}) {
        EXPECT_THAT(answer.out, HasSubstr(option));
    }
}

TEST(Arguments, EveryCommandHasHelpWithAnExample) {
    for (const std::string command : {"score", "rescore", "info", "phantom"}) {
        const Answer answer = run_kossa({command, "--help"});
        EXPECT_EQ(answer.status, 0);
        EXPECT_THAT(answer.out, HasSubstr("  kossa " + command + " "));
        EXPECT_THAT(answer.out, HasSubstr("Exit status"));
    }
}

TEST(Arguments, HelpFitsATerminalOfUsualWidth) {
    constexpr std::size_t columns = 120;
    for (const Words& words : {Words{"--help"}, Words{"score", "--help"}, Words{"rescore", "--help"},
                               Words{"info", "--help"}, Words{"phantom", "--help"}, Words{"stain", "--help"},
                               Words{"stain", "estimate", "--help"}, Words{"stain", "export", "--help"}}) {
        for (const std::string& line : lines_of(run_kossa(words).out)) {
            EXPECT_LE(line.size(), columns) << line;
        }
    }
}

TEST(Arguments, VersionIsOneLine) {
    const Answer answer = run_kossa({"--version"});
    EXPECT_EQ(answer.status, 0);
    EXPECT_THAT(answer.out, MatchesRegex("kossa [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(Arguments, AMisspeltCommandOrOptionNamesTheNearest) {
    EXPECT_EQ(run_kossa({"scroe", "a.svs"}).err,
              "kossa: there is no command 'scroe'; the nearest is 'score'; see kossa --help\n");
    EXPECT_EQ(run_kossa({"score", "a.svs", "--out", "x", "--stian", "he"}).err,
              "kossa: the option --stian is not known; the nearest is --stain; see kossa score --help\n");
    EXPECT_EQ(run_kossa({"score", "a.svs", "-q", "--out", "x"}).err,
              "kossa: the option -q is not known; see kossa score --help\n");
}

TEST(Arguments, WhatIsMissingIsNamed) {
    EXPECT_EQ(run_kossa({"score"}).err, "kossa: no slide is named; see kossa score --help\n");
    EXPECT_EQ(run_kossa({"score", "a.svs"}).err,
              "kossa: say with --out DIR where the results go; see kossa score --help\n");
    EXPECT_EQ(run_kossa({"score", "a.svs", "--out"}).err, "kossa: --out needs a value; see kossa score --help\n");
    EXPECT_EQ(run_kossa({"phantom"}).err,
              "kossa: say with --out FILE where the slide goes; see kossa phantom --help\n");
}

TEST(Arguments, WhatIsTooMuchIsNamed) {
    EXPECT_EQ(run_kossa({"info", "a", "b"}).err, "kossa: info takes one slide, not 2; see kossa info --help\n");
    EXPECT_EQ(run_kossa({"score", "a", "--out", "x", "--out", "y"}).err,
              "kossa: --out may be given only once; see kossa score --help\n");
    EXPECT_EQ(run_kossa({"phantom", "a.svs", "--out", "b.svs"}).err,
              "kossa: 'a.svs' is one argument too many; see kossa phantom --help\n");
}

TEST(Arguments, AfterTheCommandTheNameOfACommandIsAnyWord) {
    const TemporaryFolder folder;
    const Answer two = run_kossa({"score", "none.svs", "--out", folder / "out", "info"});
    EXPECT_EQ(two.status, 1);
    EXPECT_THAT(two.err, HasSubstr("kossa: info: there is no such file"));
    EXPECT_THAT(two.out, HasSubstr("0 of 2 slides scored"));
    for (const Words& words : {Words{"score", "phantom", "--out", folder / "out"}, Words{"info", "score"},
                               Words{"info", "info"}, Words{"score", "--out", folder / "out", "--", "score"}}) {
        EXPECT_THAT(run_kossa(words).err, HasSubstr(": there is no such file")) << words.back();
    }
    EXPECT_THAT(run_kossa({"evaluate", "info", "score"}).err, HasSubstr("kossa: info is no folder"));
    EXPECT_EQ(run_kossa({"score", "a.svs", "--out", folder / "out", "phantom", "--out", "x.svs"}).err,
              "kossa: --out may be given only once; see kossa score --help\n");
}

TEST(Arguments, AWordOfOverlayTiffAfterABlankIsNotTakenForASlide) {
    const TemporaryFolder folder;
    const Words call{"score", "--overlay-tiff", "labels", "a.svs", "--out", folder / "out"};
    const Answer answer = run_kossa(call);
    EXPECT_EQ(answer.status, 2);
    EXPECT_EQ(answer.err,
              "kossa: there is no slide 'labels'; if you meant the TIFF, write --overlay-tiff=labels; see kossa score "
              "--help\n");
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
    EXPECT_THAT(run_kossa({"score", "labels", "--out", folder / "out"}).err,
                HasSubstr("labels: there is no such file"));
}

TEST(Arguments, ASlideMayBeginWithADashAfterTwoDashes) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"score", "--out", folder / "out", "--", "-odd.svs"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, StartsWith("kossa: -odd.svs: there is no such file"));
}

TEST(Arguments, ACommandOfACommandIsCalledByItsFullName) {
    for (const std::string command : {"estimate", "export"}) {
        const Answer help = run_kossa({"stain", command, "--help"});
        EXPECT_EQ(help.status, 0);
        EXPECT_THAT(help.out, HasSubstr("  kossa stain " + command + " "));
    }
    const Answer without = run_kossa({"stain"});
    EXPECT_EQ(without.status, 2);
    EXPECT_THAT(without.err, HasSubstr("kossa stain estimate"));
    EXPECT_EQ(run_kossa({"stain", "estimat"}).err,
              "kossa: there is no command 'estimat'; the nearest is 'estimate'; see kossa stain --help\n");
    EXPECT_EQ(run_kossa({"stain", "estimate"}).err, "kossa: no slide is named; see kossa stain estimate --help\n");
    EXPECT_EQ(run_kossa({"stain", "estimate", "--fast"}).err,
              "kossa: the option --fast is not known; the nearest is --help; see kossa stain estimate --help\n");
}

}  // namespace
}  // namespace kossa
