#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/measure/result.hpp"

namespace kossa::report {

/// What the strip of the overlay says, in printable ASCII: its letters know nothing else.

/// The text with "um" for the micrometre and '?' for every other character outside printable ASCII.
std::string ascii(std::string_view utf8);

/// "1234 um2", or "0.123 mm2" from 10,000 um2.
std::string area_text(SquareMicrons area);

/// A paragraph of the caption; what does not fit into `most_lines` is cut off with an ellipsis.
struct Paragraph {
    std::string text;
    std::size_t most_lines = 1;
};

/// Slide, stain, deposits, pattern or why there is none, flags, "research use only".
std::vector<Paragraph> caption(const SlideSummary& summary);

/// "upper dermis: 12 deposits, 1234 um2", for one zone.
std::string totals_text(const Totals& totals);

/// How wide a text is drawn, in pixels.
using TextWidth = std::function<int(const std::string&)>;

/// The paragraph in lines no wider than `width_px`, broken between words, and within a word that is too long for a
/// line.
std::vector<std::string> wrapped(const Paragraph& paragraph, int width_px, const TextWidth& text_width);

}  // namespace kossa::report
