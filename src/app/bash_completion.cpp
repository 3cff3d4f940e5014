#include "bash_completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

#include "kossa/phantom/options.hpp"

namespace kossa::app {

namespace {

/// Words that the value of an option may be.
struct ValueWords {
    std::string_view command;
    std::string_view option;
    std::string words;
};

template <class Table>
std::string names_in(const Table& table) {
    std::string names;
    for (const auto& one : table) {
        names += (names.empty() ? "" : " ") + std::string(one.name);
    }
    return names;
}

std::vector<ValueWords> all_value_words() {
    const std::string stains = names_in(phantom::stain_names);
    return {{"score", "--stain", "auto " + stains},
            {"score", "--overlay-tiff=", "outlines labels both"},
            {"info", "--stain", "auto " + stains},
            {"stain estimate", "--stain", "auto " + stains},
            {"phantom", "--stain", stains},
            {"phantom", "--preset", names_in(phantom::preset_names)},
            {"phantom", "--confusers", names_in(phantom::confuser_names)}};
}

constexpr std::string_view script_begin = R"(# Completion of kossa for bash.

_kossa_paths() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$@" | sort -u)
}

_kossa_files() {  # word, pattern
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <({ compgen -f -X "!$2" -- "$1"; compgen -d -- "$1"; } | sort -u)
}

_kossa_words() {  # word, words
    mapfile -t COMPREPLY < <(compgen -W "$2" -- "$1")
}

)";

constexpr std::string_view take_words = R"(
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i
    if [[ $word == '=' ]]; then
        word=''
        before+='='
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}=
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ ${COMP_WORDS[i]} != -* ]]; then
            command+=${command:+ }${COMP_WORDS[i]}
            if [[ " $groups " != *" $command "* ]]; then
                break
            fi
        fi
    done
    COMPREPLY=()
)";

/// A command by all its words, such as "stain estimate".
struct NamedCommand {
    std::string name;
    const CommandText& text;
};

/// The commands of a command, and theirs.
std::vector<NamedCommand> all_commands(const CommandText& command, const std::string& before = "") {
    std::vector<NamedCommand> result;
    for (const CommandText& within : command.commands) {
        result.push_back({before + within.name, within});
        for (const NamedCommand& further : all_commands(within, before + within.name + " ")) {
            result.push_back(further);
        }
    }
    return result;
}

std::string complete_value(const std::string& command, const std::string& name, const std::string& value) {
    for (const ValueWords& known : all_value_words()) {
        if (known.command == command && known.option == name) {
            return fmt::format("_kossa_words \"$word\" '{}'", known.words);
        }
    }
    if (value == "DIR") {
        return "_kossa_paths -d -- \"$word\"";
    }
    if (value.starts_with("FILE.")) {
        return fmt::format("_kossa_files \"$word\" '*{}*'", value.substr(value.find('.')));
    }
    return value.starts_with("FILE") ? "_kossa_paths -f -- \"$word\"" : ":";
}

std::string value_cases(const CommandText& program) {
    std::string text = "    case \"$command $before\" in\n";
    for (const auto& [command, help] : all_commands(program)) {
        for (const OptionText& option : help.options) {
            const std::string& name = option.names.back();
            if (!option.value.empty()) {
                text += fmt::format("        '{0} {1}' | '{0} {1}=') {2}; return ;;\n", command, name,
                                    complete_value(command, name, option.value));
            }
        }
    }
    for (const ValueWords& known : all_value_words()) {
        if (known.option.ends_with('=')) {  // of an option that also stands without a value
            text += fmt::format("        '{} {}') _kossa_words \"$word\" '{}'; return ;;\n", known.command,
                                known.option, known.words);
        }
    }
    return text + "    esac\n";
}

std::string joined_names(const std::vector<CommandText>& commands) {
    std::string names;
    for (const CommandText& command : commands) {
        names += (names.empty() ? "" : " ") + command.name;
    }
    return names;
}

/// The commands that have commands of their own.
std::string groups_of(const CommandText& program) {
    std::string names;
    for (const auto& [command, help] : all_commands(program)) {
        names += help.commands.empty() ? "" : (names.empty() ? "" : " ") + command;
    }
    return names;
}

std::string option_words(const CommandText& command) {
    std::vector<std::string> words;
    for (const OptionText& option : command.options) {
        words.insert(words.end(), option.names.begin(), option.names.end());
    }
    return fmt::format("{}", fmt::join(words, " "));
}

/// What a command works on: its commands, or files.
std::string complete_argument(const CommandText& command) {
    if (!command.commands.empty()) {
        return fmt::format("_kossa_words \"$word\" '{}'", joined_names(command.commands));
    }
    if (command.arguments.empty()) {
        return ":";
    }
    const bool folder = command.arguments.front().names.front() == "RESULT" && command.arguments.size() == 1;
    return fmt::format("_kossa_paths {} -- \"$word\"", folder ? "-d" : "-f");
}

/// The options of a command after a dash, else what it works on.
std::string command_cases(const CommandText& program) {
    std::string text = "    case \"$command\" in\n";
    for (const auto& [command, help] : all_commands(program)) {
        text += fmt::format(
            "        '{}')\n            if [[ $word == -* ]]; then\n"
            "                _kossa_words \"$word\" '{}'\n            else\n                {}\n"
            "            fi\n            ;;\n",
            command, option_words(help), complete_argument(help));
    }
    return text + fmt::format("        '') _kossa_words \"$word\" '{} {}' ;;\n    esac\n",
                              joined_names(program.commands), option_words(program));
}

}  // namespace

std::string bash_completion(const CommandText& program) {
    return fmt::format("{}\n_kossa() {{\n    local groups='{}'{}{}{}}}\n\ncomplete -F _kossa kossa\n", script_begin,
                       groups_of(program), take_words, value_cases(program), command_cases(program));
}

}  // namespace kossa::app
