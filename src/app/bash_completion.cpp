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
            {"info", "--stain", "auto " + stains},
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

_kossa() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i
    if [[ $word == '=' ]]; then
        word=''
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ ${COMP_WORDS[i]} != -* ]]; then
            command=${COMP_WORDS[i]}
            break
        fi
    done
    COMPREPLY=()
)";

std::string complete_value(const CommandText& command, const std::string& name, const std::string& value) {
    for (const ValueWords& known : all_value_words()) {
        if (known.command == command.name && known.option == name) {
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
    for (const CommandText& command : program.commands) {
        for (const OptionText& option : command.options) {
            if (!option.value.empty()) {
                const std::string& name = option.names.back();
                text += fmt::format("        '{} {}') {}; return ;;\n", command.name, name,
                                    complete_value(command, name, option.value));
            }
        }
    }
    return text + "    esac\n";
}

std::string option_words(const CommandText& command) {
    std::vector<std::string> words;
    for (const OptionText& option : command.options) {
        words.insert(words.end(), option.names.begin(), option.names.end());
    }
    return fmt::format("{}", fmt::join(words, " "));
}

std::string argument_paths(const CommandText& command) {
    if (command.arguments.empty()) {
        return ":";
    }
    const bool folder = command.arguments.front().names.front() == "RESULT" && command.arguments.size() == 1;
    return fmt::format("_kossa_paths {} -- \"$word\"", folder ? "-d" : "-f");
}

/// The options of a command after a dash, else what it works on.
std::string command_cases(const CommandText& program) {
    std::vector<std::string> names;
    std::string text = "    case \"$command\" in\n";
    for (const CommandText& command : program.commands) {
        names.push_back(command.name);
        text += fmt::format(
            "        {})\n            if [[ $word == -* ]]; then\n"
            "                _kossa_words \"$word\" '{}'\n            else\n                {}\n"
            "            fi\n            ;;\n",
            command.name, option_words(command), argument_paths(command));
    }
    return text + fmt::format("        '') _kossa_words \"$word\" '{} {}' ;;\n    esac\n", fmt::join(names, " "),
                              option_words(program));
}

}  // namespace

std::string bash_completion(const CommandText& program) {
    return fmt::format("{}{}{}}}\n\ncomplete -F _kossa kossa\n", script_begin, value_cases(program),
                       command_cases(program));
}

}  // namespace kossa::app
