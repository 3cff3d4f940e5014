#pragma once

#include <string>
#include <vector>

namespace kossa::app {

enum class Stream { out, error };

/// Whether the stream is a terminal that knows more than to print letters: not with TERM=dumb, nor without TERM.
bool is_able_terminal(Stream stream);

enum class Colours { on, off };

/// On for an able terminal, unless the environment has a NO_COLOR that is not empty (no-color.org).
Colours colours_of(Stream stream);

enum class Style {
    plain,
    strong,   ///< headings
    warning,  ///< look at this
    failure,
};

/// A piece of a line in one style.
struct Piece {
    std::string text;
    Style style = Style::plain;
};
using Pieces = std::vector<Piece>;

/// The text of all pieces fit for a terminal as printable_lines() makes it, with the codes of their styles where
/// colours are on.
std::string styled(const Pieces& pieces, Colours colours);

}  // namespace kossa::app
