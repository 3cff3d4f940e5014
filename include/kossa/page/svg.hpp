#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kossa/page/html.hpp"
#include "kossa/report/palette.hpp"

namespace kossa::page {

/// Parts of a chart. Lengths are units of its view box; colours of text and lines come from the style sheet by class,
/// so that they follow light and dark.

/// "12.3", at most one decimal.
std::string coordinate(double value);

/// "#d55e00".
std::string colour_code(const report::Colour& colour);

enum class Anchor { start, middle, end };

Html svg_text(double x, double y, Anchor anchor, const std::string& text, const std::string& css_class = "label");
/// Turned by a quarter, to be read from below; (x, y) is its middle.
Html svg_upward_text(double x, double y, const std::string& text);
Html svg_line(double x1, double y1, double x2, double y2, const std::string& css_class);
Html svg_rect(double x, double y, double width, double height, const std::string& css_class,
              const std::string& fill = "");

/// A drawing that a reader who cannot see it hears as `description`.
Html svg_drawing(double width, double height, const std::string& description, const Html& content);

/// Maps values to positions along an axis.
struct Axis {
    double from = 0.0;  ///< value at `begin`
    double to = 1.0;    ///< value at `end`; differs from `from`
    double begin = 0.0;
    double end = 1.0;

    double operator()(double value) const { return begin + (value - from) / (to - from) * (end - begin); }
};

/// Multiples of 1, 2 or 5 times a power of ten within [from, to]; at most `most` of them, at least one interval apart.
std::vector<double> ticks(double from, double to, int most);

/// The smallest of ..., 1, 2, 5, 10, 20, ... that cuts `length`, which must be positive, into at most `most` parts.
double round_step(double length, int most);

}  // namespace kossa::page
