#include "kossa/core/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace kossa {
namespace {

TEST(FirstCodePoint, IsReadInOneToFourBytes) {
    const auto is = [](std::string_view text, std::size_t length, std::uint32_t code) {
        const CodePoint point = first_code_point(text);
        EXPECT_EQ(point.length, length) << text;
        EXPECT_EQ(point.code, code) << text;
    };
    is("um", 1, 'u');
    is(std::string_view("\0", 1), 1, 0);
    is("\xc2\xb5m", 2, 0xb5);
    is("\xe6\x97\xa5\xe6\x9c\xac", 3, 0x65e5);
    is("\xf0\x9f\xa7\xaa", 4, 0x1f9ea);
    is("\xf4\x8f\xbf\xbf", 4, 0x10ffff);
}

TEST(FirstCodePoint, IsNoneWhereTheBytesAreNoUtf8) {
    for (const std::string text : {"\x9b", "\xe2\x82", "\xc0\x8a", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                   "\xf5\x80\x80\x80", "\xff", "\xc2 "}) {
        const CodePoint point = first_code_point(text);
        EXPECT_EQ(point.length, 1U);
        EXPECT_FALSE(point.code.has_value()) << text;
    }
}

TEST(ValidUtf8, ReplacesWhatIsNone) {
    EXPECT_EQ(valid_utf8("M\xc3\xbcller"), "M\xc3\xbcller");
    EXPECT_EQ(valid_utf8("M\xfcller"), "M\xef\xbf\xbdller");
    EXPECT_EQ(valid_utf8("\xe2\x82"), "\xef\xbf\xbd\xef\xbf\xbd");
    EXPECT_EQ(valid_utf8(""), "");
}

}  // namespace
}  // namespace kossa
