#include "config_text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "config_file.hpp"
#include "kossa/analysis/score.hpp"

namespace kossa::app {

namespace {

/// TOML tells 2 from 2.0.
std::string value_text(const Parameter& parameter, double value) {
    std::string text = fmt::format("{}", value);
    const bool looks_whole = text.find_first_of(".e") == std::string::npos;
    return parameter.real && looks_whole ? text + ".0" : text;
}

/// "um, 0.1 to 2" or "px, 16 to 16384, whole".
std::string range_text(const Parameter& parameter) {
    return fmt::format("{}{}{} to {}{}", parameter.unit, parameter.unit.empty() ? "" : ", ", parameter.least,
                       parameter.most, parameter.whole ? ", whole" : "");
}

std::string parameter_text(const Parameter& parameter, std::string_view name, double value) {
    return fmt::format("\n# {} ({})\n{} = {}\n", parameter.meaning, range_text(parameter), name,
                       value_text(parameter, value));
}

/// Text as TOML writes it; JSON writes it the same way.
std::string quoted_text(const std::string& text) {
    constexpr int on_one_line = -1;
    return nlohmann::json(text).dump(on_one_line, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The one choice that is no number, commented out where there is none. The printed file may go to any folder.
std::string stain_profile_text(const std::optional<StainProfile>& profile) {
    return fmt::format(
        "\n# A stain profile, as kossa stain estimate prints it, to use in place of estimating (a file)\n"
        "{}profile = {}\n",
        profile ? "" : "# ", quoted_text(profile ? std::filesystem::absolute(profile->file).string() : "stain.toml"));
}

}  // namespace

std::string config_text(const AnalysisOptions& options) {
    std::string text = fmt::format(
        "# Every parameter of kossa {}, each with its meaning and (unit, range). Change what you need, delete the "
        "rest\n"
        "# if you like, and use the file with: kossa score SLIDE... --out DIR --config FILE.toml\n",
        version());
    std::string section;
    for (const Parameter& parameter : parameter_table()) {
        const std::size_t dot = parameter.key.find('.');
        if (parameter.key.substr(0, dot) != section) {
            section = parameter.key.substr(0, dot);
            text += fmt::format("\n[{}]\n", section);
            text += stain_profile_key.starts_with(section + ".") ? stain_profile_text(options.stain_profile) : "";
        }
        text += parameter_text(parameter, parameter.key.substr(dot + 1), parameter.value(options));
    }
    return text;
}

}  // namespace kossa::app
