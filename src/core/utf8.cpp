#include "kossa/core/utf8.hpp"

#include <algorithm>
#include <array>

namespace kossa {

namespace {

/// How UTF-8 writes code points from `first` to `last`: the first byte under `mask` is `lead`, `length` bytes in all.
struct Form {
    std::uint8_t mask;
    std::uint8_t lead;
    std::size_t length;
    std::uint32_t first;
    std::uint32_t last;
};

constexpr std::array<Form, 4> forms{{{0x80, 0x00, 1, 0x00, 0x7f},
                                     {0xe0, 0xc0, 2, 0x80, 0x7ff},
                                     {0xf0, 0xe0, 3, 0x800, 0xffff},
                                     {0xf8, 0xf0, 4, 0x10000, 0x10ffff}}};

bool is_surrogate(std::uint32_t code) {
    return code >= 0xd800 && code <= 0xdfff;
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
    const auto lead = static_cast<std::uint8_t>(text.front());
    const auto form = std::ranges::find_if(forms, [lead](const Form& f) { return (lead & f.mask) == f.lead; });
    if (form == forms.end() || text.size() < form->length) {
        return {};
    }
    std::uint32_t code = lead & static_cast<std::uint8_t>(~form->mask);
    for (const char c : text.substr(1, form->length - 1)) {
        const auto byte = static_cast<std::uint8_t>(c);
        if ((byte & 0xc0U) != 0x80U) {
            return {};
        }
        code = code << 6U | (byte & 0x3fU);
    }
    if (code < form->first || code > form->last || is_surrogate(code)) {
        return {};
    }
    return {form->length, code};
}

std::string valid_utf8(std::string_view text) {
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    std::string result;
    while (!text.empty()) {
        const CodePoint first = first_code_point(text);
        result += first.code ? text.substr(0, first.length) : replacement;
        text.remove_prefix(first.length);
    }
    return result;
}

}  // namespace kossa
