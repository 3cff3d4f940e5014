#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kossa {

/// The text of a JSON file, without a UTF-8 byte order mark; a file packed with gzip is unpacked. Throws UsageError
/// that names the file when it cannot be read, is no plain file, is a damaged gzip file, or is larger than
/// `most_bytes`, packed or unpacked.
std::string read_json_text(const std::filesystem::path& file, std::uintmax_t most_bytes);

/// NaN, Infinity and -Infinity outside of strings, which some programs write and JSON does not know, replaced by
/// strings of blanks. Every other byte stays, and stays where it is.
std::string with_undefined_numbers_quoted(std::string text);

/// Where a byte stands for a reader of the text, both from 1: "line 3, column 14". Columns count bytes.
std::string place_of(std::string_view text, std::size_t byte);

}  // namespace kossa
