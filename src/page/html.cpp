#include "kossa/page/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "kossa/core/utf8.hpp"

namespace kossa::page {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

bool is_allowed(const CodePoint& character) {
    const std::uint32_t code = character.code.value_or(0);
    const auto within = [code](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
    const bool control = (code < 0x20 && code != '\n' && code != '\t') || within(0x7f, 0x9f);
    const bool reverses = within(0x202a, 0x202e) || within(0x2066, 0x2069);
    return !control && !reverses;
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
        const CodePoint character = first_code_point(text);
        const std::string_view special = reference(text.front());
        if (!is_allowed(character)) {
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
