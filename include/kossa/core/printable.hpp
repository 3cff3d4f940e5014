#pragma once

#include <string>
#include <string_view>

namespace kossa {

/// UTF-8 text fit for a terminal: control characters (C0, DEL, C1, so also line breaks and tabs), the marks that
/// reverse the direction of writing, and bytes that are no UTF-8 become \n, \t or \x1b and the like, so that the name
/// of a file can neither break a line nor steer the terminal. All else stays; so does a backslash.
std::string printable(std::string_view text);

/// The same, but line breaks stay.
std::string printable_lines(std::string_view text);

}  // namespace kossa
