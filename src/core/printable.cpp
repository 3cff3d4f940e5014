#include "kossa/core/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace kossa {

namespace {

/// A range of code points, both ends included.
struct CodePoints {
    std::uint32_t first;
    std::uint32_t last;
};

// Controls; line and paragraph separator; embeddings, overrides and isolates of the direction of writing.
constexpr std::array<CodePoints, 5> escaped{
    {{0x00, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x202e}, {0x2066, 0x2069}, {0xd800, 0xdfff}}};  // the last are no characters

/// How UTF-8 writes a range of code points: the first byte under `mask` is `lead`, `length` bytes in all.
struct Form {
    std::uint8_t mask;
    std::uint8_t lead;
    std::size_t length;
    CodePoints range;
};

constexpr std::array<Form, 4> forms{{{0x80, 0x00, 1, {0x00, 0x7f}},
                                     {0xe0, 0xc0, 2, {0x80, 0x7ff}},
                                     {0xf0, 0xe0, 3, {0x800, 0xffff}},
                                     {0xf8, 0xf0, 4, {0x10000, 0x10ffff}}}};

bool within(std::uint32_t code, const CodePoints& range) {
    return code >= range.first && code <= range.last;
}

struct Character {
    std::size_t length;
    bool plain;  ///< may go to a terminal as it is
};

Character first_character(std::string_view text) {
    constexpr Character stray_byte{1, false};
    const auto lead = static_cast<std::uint8_t>(text.front());
    const auto form =
        std::find_if(forms.begin(), forms.end(), [lead](const Form& f) { return (lead & f.mask) == f.lead; });
    if (form == forms.end() || text.size() < form->length) {
        return stray_byte;
    }
    std::uint32_t code = lead & static_cast<std::uint8_t>(~form->mask);
    for (const char c : text.substr(1, form->length - 1)) {
        const auto byte = static_cast<std::uint8_t>(c);
        if ((byte & 0xc0U) != 0x80U) {
            return stray_byte;
        }
        code = code << 6U | (byte & 0x3fU);
    }
    if (!within(code, form->range)) {
        return stray_byte;
    }
    return {form->length,
            std::none_of(escaped.begin(), escaped.end(), [code](const auto& range) { return within(code, range); })};
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
        const Character character = first_character(text);
        const std::string_view bytes = text.substr(0, character.length);
        result += character.plain ? std::string(bytes) : escape_of(bytes);
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
