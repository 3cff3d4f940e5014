#pragma once

#include <string>

#include "kossa/measure/result.hpp"

namespace kossa::report {

/// To paste into a report, in printable ASCII but for the slide's name and the site of a case: the answer in at most
/// three sentences (how much, where, how deep; without deposits what would have been seen), then, each on a line that
/// begins with "- ", how sure it is and what could not be assessed. Of a failed slide: why. What steers a
/// terminal, line breaks of names too, and bytes that are no UTF-8 are escaped (core/printable.hpp).
std::string paragraph(const SlideSummary& summary);

/// What the stain does not prove and does not show, of a slide that was measured.
std::string proof(const SlideSummary& summary);

/// summary.txt: the same in lines of at most 100 characters, where words allow it, with an empty line behind the
/// answer.
std::string summary_text(const SlideSummary& summary);

/// The text in lines of at most `width` bytes, broken between words; a longer word has a line of its own. Every
/// line ends with a line break.
std::string in_lines(const std::string& text, std::size_t width);

}  // namespace kossa::report
