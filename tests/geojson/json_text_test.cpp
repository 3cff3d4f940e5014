#include "kossa/geojson/json_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geojson/refusal.hpp"
#include "geojson/text_file.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

constexpr std::uintmax_t plenty = 1000;

std::string refusal_of(const std::filesystem::path& file, std::uintmax_t most_bytes = plenty) {
    return support::refusal([&] { read_json_text(file, most_bytes); });
}

TEST(JsonText, IsReadAsItIs) {
    const support::TextFile file("{\"a\": \"\xC2\xB5\"}\n");
    EXPECT_EQ(read_json_text(file.path(), plenty), "{\"a\": \"\xC2\xB5\"}\n");
    EXPECT_EQ(read_json_text(support::TextFile("").path(), plenty), "");
}

TEST(JsonText, LosesItsByteOrderMark) {
    const support::TextFile file("\xEF\xBB\xBF[]");
    EXPECT_EQ(read_json_text(file.path(), plenty), "[]");
}

TEST(JsonText, OfAFileThatCannotBeReadIsRefusedByName) {
    const support::TextFile file("[]");
    const std::filesystem::path missing = file.path().parent_path() / "missing.geojson";
    EXPECT_EQ(refusal_of(missing), missing.string() + " cannot be read: there is no such file");
    EXPECT_THAT(refusal_of(file.path().parent_path()), HasSubstr("it is a folder"));
    EXPECT_THAT(refusal_of("/dev/zero"), HasSubstr("it is no plain file"));
}

TEST(JsonText, OfAFileBeyondTheBoundIsRefusedUnread) {
    const support::TextFile file("[     ]");
    EXPECT_EQ(read_json_text(file.path(), 7), "[     ]");
    EXPECT_THAT(refusal_of(file.path(), 6), HasSubstr("it has 7 bytes, more than the 6 that kossa reads"));
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
