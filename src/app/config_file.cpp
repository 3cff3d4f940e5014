#include "config_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "kossa/analysis/stain_profile_file.hpp"
#include "kossa/analysis/toml_text.hpp"
#include "kossa/core/error.hpp"
#include "suggestion.hpp"

namespace kossa::app {

namespace {

/// Where in which file something stands.
struct Place {
    std::string file;
    std::size_t line;
};

[[noreturn]] void refuse(const Place& place, std::string_view sentence) {
    throw UsageError(fmt::format("{} line {}: {}; kossa score --print-config shows what there is", place.file,
                                 place.line, sentence));
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

[[noreturn]] void refuse_outside(const TomlEntry& entry, const std::vector<Parameter>& table, const std::string& file) {
    const std::vector<std::string> sections = all(table, section_of);
    const bool known = std::find(sections.begin(), sections.end(), entry.key) != sections.end();
    const std::string name = nearest(entry.key, all(table, known ? key_of : name_of));
    const auto nearest_one = std::ranges::find_if(
        table, [&](const Parameter& parameter) { return key_of(parameter) == name || name_of(parameter) == name; });
    refuse({file, entry.line},
           fmt::format("{} stands outside a section; the nearest parameter is {}, which stands below [{}]", entry.key,
                       key_of(*nearest_one), section_of(*nearest_one)));
}

void require_known(const TomlSection& section, const std::vector<Parameter>& table, const std::string& file) {
    const std::vector<std::string> sections = all(table, section_of);
    if (std::find(sections.begin(), sections.end(), section.name) == sections.end()) {
        refuse({file, section.line}, fmt::format("there is no section [{}]; the nearest name is [{}]", section.name,
                                                 nearest(section.name, sections)));
    }
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

double number_of(const TomlValue& value, const std::string& key, const Place& place) {
    const double* number = std::get_if<double>(&value);
    if (number == nullptr) {
        refuse(place, fmt::format("{} must be a number", key));
    }
    return *number;
}

/// A path in the configuration counts from the configuration's own folder.
StainProfile profile_named(const TomlValue& value, const std::filesystem::path& config, const Place& place) {
    const std::string* file = std::get_if<std::string>(&value);
    if (file == nullptr || file->empty()) {
        refuse(place, fmt::format("{} must be the name of a file in quotation marks", stain_profile_key));
    }
    try {
        return read_stain_profile(config.parent_path() / *file);
    } catch (const UsageError& error) {
        throw UsageError(fmt::format("{} line {}: {}", place.file, place.line, error.what()));
    }
}

void set(AnalysisOptions& options, const Parameter& parameter, const TomlValue& value, const Place& place) {
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
    const TomlDocument document = toml_file(path, "the configuration file");
    const std::vector<Parameter> table = parameter_table();
    if (!document.entries.empty()) {
        refuse_outside(document.entries.front(), table, file);
    }
    AnalysisOptions options;
    for (const TomlSection& section : document.sections) {
        require_known(section, table, file);
        for (const TomlEntry& entry : section.entries) {
            const Place place{file, entry.line};
            const std::string full = fmt::format("{}.{}", section.name, entry.key);
            if (full == stain_profile_key) {
                options.stain_profile = profile_named(entry.value, path, place);
            } else {
                set(options, known_parameter(full, table, place), entry.value, place);
            }
        }
    }
    require_agreement(options, file);
    return options;
}

}  // namespace kossa::app
