#include "kossa/analysis/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "kossa/core/bounded_file.hpp"
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

constexpr std::string_view toml_byte_order_mark = "\xEF\xBB\xBF";

/// Follows quotation marks and comments letter by letter.
class TomlLetters {
  public:
    /// Whether the letter at `at` may stand there; to be asked of one after the other.
    bool allow(std::string_view text, std::size_t at) {
        const char c = text[at];
        if (c == '\n') {
            *this = {};
        } else if (in_comment_ || escaped_) {
            escaped_ = false;
        } else if (quote_ != none) {
            escaped_ = c == '\\' && quote_ == '"';
            quote_ = c == quote_ ? none : quote_;
        } else if (c == '"' || c == '\'') {
            quote_ = c;
            return text.substr(at, 3) != std::string(3, c);  // which would begin a text of several lines
        } else {
            in_comment_ = c == '#';
            return static_cast<unsigned char>(c) <= largest_ascii;
        }
        return true;
    }

  private:
    static constexpr char none = '\0';
    static constexpr unsigned char largest_ascii = 0x7F;
    char quote_ = none;
    bool in_comment_ = false;
    bool escaped_ = false;
};

/// Beyond ASCII toml++ 3.3 is undefined outside of quotation marks. A text of several lines would make it hard to say
/// what is outside, and no file of kossa has one.
void require_plain_letters(std::string_view text) {
    text.remove_prefix(text.starts_with(toml_byte_order_mark) ? toml_byte_order_mark.size() : 0);
    TomlLetters letters;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!letters.allow(text, at)) {
            const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
            throw UsageError(
                fmt::format("line {}: this is not TOML: outside of quotation marks and comments only ASCII "
                            "may stand, and between quotation marks one line",
                            line));
        }
    }
}

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
    require_plain_letters(text);
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

TomlDocument toml_file(const std::filesystem::path& file, std::string_view what) {
    std::string text;
    try {
        text = read_bounded(file, largest_toml_file);
        require_utf8(text, file);
    } catch (const UsageError& error) {
        throw UsageError(fmt::format("{} {}", what, error.what()));
    }
    try {
        return toml_document(text);
    } catch (const UsageError& error) {
        throw UsageError(fmt::format("{} {}", file.string(), error.what()));
    }
}

}  // namespace kossa
