#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kossa {

/// The text in the bytes of a JSON file, without a UTF-8 byte order mark; what is packed with gzip is unpacked. Throws
/// UsageError that names the file when it is a damaged gzip file, unpacks to more than `most_bytes`, or is UTF-16.
std::string json_text(std::string bytes, const std::filesystem::path& file, std::uintmax_t most_bytes);

/// The text of a JSON file: read_bounded and json_text.
std::string read_json_text(const std::filesystem::path& file, std::uintmax_t most_bytes);

/// The text of a JSON file of kossa's own; nothing, which is no JSON, where objects and lists stand within each other
/// more than 64 levels deep. kossa writes nothing like it, and to copy or print it would take as many calls within
/// calls.
std::string_view shallow_json(std::string_view text);

/// NaN, Infinity and -Infinity outside of strings, which some programs write and JSON does not know, replaced by
/// strings of blanks. Every other byte stays, and stays where it is.
std::string with_undefined_numbers_quoted(std::string text);

/// Where a byte stands for a reader of the text, both from 1: "line 3, column 14". Columns count bytes.
std::string place_of(std::string_view text, std::size_t byte);

}  // namespace kossa
