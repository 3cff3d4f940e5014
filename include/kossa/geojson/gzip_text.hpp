#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kossa {

/// Whether the bytes begin as a gzip file does (RFC 1952), whatever its name.
bool is_gzip(std::string_view bytes);

/// What the gzip file `file`, of which these are the bytes, holds: one member, or several one after the other. Never
/// takes more than about twice `most_bytes` of memory, however much the file unpacks to. Throws UsageError that names
/// the file when it is damaged, breaks off, or unpacks to more than `most_bytes`.
std::string unpacked(std::string_view bytes, const std::filesystem::path& file, std::uintmax_t most_bytes);

}  // namespace kossa
