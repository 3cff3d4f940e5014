#include "kossa/core/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "kossa/core/utf8.hpp"

namespace kossa {

namespace {

/// A range of code points, both ends included.
struct CodePoints {
    std::uint32_t first;
    std::uint32_t last;
};

// Controls; line and paragraph separator; embeddings, overrides and isolates of the direction of writing.
constexpr std::array<CodePoints, 4> escaped{{{0x00, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x202e}, {0x2066, 0x2069}}};

/// Whether it may go to a terminal as it is.
bool is_plain(const CodePoint& character) {
    return character.code && std::ranges::none_of(escaped, [&](const CodePoints& range) {
               return *character.code >= range.first && *character.code <= range.last;
           });
}

std::string escape_of(std::string_view bytes) {
    if (bytes == "\n" || bytes == "\t" || bytes == "\r") {
        return bytes == "\n" ? "\\n" : bytes == "\t" ? "\\t" : "\\r";
    }
    std::string text;
    for (const char c : bytes) {
        text += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(c));
    }
    return text;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const CodePoint character = first_code_point(text);
        const std::string_view bytes = text.substr(0, character.length);
        result += is_plain(character) ? std::string(bytes) : escape_of(bytes);
        text.remove_prefix(character.length);
    }
    return result;
}

std::string printable_lines(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        result += printable(text.substr(0, end));
        result += text.substr(end, 1);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

}  // namespace kossa
