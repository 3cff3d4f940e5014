#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kossa/report/line_style.hpp"
#include "kossa/report/overlay.hpp"
#include "kossa/report/scale_bar.hpp"

namespace kossa::report {

/// The white strip that holds scale bar, caption and legend, so that nothing is written on tissue.

enum class Side { below, beside };

/// What stands in front of a line; `continued` leaves its place empty under the first line of an entry.
enum class Swatch { none, continued, fill, line, ring };

struct StripLine {
    std::string text;
    Swatch swatch = Swatch::none;
    Pen pen;
    cv::Point top_left;  ///< on the canvas
};

struct TextStyle {
    int font = 0;         ///< number of OpenCV's Hershey font
    double scale = 1.0;   ///< of the font
    int thickness = 1;    ///< of the strokes
    int line_height = 0;  ///< pixels
    int swatch_width = 0;
};

struct StripLayout {
    cv::Size canvas;  ///< picture, at the top left, and strip
    cv::Size picture;
    TextStyle style;
    std::optional<ScaleBar> bar;  ///< none where the pixel size is not known
    cv::Point bar_top_left;
    std::vector<StripLine> lines;
};

/// Arranges the strip for the background shown at the size `picture`.
StripLayout strip_layout(const SlideResult& result, const Background& background, const cv::Size& picture, Side side);

/// Draws the strip onto a white canvas of the layout's size, whose picture is already in place.
void draw_strip(RgbImage& canvas, const StripLayout& layout);

/// Of text and scale bars.
inline constexpr Colour strip_ink{20, 20, 20};

/// The letters for a strip beside a picture of this size.
TextStyle strip_style(const cv::Size& picture);

/// Writes one line; `top_left` is that of the line, on whose height the text is centred.
void write_strip_text(RgbImage& canvas, const std::string& text, cv::Point top_left, const TextStyle& style);

/// How wide the text is drawn, in pixels.
int text_width(const std::string& text, const TextStyle& style);
/// How high a capital letter is drawn, in pixels.
int capital_height(const TextStyle& style);
/// How far the text of a line with this swatch begins from its left end, in pixels.
int text_indent(Swatch swatch, const TextStyle& style);

}  // namespace kossa::report
