#include "config_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
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

/// --print-config writes under ten kilobytes; a hundred times that leaves room for any comments.
constexpr std::size_t largest_config_bytes = std::size_t{1} << 20U;

[[noreturn]] void refuse_file(const std::filesystem::path& path, const std::string& reason) {
    throw UsageError(fmt::format("the configuration file {} cannot be read: {}", path.string(), reason));
}

/// A device or a pipe could be without end, or never begin.
void require_plain_file(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (error) {
        refuse_file(path, error.message());
    }
    if (!std::filesystem::is_regular_file(status)) {
        refuse_file(path, std::filesystem::is_directory(status) ? "it is a folder" : "it is no plain file");
    }
}

std::string text_of(const std::filesystem::path& path) {
    require_plain_file(path);
    std::ifstream file(path, std::ios::binary);
    std::string text(largest_config_bytes + 1, '\0');
    if (!file || (!file.read(text.data(), static_cast<std::streamsize>(text.size())) && !file.eof())) {
        refuse_file(path, std::generic_category().message(errno));
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > largest_config_bytes) {
        refuse_file(path, fmt::format("it has more than {} bytes", largest_config_bytes));
    }
    return text;
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
