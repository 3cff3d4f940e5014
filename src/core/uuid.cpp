#include "kossa/core/uuid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstddef>

namespace kossa {

namespace {

constexpr std::size_t block_bytes = 64;
constexpr std::size_t length_bytes = 8;

/// Drawn once at random; never to change, or every identifier changes.
constexpr Uuid kossa_name_space{
    {0x24, 0x80, 0xf0, 0x45, 0x7c, 0xbe, 0x45, 0x36, 0x8c, 0x55, 0x3d, 0x9b, 0x7a, 0x58, 0xe2, 0xcc}};

using State = std::array<std::uint32_t, 5>;
using Schedule = std::array<std::uint32_t, 80>;

std::string padded(std::string_view message) {
    const std::uint64_t bit_count = std::uint64_t{message.size()} * 8;
    std::string result(message);
    result += '\x80';
    while ((result.size() + length_bytes) % block_bytes != 0) {
        result += '\0';
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
        result += static_cast<char>((bit_count >> shift) & 0xff);
    }
    return result;
}

std::uint32_t big_endian_word(std::string_view bytes) {
    std::uint32_t word = 0;
    for (const char byte : bytes.substr(0, 4)) {
        word = (word << 8) | static_cast<std::uint8_t>(byte);
    }
    return word;
}

Schedule schedule(std::string_view block) {
    Schedule words{};
    for (std::size_t t = 0; t < 16; ++t) {
        words[t] = big_endian_word(block.substr(4 * t, 4));
    }
    for (std::size_t t = 16; t < words.size(); ++t) {
        words[t] = std::rotl(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
    }
    return words;
}

std::uint32_t mixed(std::size_t t, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    switch (t / 20) {
        case 0:
            return ((b & c) | (~b & d)) + 0x5a827999U;
        case 1:
            return (b ^ c ^ d) + 0x6ed9eba1U;
        case 2:
            return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
        default:
            return (b ^ c ^ d) + 0xca62c1d6U;
    }
}

State compressed(const State& before, std::string_view block) {
    const Schedule words = schedule(block);
    auto [a, b, c, d, e] = before;
    for (std::size_t t = 0; t < words.size(); ++t) {
        const std::uint32_t next = std::rotl(a, 5) + mixed(t, b, c, d) + e + words[t];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    return {before[0] + a, before[1] + b, before[2] + c, before[3] + d, before[4] + e};
}

}  // namespace

std::array<std::uint8_t, 20> sha1(std::string_view message) {
    const std::string bytes = padded(message);
    State state{0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U};
    for (std::size_t at = 0; at < bytes.size(); at += block_bytes) {
        state = compressed(state, std::string_view(bytes).substr(at, block_bytes));
    }
    std::array<std::uint8_t, 20> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
    }
    return digest;
}

Uuid uuid_v5(const Uuid& name_space, std::string_view name) {
    std::string message(name_space.bytes.begin(), name_space.bytes.end());
    message += name;
    const auto digest = sha1(message);
    Uuid uuid;
    std::copy_n(digest.begin(), uuid.bytes.size(), uuid.bytes.begin());
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0f) | 0x50);
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3f) | 0x80);
    return uuid;
}

std::string text(const Uuid& uuid) {
    std::string result;
    for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
        const bool group_begins = i == 4 || i == 6 || i == 8 || i == 10;
        result += fmt::format("{}{:02x}", group_begins ? "-" : "", uuid.bytes[i]);
    }
    return result;
}

std::string uuid_v5(std::string_view name_space_seed, std::string_view name) {
    return text(uuid_v5(name_space_of(name_space_seed), name));
}

Uuid name_space_of(std::string_view seed) {
    return uuid_v5(kossa_name_space, seed);
}

}  // namespace kossa
