#include "terminal_text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "kossa/core/printable.hpp"

namespace kossa::app {

namespace {

/// Of a variable of the environment; empty where it is not set.
std::string_view value_of(const char* variable) {
    const char* value = std::getenv(variable);
    return value == nullptr ? "" : value;
}

/// ECMA-48, select graphic rendition: bold, yellow, bold and red.
std::string_view code_of(Style style) {
    switch (style) {
        case Style::strong:
            return "1";
        case Style::warning:
            return "33";
        case Style::failure:
            return "1;31";
        case Style::plain:
            break;
    }
    return "";
}

}  // namespace

bool is_able_terminal(Stream stream) {
    const std::string_view kind = value_of("TERM");
    return isatty(stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO) == 1 && !kind.empty() && kind != "dumb";
}

Colours colours_of(Stream stream) {
    return is_able_terminal(stream) && value_of("NO_COLOR").empty() ? Colours::on : Colours::off;
}

std::string styled(const Pieces& pieces, Colours colours) {
    std::string result;
    for (const Piece& piece : pieces) {
        const std::string text = printable_lines(piece.text);
        const std::string_view code = code_of(piece.style);
        result += colours == Colours::off || code.empty() ? text : fmt::format("\x1b[{}m{}\x1b[0m", code, text);
    }
    return result;
}

}  // namespace kossa::app
