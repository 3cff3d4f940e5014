#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

/// The next line of a help goes on with the text of an option whose name is too long for its column.
bool explained(const Words& lines, std::size_t option) {
    constexpr std::size_t column = 28;
    const auto has_text = [&](std::size_t i) { return i < lines.size() && lines[i].find_last_not_of(' ') > column; };
    return has_text(option) || (has_text(option + 1) && lines[option + 1].starts_with(std::string(column, ' ')));
}

TEST(CommandOptions, AreAllExplained) {
    for (const Words& command : {Words{"score"}, Words{"rescore"}, Words{"collect"}, Words{"info"}, Words{"phantom"},
                                 Words{"evaluate"}, Words{"stain", "estimate"}, Words{"stain", "export"}}) {
        Words words = command;
        words.push_back("--help");
        const Words lines = lines_of(run_kossa(words).out);
        std::size_t options = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].starts_with("  -")) {
                EXPECT_TRUE(explained(lines, i)) << lines[i];
                ++options;
            }
        }
        EXPECT_GE(options, 2U) << command.front();
    }
}

TEST(CommandOptions, TheUsageSaysWhatIsAskedForAndHowManyOfIt) {
    const auto usage = [](const std::string& command) { return lines_of(run_kossa({command, "--help"}).out).at(1); };
    EXPECT_EQ(usage("score"), "Usage: kossa score [OPTIONS] SLIDE...");
    EXPECT_EQ(usage("rescore"), "Usage: kossa rescore [OPTIONS] RESULT");
    EXPECT_EQ(usage("evaluate"), "Usage: kossa evaluate [OPTIONS] RESULT TRUTH");
    EXPECT_EQ(usage("phantom"), "Usage: kossa phantom [OPTIONS]");
}

}  // namespace
}  // namespace kossa
