#pragma once

#include <cstddef>
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

}  // namespace kossa
