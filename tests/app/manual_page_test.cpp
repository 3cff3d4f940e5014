#include <gmock/gmock.h>

#include <cctype>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Every word of the help of a command that begins as an option does.
Words options_in_help(const std::string& command) {
    const std::string help = run_kossa({command, "--help"}).out;
    Words options;
    for (std::size_t at = help.find("\n  --"); at != std::string::npos; at = help.find("\n  --", at + 1)) {
        const std::size_t begin = at + 3;
        options.push_back(help.substr(begin, help.find_first_of(" ,\n", begin) - begin));
    }
    return options;
}

/// The names that the general help lists.
Words commands_in_help() {
    const std::string help = run_kossa({"--help"}).out;
    Words commands;
    for (const std::string& line : lines_of(help.substr(help.find("Subcommands:")))) {
        if (line.size() > 2 && line.starts_with("  ") && std::islower(static_cast<unsigned char>(line[2])) != 0) {
            commands.push_back(line.substr(2, line.find(' ', 2) - 2));
        }
        if (line.empty()) {
            break;
        }
    }
    return commands;
}

/// As the formatter shows it, but for its fonts.
std::string without_fonts(std::string roff) {
    for (const auto& [from, to] : {std::pair<std::string, std::string>("\\-", "-"),
                                   {"\\fB", ""},
                                   {"\\fI", ""},
                                   {"\\fR", ""},
                                   {"\\&", ""},
                                   {"\\e", "\\"}}) {
        for (std::size_t at = roff.find(from); at != std::string::npos; at = roff.find(from, at + to.size())) {
            roff.replace(at, from.size(), to);
        }
    }
    return roff;
}

TEST(ManualPage, OfEveryCommandNamesEveryOptionOfItsHelp) {
    const Words commands = commands_in_help();
    ASSERT_THAT(commands, ::testing::IsSupersetOf({"score", "rescore", "info", "phantom", "evaluate"}));
    for (const std::string& command : commands) {
        const Answer page = run_kossa({"--man", command});
        ASSERT_EQ(page.status, 0) << page.err;
        const Words options = options_in_help(command);
        for (const std::string& option : options) {
            EXPECT_THAT(without_fonts(page.out), HasSubstr("\n.TP\n" + option)) << command;
        }
        EXPECT_THAT(page.out, StartsWith(".TH KOSSA\\-"));
        EXPECT_THAT(page.out, HasSubstr("\n.SH EXIT STATUS\n"));
        EXPECT_THAT(page.out, HasSubstr("\n.SH EXAMPLES\n"));
    }
    EXPECT_GE(options_in_help("score").size(), 8U);
}

TEST(ManualPage, HoldsTheCommandsOfACommandWithTheirOptions) {
    const std::string page = without_fonts(run_kossa({"--man", "stain"}).out);
    EXPECT_THAT(page, HasSubstr("\n.SS kossa stain estimate\nPrint the stain vectors"));
    EXPECT_THAT(page, HasSubstr("\n.TP\n--threads N\n"));
    EXPECT_THAT(page, HasSubstr("\n.SS kossa stain export\n"));
    EXPECT_THAT(page, HasSubstr("\n.TP\n--qupath"));
}

TEST(ManualPage, OfTheProgramLeadsToThoseOfItsCommands) {
    const std::string page = without_fonts(run_kossa({"--man", "kossa"}).out);
    for (const std::string& command : commands_in_help()) {
        EXPECT_THAT(page, HasSubstr("\n.TP\nkossa " + command + "\n"));
        EXPECT_THAT(page, HasSubstr("\n.BR kossa-" + command + " (1)"));
    }
    EXPECT_THAT(page, HasSubstr("--version"));
    EXPECT_THAT(page, HasSubstr("research use only"));
}

TEST(ManualPage, SaysNothingOfWhatTheHelpHides) {
    EXPECT_THAT(without_fonts(run_kossa({"--man", "kossa"}).out), Not(HasSubstr("--completion")));
}

TEST(ManualPage, OfAnUnknownCommandIsRefusedWithTheNearest) {
    const Answer answer = run_kossa({"--man", "scor"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_EQ(answer.err, "kossa: there is no manual page 'scor'; the nearest is 'score'; see kossa --help\n");
}

TEST(ManualPage, LeavesNoCharacterThatSteersTheFormatter) {
    for (const std::string& command : commands_in_help()) {
        for (const std::string& line : lines_of(run_kossa({"--man", command}).out)) {
            EXPECT_THAT(line, Not(StartsWith("'")));
            EXPECT_TRUE(line.empty() || line[0] != '.' || std::isalpha(static_cast<unsigned char>(line[1])) != 0)
                << line;
        }
    }
}

}  // namespace
}  // namespace kossa
