#include "kossa/report/base64.hpp"

#include <array>
#include <cstdint>

#include "kossa/core/error.hpp"

namespace kossa::report {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t group_bytes = 3;
constexpr std::size_t group_letters = 4;
constexpr char padding = '=';

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
    return i < bytes.size() ? static_cast<std::uint8_t>(bytes[i]) : 0U;
}

constexpr std::uint8_t no_letter = 255;

/// By the byte of a letter.
constexpr std::array<std::uint8_t, 256> values = [] {
    std::array<std::uint8_t, 256> by_letter{};
    by_letter.fill(no_letter);
    for (std::size_t i = 0; i < letters.size(); ++i) {
        by_letter.at(static_cast<std::uint8_t>(letters[i])) = static_cast<std::uint8_t>(i);
    }
    return by_letter;
}();

std::uint32_t value_of(char letter) {
    const std::uint8_t value = values[static_cast<std::uint8_t>(letter)];
    if (value == no_letter) {
        throw SlideError("corrupt", "a stored picture is damaged; score the slide anew");
    }
    return value;
}

}  // namespace

std::string base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() / group_bytes + 1) * group_letters);
    for (std::size_t i = 0; i < bytes.size(); i += group_bytes) {
        const std::uint32_t group = byte_at(bytes, i) << 16U | byte_at(bytes, i + 1) << 8U | byte_at(bytes, i + 2);
        const std::size_t left = std::min(group_bytes, bytes.size() - i);
        for (std::size_t k = 0; k < group_letters; ++k) {
            text += k <= left ? letters[group >> (18U - 6U * k) & 0x3fU] : padding;
        }
    }
    return text;
}

std::string base64_bytes(std::string_view text) {
    if (text.size() % group_letters != 0) {
        value_of(padding);
    }
    const std::size_t end = std::min(text.find(padding), text.size());
    if (text.size() - end >= group_bytes || text.find_first_not_of(padding, end) != std::string_view::npos) {
        value_of(padding);
    }
    std::string bytes;
    bytes.reserve(text.size() / group_letters * group_bytes);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < end; ++i) {
        bits = bits << 6U | value_of(text[i]);
        if (i % group_letters != 0) {
            const auto kept = 6U - 2U * static_cast<std::uint32_t>(i % group_letters);
            bytes += static_cast<char>(bits >> kept & 0xffU);
        }
    }
    return bytes;
}

}  // namespace kossa::report
