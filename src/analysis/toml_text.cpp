#include "kossa/analysis/toml_text.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {

/// What the parser takes for granted and is not so. toml++ 3.3 promises itself that a table's name and a list's item
/// have begun, and on "[=]" or "a = [}" would end the program, or in a release go on as if.
[[noreturn]] void toml_promise_broken() {
    throw UsageError("is not TOML: behind a bracket a name or a value is missing");
}

}  // namespace

}  // namespace kossa

#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(promise) ((promise) ? static_cast<void>(0) : kossa::toml_promise_broken())
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace kossa {

namespace {

std::size_t line_of(const toml::node& node) {
    return node.source().begin.line;
}

std::optional<std::vector<double>> toml_numbers(const toml::array& list) {
    std::vector<double> numbers;
    for (const toml::node& node : list) {
        const std::optional<double> number = node.is_number() ? node.value<double>() : std::nullopt;
        if (!number) {
            return std::nullopt;
        }
        numbers.push_back(*number);
    }
    return numbers;
}

TomlValue toml_value(const toml::node& node) {
    if (node.is_number()) {
        const std::optional<double> number = node.value<double>();
        return number ? TomlValue(*number) : TomlValue();  // none for whole numbers that no double holds
    }
    if (node.is_string()) {
        return node.value<std::string>().value_or("");
    }
    if (const toml::array* list = node.as_array()) {
        std::optional<std::vector<double>> numbers = toml_numbers(*list);
        return numbers ? TomlValue(std::move(*numbers)) : TomlValue();
    }
    return {};
}

TomlSection toml_section(const std::string& name, const toml::table& table) {
    TomlSection section{name, line_of(table), {}};
    for (const auto& [key, node] : table) {
        section.entries.push_back({std::string(key), toml_value(node), line_of(node)});
    }
    return section;
}

}  // namespace

TomlDocument toml_document(std::string_view text) {
    TomlDocument document;
    try {
        for (const auto& [key, node] : toml::parse(text)) {
            if (const toml::table* table = node.as_table()) {
                document.sections.push_back(toml_section(std::string(key), *table));
            } else {
                document.entries.push_back({std::string(key), toml_value(node), line_of(node)});
            }
        }
    } catch (const toml::parse_error& error) {
        throw UsageError(fmt::format("line {}: this is not TOML: {}", error.source().begin.line, error.description()));
    }
    return document;
}

}  // namespace kossa
