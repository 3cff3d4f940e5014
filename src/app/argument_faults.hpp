#pragma once

#include <optional>
#include <string>
#include <vector>

namespace kossa::app {

/// "the option --stian is not known; the nearest is --stain", or that a word is one too many.
std::string unknown_word(const std::string& word, const std::vector<std::string>& options);

/// "there is no command 'scroe'; the nearest is 'score'".
std::string unknown_command(const std::string& word, const std::vector<std::string>& commands,
                            const std::vector<std::string>& options);

/// How many values an option takes, in kossa's words; CLI11 says "--out: 1 required DIR missing".
std::string mismatch_sentence(const std::string& cli11);

/// The first "--json=" before two dashes alone; CLI11 takes it for "--json".
std::optional<std::string> word_without_value(const std::vector<std::string>& arguments);

}  // namespace kossa::app
