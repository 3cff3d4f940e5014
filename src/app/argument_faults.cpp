#include "argument_faults.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suggestion.hpp"

namespace kossa::app {

std::string unknown_word(const std::string& word, const std::vector<std::string>& options) {
    if (!word.starts_with('-')) {
        return fmt::format("'{}' is one argument too many", word);
    }
    const std::string given = word.substr(0, word.find('='));
    if (!given.starts_with("--")) {
        return fmt::format("the option {} is not known", given);
    }
    return fmt::format("the option {} is not known; the nearest is {}", given, nearest(given, options));
}

std::string unknown_command(const std::string& word, const std::vector<std::string>& commands,
                            const std::vector<std::string>& options) {
    return word.starts_with('-')
               ? unknown_word(word, options)
               : fmt::format("there is no command '{}'; the nearest is '{}'", word, nearest(word, commands));
}

std::string mismatch_sentence(const std::string& cli11) {
    if (cli11.find("flag override") != std::string::npos) {
        return fmt::format("--{} takes no value", cli11.substr(0, cli11.find(' ')));
    }
    const std::string option = cli11.substr(0, cli11.find(':'));
    return cli11.ends_with("missing") ? option + " needs a value" : option + " may be given only once";
}

std::optional<std::string> word_without_value(const std::vector<std::string>& arguments) {
    const auto options_end = std::ranges::find(arguments, "--");
    const auto found = std::find_if(arguments.begin(), options_end, [](const std::string& word) {
        return word.starts_with("--") && word.find('=') == word.size() - 1;
    });
    return found == options_end ? std::nullopt : std::optional(*found);
}

}  // namespace kossa::app
