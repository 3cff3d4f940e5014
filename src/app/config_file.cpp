#include "config_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "kossa/core/error.hpp"
#include "suggestion.hpp"

namespace kossa::app {

namespace {

/// Where in which file something stands.
struct Place {
    std::string file;
    toml::source_index line;
};

[[noreturn]] void refuse(const Place& place, std::string_view sentence) {
    throw UsageError(fmt::format("{} line {}: {}; kossa score --print-config shows what there is", place.file,
                                 place.line, sentence));
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (std::filesystem::is_directory(path) || !file || !(text << file.rdbuf() || file.peek() == EOF)) {
        throw UsageError(fmt::format(
            "the configuration file {} cannot be read: {}", path.string(),
            std::filesystem::is_directory(path) ? "it is a folder" : std::generic_category().message(errno)));
    }
    return text.str();
}

toml::table parse(const std::filesystem::path& path) {
    try {
        return toml::parse(text_of(path), path.string());
    } catch (const toml::parse_error& error) {
        throw UsageError(fmt::format("{} line {}: this is not TOML: {}", path.string(), error.source().begin.line,
                                     error.description()));
    }
}

std::string section_of(const Parameter& parameter) {
    return parameter.key.substr(0, parameter.key.find('.'));
}

void require_section(const std::string& section, const std::vector<Parameter>& table, const Place& place) {
    std::vector<std::string> known;
    std::transform(table.begin(), table.end(), std::back_inserter(known), section_of);
    if (std::find(known.begin(), known.end(), section) == known.end()) {
        refuse(place,
               fmt::format("there is no section [{}]; the nearest name is [{}]", section, nearest(section, known)));
    }
}

const Parameter& known_parameter(const std::string& key, const std::vector<Parameter>& table, const Place& place) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&key](const Parameter& parameter) { return parameter.key == key; });
    if (found == table.end()) {
        std::vector<std::string> known;
        std::transform(table.begin(), table.end(), std::back_inserter(known),
                       [](const Parameter& parameter) { return parameter.key; });
        refuse(place, fmt::format("there is no parameter {}; the nearest name is {}", key, nearest(key, known)));
    }
    return *found;
}

double number_of(const toml::node& node, const std::string& key, const Place& place) {
    const auto number = node.is_number() ? node.value<double>() : std::nullopt;
    if (!number) {
        refuse(place, fmt::format("{} must be a number", key));
    }
    return *number;
}

}  // namespace

AnalysisOptions read_config(const std::filesystem::path& path) {
    const toml::table document = parse(path);
    const std::vector<Parameter> table = parameter_table();
    AnalysisOptions options;
    for (const auto& [section, content] : document) {
        const Place place{path.string(), content.source().begin.line};
        require_section(std::string(section), table, place);
        if (!content.is_table()) {
            refuse(place, fmt::format("{} is a section and holds no value itself", std::string_view(section)));
        }
        for (const auto& [name, value] : *content.as_table()) {
            const Place here{path.string(), value.source().begin.line};
            const std::string key = fmt::format("{}.{}", std::string_view(section), std::string_view(name));
            const Parameter& parameter = known_parameter(key, table, here);
            const double number = number_of(value, key, here);
            try {
                parameter.set(options, number);
            } catch (const UsageError& error) {
                refuse(here, error.what());
            }
        }
    }
    try {
        validate(options);
    } catch (const UsageError& error) {
        throw UsageError(fmt::format("{}: {}", path.string(), error.what()));
    }
    return options;
}

}  // namespace kossa::app
