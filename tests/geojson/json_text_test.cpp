#include "kossa/geojson/json_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/refusal.hpp"
#include "support/text_file.hpp"

namespace kossa {
namespace {

constexpr std::uintmax_t plenty = 1000;

TEST(JsonText, IsReadAsItIs) {
    const support::TextFile file("{\"a\": \"\xC2\xB5\"}\n");
    EXPECT_EQ(read_json_text(file.path(), plenty), "{\"a\": \"\xC2\xB5\"}\n");
    EXPECT_EQ(read_json_text(support::TextFile("").path(), plenty), "");
}

TEST(JsonText, LosesItsByteOrderMark) {
    const support::TextFile file("\xEF\xBB\xBF[]");
    EXPECT_EQ(read_json_text(file.path(), plenty), "[]");
}

TEST(JsonText, UndefinedNumbersBecomeStringsOfTheSameLength) {
    EXPECT_EQ(with_undefined_numbers_quoted("[NaN, -Infinity,Infinity, 1]"), "[\" \", \"       \",\"      \", 1]");
}

TEST(JsonText, UndefinedNumbersWithinStringsStay) {
    const std::string text = R"({"NaN": "a \" NaN \\", "b": "Infinity"})";
    EXPECT_EQ(with_undefined_numbers_quoted(text), text);
    EXPECT_EQ(with_undefined_numbers_quoted("\"open NaN \\"), "\"open NaN \\");
}

TEST(JsonText, KnowsWhatIsNestedWithoutEnd) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(shallow_json(nested(64)).size(), 128U);
    EXPECT_EQ(shallow_json(nested(65)), "");
    const std::string in_a_string = "[\"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\"]";
    EXPECT_EQ(shallow_json(in_a_string), in_a_string);
    std::string side_by_side;
    for (int i = 0; i < 100; ++i) {
        side_by_side += "{}";
    }
    EXPECT_EQ(shallow_json(side_by_side), side_by_side);
}

TEST(JsonText, PlacesCountFromOne) {
    EXPECT_EQ(place_of("ab\ncd", 0), "line 1, column 1");
    EXPECT_EQ(place_of("ab\ncd", 2), "line 1, column 3");
    EXPECT_EQ(place_of("ab\ncd", 4), "line 2, column 2");
    EXPECT_EQ(place_of("ab\ncd", 99), "line 2, column 3");
}

}  // namespace
}  // namespace kossa
