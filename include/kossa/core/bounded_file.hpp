#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kossa {

/// The bytes of a file. Throws UsageError that begins with its path when it cannot be read, is no plain file (a device
/// or a pipe could be without end, or never begin), or is larger than `most_bytes`.
std::string read_bounded(const std::filesystem::path& file, std::uintmax_t most_bytes);

/// Throws UsageError that begins with the path where text begins with the byte order mark of UTF-16, as some editors
/// save it: kossa reads UTF-8.
void require_utf8(std::string_view text, const std::filesystem::path& file);

}  // namespace kossa
