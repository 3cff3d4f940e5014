#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace kossa {

/// The bytes of a file. Throws UsageError that begins with its path when it cannot be read, is no plain file (a device
/// or a pipe could be without end, or never begin), or is larger than `most_bytes`.
std::string read_bounded(const std::filesystem::path& file, std::uintmax_t most_bytes);

}  // namespace kossa
