#include "kossa/analysis/toml_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "kossa/core/error.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

std::string toml_refusal(const std::string& text) {
    try {
        toml_document(text);
        return "not refused";
    } catch (const UsageError& error) {
        return error.what();
    }
}

TEST(TomlText, GivesKeysAndSectionsWithTheirLines) {
    const TomlDocument document = toml_document("a = 'x'\n\n[s]\nb = 2\nc = [1, 2.5]\n");
    ASSERT_EQ(document.entries.size(), 1U);
    EXPECT_EQ(document.entries[0].key, "a");
    EXPECT_EQ(document.entries[0].value, TomlValue("x"));
    EXPECT_EQ(document.entries[0].line, 1U);
    ASSERT_EQ(document.sections.size(), 1U);
    const TomlSection& section = document.sections[0];
    EXPECT_EQ(section.name, "s");
    EXPECT_EQ(section.line, 3U);
    ASSERT_EQ(section.entries.size(), 2U);
    EXPECT_EQ(section.entries[0].value, TomlValue(2.0));
    EXPECT_EQ(section.entries[1].value, TomlValue(std::vector<double>{1.0, 2.5}));
    EXPECT_EQ(section.entries[1].line, 5U);
}

TEST(TomlText, WhatNoFileOfKossaHoldsIsNothing) {
    for (const char* text : {"a = true", "a = 2020-01-01", "a = [[1]]", "a = [1, 'x']", "[s]\na.b = 1"}) {
        const TomlDocument document = toml_document(text);
        const TomlEntry& entry =
            document.sections.empty() ? document.entries.at(0) : document.sections[0].entries.at(0);
        EXPECT_EQ(entry.value, TomlValue()) << text;
    }
}

TEST(TomlText, NamesTheLineOfWhatIsNoToml) {
    EXPECT_THAT(toml_refusal("a = 1\nb = = 2\n"), HasSubstr("line 2: this is not TOML: "));
    EXPECT_THAT(toml_refusal("a = 1\na = 2\n"), HasSubstr("line 2: "));
}

TEST(TomlText, WhatTheParserTakesForGrantedIsRefusedToo) {
    for (const char* text :
         {"[=]", "[[\n", "a = [}", "a = [1,}", "[\xC3\xA4]", "a = {b=}", "a = [\v", "[s]\n[ .b]\n"}) {
        EXPECT_THAT(toml_refusal(text), HasSubstr("is not TOML")) << text;
    }
}

TEST(TomlText, LettersBeyondAsciiStandBetweenQuotationMarksAndInComments) {
    const TomlDocument document =
        toml_document("\xEF\xBB\xBF# \xC3\xA4\na = \"\\\"\xC3\xA4\" # \xC3\xA4\n'\xC3\xA4' = 1\n");
    ASSERT_EQ(document.entries.size(), 2U);
    EXPECT_EQ(document.entries[0].value, TomlValue("\"\xC3\xA4"));
    EXPECT_THAT(toml_refusal("a = 1\n\xC3\xA4 = 2\n"), HasSubstr("line 2: this is not TOML: outside"));
    EXPECT_THAT(toml_refusal("a = 1 \xC3\xA4"), HasSubstr("line 1: "));
    EXPECT_THAT(toml_refusal("a = '''\n''' \xC3\xA4'"), HasSubstr("line 1: "));
}

TEST(TomlText, AnyBytesAreReadOrRefused) {
    const std::string letters = "ab01.=[]{}\"'#,-+_ \t\n\r\\:eTZx\v\xC3\xA4\xFF\xEF\xBB\xBF" + std::string(1, '\0');
    std::mt19937_64 random(3);
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (std::uint64_t length = random() % 24; length > 0; --length) {
            text += letters[random() % letters.size()];
        }
        toml_refusal(text);
    }
}

}  // namespace
}  // namespace kossa
