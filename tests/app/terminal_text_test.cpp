#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/terminal.hpp"

namespace kossa {
namespace {

using support::seen_on_a_terminal;
using ::testing::HasSubstr;
using ::testing::Not;

/// One slide that can be scored and one that is missing.
Words a_good_and_a_missing_slide(const TemporaryFolder& folder) {
    return {"score", write_skin(folder / "skin.png"), folder / "missing.svs", "--out", folder / "out", "--mpp", "0.5"};
}

TEST(TerminalText, ShowsHeadingFailureAndErrorInTheirStyles) {
    const TemporaryFolder folder;
    const std::string seen = seen_on_a_terminal(a_good_and_a_missing_slide(folder));
    EXPECT_THAT(seen, HasSubstr("\x1b[1mslide "));
    EXPECT_THAT(seen, HasSubstr("\x1b[1;31mFAILED unreadable\x1b[0m"));
    EXPECT_THAT(seen, HasSubstr("\x1b[1;31mkossa:\x1b[0m "));
}

/// Codes that choose colours end with m; those that erase a line with K.
::testing::Matcher<const std::string&> has_colours() {
    return ::testing::ContainsRegex("\x1b\\[[0-9;]*m");
}

TEST(TerminalText, HasNoColoursWhereNoColorIsSet) {
    const TemporaryFolder folder;
    const Words words = a_good_and_a_missing_slide(folder);
    EXPECT_THAT(seen_on_a_terminal(words), has_colours());
    const std::string seen = seen_on_a_terminal(words, [] { setenv("NO_COLOR", "1", 1); });
    EXPECT_THAT(seen, Not(has_colours()));
    EXPECT_THAT(seen, HasSubstr("\x1b[K"));  // the progress bar stays
}

TEST(TerminalText, AnEmptyNoColorCountsAsNone) {
    const TemporaryFolder folder;
    const std::string seen = seen_on_a_terminal(a_good_and_a_missing_slide(folder), [] { setenv("NO_COLOR", "", 1); });
    EXPECT_THAT(seen, has_colours());
}

TEST(TerminalText, ADumbTerminalGetsLettersOnly) {
    const TemporaryFolder folder;
    const Words words = a_good_and_a_missing_slide(folder);
    EXPECT_THAT(seen_on_a_terminal(words, [] { setenv("TERM", "dumb", 1); }), Not(HasSubstr("\x1b")));
    EXPECT_THAT(seen_on_a_terminal(words, [] { unsetenv("TERM"); }), Not(HasSubstr("\x1b")));
}

TEST(TerminalText, APipeGetsTheSameTextWithoutCodes) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(a_good_and_a_missing_slide(folder), [] { setenv("TERM", "xterm", 1); });
    EXPECT_THAT(answer.out + answer.err, Not(HasSubstr("\x1b")));
}

TEST(TerminalText, EachStreamIsAskedForItself) {
    const TemporaryFolder folder;
    const std::string file = folder / "table.txt";
    const std::string seen = seen_on_a_terminal(a_good_and_a_missing_slide(folder), [&file] {
        dup2(open(file.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
    });
    EXPECT_THAT(text_of(file), Not(HasSubstr("\x1b")));
    EXPECT_THAT(text_of(file), HasSubstr("FAILED unreadable"));
    EXPECT_THAT(seen, HasSubstr("\x1b[1;31mkossa:\x1b[0m "));
}

}  // namespace
}  // namespace kossa
