#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kossa::page {

/// The text with the five characters that mean something in HTML written as references. Control characters but for
/// line break and tab, marks that reverse the direction of writing, and bytes that are no UTF-8 become U+FFFD.
std::string escaped(std::string_view text);

/// A piece of HTML or of SVG within it. Text becomes part of it only through escaped(), whatever it holds: there is no
/// other way from a string to Html but element() and the page's own style and script.
class Html {
  public:
    Html() = default;
    Html(std::string_view text) : markup_(escaped(text)) {}
    Html(const std::string& text) : Html(std::string_view(text)) {}
    Html(const char* text) : Html(std::string_view(text)) {}

    Html& operator+=(const Html& other);
    friend Html operator+(Html a, const Html& b) { return a += b; }

    const std::string& markup() const { return markup_; }
    bool empty() const { return markup_.empty(); }

  private:
    friend Html element(std::string_view name, const std::vector<std::pair<std::string_view, std::string>>& attributes,
                        const Html& content);
    friend Html style_element(std::string_view css);
    friend Html script_element(std::string_view script);

    std::string markup_;
};

/// Name and value; the value is escaped.
using Attributes = std::vector<std::pair<std::string_view, std::string>>;

/// `<name key="value">content</name>`; elements that HTML knows as void have neither content nor end. `name` and the
/// keys must be constants of the program.
Html element(std::string_view name, const Attributes& attributes = {}, const Html& content = {});

/// `<name key="value">` and `</name>`, for content that is written piece by piece between them.
std::string start_tag(std::string_view name, const Attributes& attributes = {});
std::string end_tag(std::string_view name);

/// One entry of a `<dl>`: what it is called, and its value.
Html term(const std::string& name, const Html& value);

/// The program's own style sheet and script, which must not hold "</".
Html style_element(std::string_view css);
Html script_element(std::string_view script);

}  // namespace kossa::page
