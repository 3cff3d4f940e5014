#pragma once

#include <string>

#include "kossa/measure/result.hpp"

namespace kossa::report {

/// One paragraph to paste into a report, in printable ASCII but for the slide's name and the site of a case: what was
/// measured, where, how much, how sure, and what could not be assessed. Of a failed slide: why. What steers a terminal,
/// line breaks too, and bytes that are no UTF-8 are escaped (core/printable.hpp).
std::string paragraph(const SlideSummary& summary);

/// What the stain does not prove and does not show, of a slide that was measured.
std::string proof(const SlideSummary& summary);

/// summary.txt: the paragraph in lines of at most 100 characters, where words allow it.
std::string summary_text(const SlideSummary& summary);

/// The text in lines of at most `width` characters, broken between words; a longer word has a line of its own. Every
/// line ends with a line break.
std::string in_lines(const std::string& text, std::size_t width);

}  // namespace kossa::report
