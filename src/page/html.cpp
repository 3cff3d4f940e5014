#include "kossa/page/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace kossa::page {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

/// How UTF-8 writes a code point: the first byte under `mask` is `lead`; `least` is the smallest of that length.
struct Form {
    std::uint8_t mask;
    std::uint8_t lead;
    std::size_t length;
    std::uint32_t least;
};

constexpr std::array<Form, 4> forms{
    {{0x80, 0x00, 1, 0x0}, {0xe0, 0xc0, 2, 0x80}, {0xf0, 0xe0, 3, 0x800}, {0xf8, 0xf0, 4, 0x10000}}};

struct Character {
    std::size_t length = 1;
    bool allowed = false;
};

bool allowed_code(std::uint32_t code) {
    const auto within = [code](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
    const bool control = (code < 0x20 && code != '\n' && code != '\t') || within(0x7f, 0x9f);
    const bool reverses = within(0x202a, 0x202e) || within(0x2066, 0x2069);
    const bool no_character = within(0xd800, 0xdfff) || code > 0x10ffff;
    return !control && !reverses && !no_character;
}

Character first_character(std::string_view text) {
    const auto lead = static_cast<std::uint8_t>(text.front());
    const auto* form =
        std::find_if(forms.begin(), forms.end(), [lead](const Form& f) { return (lead & f.mask) == f.lead; });
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
    return code < form->least ? Character{} : Character{form->length, allowed_code(code)};
}

std::string_view reference(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return "";
    }
}

/// How many characters at the beginning are printable ASCII that means nothing in HTML.
std::size_t plain_length(std::string_view text) {
    const auto plain = [](char c) { return c >= ' ' && c <= '~' && reference(c).empty(); };
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), plain) - text.begin());
}

bool is_void(std::string_view name) {
    constexpr std::array<std::string_view, 5> void_elements{"meta", "br", "img", "input", "link"};
    return std::find(void_elements.begin(), void_elements.end(), name) != void_elements.end();
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (;;) {
        const std::size_t plain = plain_length(text);
        result += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) {
            return result;
        }
        const Character character = first_character(text);
        const std::string_view special = reference(text.front());
        if (!character.allowed) {
            result += replacement;
        } else {
            result += special.empty() ? text.substr(0, character.length) : special;
        }
        text.remove_prefix(character.length);
    }
}

Html& Html::operator+=(const Html& other) {
    markup_ += other.markup_;
    return *this;
}

std::string start_tag(std::string_view name, const Attributes& attributes) {
    std::string tag = "<";
    tag += name;
    for (const auto& [key, value] : attributes) {
        tag += ' ';
        tag += key;
        tag += "=\"";
        tag += escaped(value);
        tag += '"';
    }
    return tag += '>';
}

std::string end_tag(std::string_view name) {
    return fmt::format("</{}>", name);
}

Html element(std::string_view name, const Attributes& attributes, const Html& content) {
    Html html;
    html.markup_ = start_tag(name, attributes);
    if (!is_void(name)) {
        html.markup_ += content.markup_;
        html.markup_ += end_tag(name);
    }
    return html;
}

Html term(const std::string& name, const Html& value) {
    return element("div", {}, element("dt", {}, name) + element("dd", {}, value));
}

Html style_element(std::string_view css) {
    Html html;
    html.markup_ = fmt::format("<style>{}</style>", css);
    return html;
}

Html script_element(std::string_view script) {
    Html html;
    html.markup_ = fmt::format("<script>{}</script>", script);
    return html;
}

}  // namespace kossa::page
