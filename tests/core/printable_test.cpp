#include "kossa/core/printable.hpp"

#include <gtest/gtest.h>

#include <string>

namespace kossa {
namespace {

TEST(Printable, EscapesWhatSteersATerminal) {
    EXPECT_EQ(printable("a\nb\tc\rd"), "a\\nb\\tc\\rd");
    EXPECT_EQ(printable("\x1b]0;title\x07"), "\\x1b]0;title\\x07");
    EXPECT_EQ(printable("del\x7f"), "del\\x7f");
    EXPECT_EQ(printable("c1 \xc2\x9b!"), "c1 \\xc2\\x9b!");
    EXPECT_EQ(printable("rtl \xe2\x80\xae!"), "rtl \\xe2\\x80\\xae!");
}

TEST(Printable, EscapesBytesThatAreNoUtf8) {
    EXPECT_EQ(printable("\x9b"
                        "31m"),
              "\\x9b31m");
    EXPECT_EQ(printable("cut \xe2\x82"), "cut \\xe2\\x82");
    EXPECT_EQ(printable("overlong \xc0\x8a"), "overlong \\xc0\\x8a");
    EXPECT_EQ(printable("surrogate \xed\xa0\x80"), "surrogate \\xed\\xa0\\x80");
    EXPECT_EQ(printable("high \xf5\x80\x80\x80"), "high \\xf5\\x80\\x80\\x80");
}

TEST(Printable, LeavesAllOtherTextAlone) {
    const std::string name = "Gewebe \xc3\xa4 \xc2\xb5m \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\xa7\xaa 100% \\n";
    EXPECT_EQ(printable(name), name);
}

}  // namespace
}  // namespace kossa
