#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// What an error line makes of a file's name; there is no such file.
std::string shown(const std::string& name) {
    const std::string line = run_kossa({"info", name}).err;
    const std::string end = ": there is no such file\n";
    EXPECT_TRUE(line.starts_with("kossa: ") && line.ends_with(end)) << line;
    return line.substr(7, line.size() - 7 - end.size());
}

TEST(Printable, EscapesWhatSteersATerminal) {
    EXPECT_EQ(shown("a\nb\tc\rd"), "a\\nb\\tc\\rd");
    EXPECT_EQ(shown("\x1b]0;title\x07"), "\\x1b]0;title\\x07");
    EXPECT_EQ(shown("del\x7f"), "del\\x7f");
    EXPECT_EQ(shown("c1 \xc2\x9b!"), "c1 \\xc2\\x9b!");
    EXPECT_EQ(shown("rtl \xe2\x80\xae!"), "rtl \\xe2\\x80\\xae!");
}

TEST(Printable, EscapesBytesThatAreNoUtf8) {
    EXPECT_EQ(shown("\x9b"
                    "31m"),
              "\\x9b31m");
    EXPECT_EQ(shown("cut \xe2\x82"), "cut \\xe2\\x82");
    EXPECT_EQ(shown("overlong \xc0\x8a"), "overlong \\xc0\\x8a");
    EXPECT_EQ(shown("high \xf5\x80\x80\x80"), "high \\xf5\\x80\\x80\\x80");
}

TEST(Printable, LeavesAllOtherTextAlone) {
    const std::string name = "Gewebe \xc3\xa4 \xc2\xb5m \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\xa7\xaa 100% \\n";
    EXPECT_EQ(shown(name), name);
}

TEST(Printable, KeepsARowOfTheTableOnOneLine) {
    const TemporaryFolder folder;
    const std::string name = "a\n\x1b[31mb.png";
    const Answer answer = run_kossa({"score", write_skin(folder / name), "--out", folder / "out", "--mpp", "0.5"});
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_EQ(lines_of(answer.out).at(2), "") << answer.out;  // after which the same is told in words
    EXPECT_THAT(lines_of(answer.out).at(1), HasSubstr("a\\n\\x1b[31mb.png  "));
    EXPECT_THAT(answer.out, Not(HasSubstr("\x1b")));
    EXPECT_EQ(lines_of(answer.out).at(0).find("stain"), lines_of(answer.out).at(1).find("H&E  "));
}

TEST(Printable, KeepsAFactOfInfoOnOneLine) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa({"info", write_skin(folder / "a\nstain\x1b.png")});
    EXPECT_THAT(answer.out, HasSubstr("a\\nstain\\x1b.png\n"));
}

}  // namespace
}  // namespace kossa
