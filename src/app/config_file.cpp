#include "config_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "kossa/core/error.hpp"
#include "small_file.hpp"
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

toml::table parse(const std::filesystem::path& path) {
    try {
        return toml::parse(small_file(path, "the configuration file"), path.string());
    } catch (const toml::parse_error& error) {
        throw UsageError(fmt::format("{} line {}: this is not TOML: {}", path.string(), error.source().begin.line,
                                     error.description()));
    }
}

std::string section_of(const Parameter& parameter) {
    return parameter.key.substr(0, parameter.key.find('.'));
}

std::string name_of(const Parameter& parameter) {
    return parameter.key.substr(parameter.key.find('.') + 1);
}

std::string key_of(const Parameter& parameter) {
    return parameter.key;
}

std::vector<std::string> all(const std::vector<Parameter>& table, std::string (*part)(const Parameter&)) {
    std::vector<std::string> parts;
    std::transform(table.begin(), table.end(), std::back_inserter(parts), part);
    return parts;
}

const toml::table& known_section(const std::string& name, const toml::node& content,
                                 const std::vector<Parameter>& table, const Place& place) {
    const std::vector<std::string> sections = all(table, section_of);
    const bool known = std::find(sections.begin(), sections.end(), name) != sections.end();
    if (!known && content.is_table()) {
        refuse(place, fmt::format("there is no section [{}]; the nearest name is [{}]", name, nearest(name, sections)));
    }
    if (!content.is_table()) {
        refuse(place, fmt::format("{} stands outside a section; the nearest name of a parameter is {}", name,
                                  nearest(name, all(table, known ? key_of : name_of))));
    }
    return *content.as_table();
}

const Parameter& known_parameter(const std::string& key, const std::vector<Parameter>& table, const Place& place) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&key](const Parameter& parameter) { return parameter.key == key; });
    if (found == table.end()) {
        refuse(place,
               fmt::format("there is no parameter {}; the nearest name is {}", key, nearest(key, all(table, key_of))));
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

void set(AnalysisOptions& options, const Parameter& parameter, const toml::node& value, const Place& place) {
    const double number = number_of(value, parameter.key, place);
    try {
        parameter.set(options, number);
    } catch (const UsageError& error) {
        refuse(place, error.what());
    }
}

void require_agreement(const AnalysisOptions& options, const std::string& file) {
    try {
        validate(options);
    } catch (const UsageError& error) {
        throw UsageError(fmt::format("{}: {}", file, error.what()));
    }
}

}  // namespace

AnalysisOptions read_config(const std::filesystem::path& path) {
    const std::string file = path.string();
    const toml::table document = parse(path);
    const std::vector<Parameter> table = parameter_table();
    AnalysisOptions options;
    for (const auto& [section, content] : document) {
        const std::string name(section);
        for (const auto& [key, value] : known_section(name, content, table, {file, content.source().begin.line})) {
            const Place place{file, value.source().begin.line};
            const std::string full = fmt::format("{}.{}", name, std::string_view(key));
            set(options, known_parameter(full, table, place), value, place);
        }
    }
    require_agreement(options, file);
    return options;
}

}  // namespace kossa::app
