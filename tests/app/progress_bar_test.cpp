#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

/// All that the program writes to its terminal, both streams as they come.
std::string seen_on_a_terminal(const Words& arguments) {
    int terminal = -1;
    const winsize size{24, 100, 0, 0};
    const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
    if (child == 0) {
        std::vector<char*> words{const_cast<char*>(program())};
        for (const std::string& argument : arguments) {
            words.push_back(const_cast<char*>(argument.c_str()));
        }
        words.push_back(nullptr);
        execv(program(), words.data());
        std::_Exit(127);
    }
    std::string seen;
    std::array<char, 4096> part{};
    for (ssize_t count = 1; count > 0;) {
        count = read(terminal, part.data(), part.size());
        seen.append(part.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    close(terminal);
    waitpid(child, nullptr, 0);
    return seen;
}

Words words_with_a_missing_slide(const TemporaryFolder& folder) {
    const std::string missing = folder / "missing.svs";
    return {"score", write_skin(folder / "skin.png"), missing, "--out", folder / "out", "--mpp", "0.5"};
}

TEST(ProgressBar, ShowsSlideStageAndPercentOnATerminal) {
    const TemporaryFolder folder;
    const std::string seen = seen_on_a_terminal(words_with_a_missing_slide(folder));
    EXPECT_THAT(seen, HasSubstr("slide 1 of 2"));
    EXPECT_THAT(seen, HasSubstr("measuring  skin.png"));
    EXPECT_THAT(seen, HasSubstr(" 47 %"));
}

TEST(ProgressBar, IsErasedBeforeAnythingElseIsWritten) {
    const TemporaryFolder folder;
    const std::string seen = seen_on_a_terminal(words_with_a_missing_slide(folder));
    const std::string erased = "\r\x1b[K";
    EXPECT_THAT(seen, HasSubstr(erased + "skin.png "));
    EXPECT_THAT(seen, HasSubstr(erased + "kossa: "));
    EXPECT_THAT(seen, EndsWith("report.html\r\n"));
}

TEST(ProgressBar, ShowsControlCharactersOfANameEscaped) {
    const TemporaryFolder folder;
    Words words = words_with_a_missing_slide(folder);
    words[1] = write_skin(folder / "a\n\x1b[31mb.png");
    const std::string seen = seen_on_a_terminal(words);
    EXPECT_THAT(seen, HasSubstr("measuring  a\\n\\x1b[31mb.png"));
    EXPECT_THAT(seen, Not(HasSubstr("\x1b[31m")));
}

TEST(ProgressBar, FitsTheTerminal) {
    const TemporaryFolder folder;
    Words words = words_with_a_missing_slide(folder);
    words[2] = folder / (std::string(150, 'x') + ".svs");
    const std::string seen = seen_on_a_terminal(words);
    for (std::size_t at = seen.find("\x1b[K["); at != std::string::npos; at = seen.find("\x1b[K[", at + 1)) {
        EXPECT_LT(seen.find_first_of("\r\x1b", at + 3) - (at + 3), 100U);
    }
}

TEST(ProgressBar, IsNotShownOnAPipe) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(words_with_a_missing_slide(folder));
    EXPECT_THAT(answer.out + answer.err, Not(HasSubstr("\x1b")));
    EXPECT_THAT(answer.out + answer.err, Not(HasSubstr("\r")));
}

TEST(ProgressBar, IsNotShownWhenQuiet) {
    const TemporaryFolder folder;
    Words words = words_with_a_missing_slide(folder);
    words.emplace_back("--quiet");
    EXPECT_THAT(seen_on_a_terminal(words), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace kossa
