#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kossa {

/// What a key of a TOML file holds, as far as kossa's own files go: a number, a text, or a list of numbers; anything
/// else is monostate.
using TomlValue = std::variant<std::monostate, double, std::string, std::vector<double>>;

struct TomlEntry {
    std::string key;
    TomlValue value;
    std::size_t line = 0;  ///< from 1
};

struct TomlSection {
    std::string name;
    std::size_t line = 0;
    std::vector<TomlEntry> entries;
};

/// A TOML file of two storeys. What stands deeper is monostate.
struct TomlDocument {
    std::vector<TomlEntry> entries;  ///< outside of sections
    std::vector<TomlSection> sections;
};

/// The only way TOML is read; without texts of several lines. Throws UsageError, to be put behind the name of the file,
/// and nothing else whatever the text: "line 3: this is not TOML: ...", or "is not TOML: ..." where the parser does not
/// know the line.
TomlDocument toml_document(std::string_view text);

/// --print-config writes under ten kilobytes; a hundred times that leaves room for any comments.
inline constexpr std::uintmax_t largest_toml_file = std::uintmax_t{1} << 20U;

/// The same of a file that people write by hand, of at most largest_toml_file bytes. Throws UsageError that names the
/// file, behind `what` it is, such as "the case file", where it cannot be read.
TomlDocument toml_file(const std::filesystem::path& file, std::string_view what);

}  // namespace kossa
