#include "kossa/slide/content_hash.hpp"

#include <fmt/format.h>

#include <fstream>
#include <vector>

#include "kossa/core/error.hpp"

namespace kossa {

std::uint64_t fnv1a64(std::span<const char> bytes, std::uint64_t state) {
    constexpr std::uint64_t prime = 0x100000001b3U;
    for (const char byte : bytes) {
        state = (state ^ static_cast<unsigned char>(byte)) * prime;
    }
    return state;
}

std::string content_hash(const std::filesystem::path& path) {
    constexpr std::size_t piece_bytes = std::size_t{1} << 20;
    std::ifstream file(path, std::ios::binary);
    std::vector<char> piece(piece_bytes);
    std::uint64_t state = fnv1a64_start;
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        state = fnv1a64({piece.data(), static_cast<std::size_t>(file.gcount())}, state);
    }
    if (!file.eof()) {
        throw SlideError("unreadable", "the file could not be read to its end");
    }
    return fmt::format("fnv1a64-{:016x}", state);
}

}  // namespace kossa
