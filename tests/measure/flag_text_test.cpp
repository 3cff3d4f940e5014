#include "kossa/measure/flag_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <vector>

namespace kossa {
namespace {

/// The codes in the table of flags of the documentation, in its order.
std::vector<std::string> documented_flags() {
    std::ifstream file(KOSSA_FIXTURES "/../docs/results.md");
    std::vector<std::string> flags;
    bool in_section = false;
    for (std::string line; std::getline(file, line);) {
        in_section = line.starts_with("## ") ? line == "## Flags" : in_section;
        if (in_section && line.starts_with("| `")) {
            flags.push_back(line.substr(3, line.find('`', 3) - 3));
        }
    }
    return flags;
}

TEST(FlagText, EveryDocumentedFlagHasItsWords) {
    std::vector<std::string> listed;
    std::transform(flag_texts.begin(), flag_texts.end(), std::back_inserter(listed),
                   [](const FlagText& text) { return std::string(text.flag); });
    EXPECT_THAT(listed, testing::ElementsAreArray(documented_flags()));
}

TEST(FlagText, WordsAreShortAndPlain) {
    for (const FlagText& text : flag_texts) {
        EXPECT_LE(text.words.size(), 60U) << text.flag;
        EXPECT_TRUE(std::all_of(text.words.begin(), text.words.end(), [](char c) { return c >= ' ' && c <= '~'; }))
            << text.flag;
        EXPECT_EQ(text.words.find('-'), std::string_view::npos) << text.flag;
    }
}

TEST(FlagText, GivesTheWordsOfAFlag) {
    EXPECT_EQ(flag_text("depth-unassessable"), "no depth: no epidermis found; it can be outlined");
}

TEST(FlagText, GivesTheCodeOfAnUnknownFlagWithoutHyphens) {
    EXPECT_EQ(flag_text("something-new-and-odd"), "something new and odd");
}

}  // namespace
}  // namespace kossa
