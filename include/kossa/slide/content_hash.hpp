#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace kossa {

/// FNV-1a, 64 bits (Fowler, Noll, Vo 1991). Tells files apart, does not protect against forgery.
/// `state` continues a hash over several parts.
std::uint64_t fnv1a64(std::span<const char> bytes, std::uint64_t state);
/// The state before the first byte.
inline constexpr std::uint64_t fnv1a64_start = 0xcbf29ce484222325U;

/// "fnv1a64-" and 16 hexadecimal digits, over all bytes of the file. Reads the whole file in pieces.
/// Throws SlideError "unreadable".
std::string content_hash(const std::filesystem::path& path);

}  // namespace kossa
