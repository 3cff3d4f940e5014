#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "kossa/report/overlay_strip.hpp"

namespace kossa::report {

namespace {

constexpr Colour frame{160, 160, 160};

void draw_line(RgbImage& canvas, cv::Point left, cv::Point right, const Pen& pen) {
    const int dash = pen.dash > 0 ? pen.dash : right.x - left.x;
    for (int x = left.x; x <= right.x; x += 2 * dash) {
        cv::line(canvas, {x, left.y}, {std::min(x + dash, right.x), left.y}, scalar(pen.colour), pen.thickness,
                 cv::LINE_AA);
    }
}

/// In eight arcs where the pen draws dashes.
void draw_ring(RgbImage& canvas, cv::Point centre, int radius, const Pen& pen) {
    constexpr int arc_degrees = 45;
    const int drawn_degrees = pen.dash > 0 ? arc_degrees / 2 : arc_degrees;
    for (int begin = 0; begin < 360; begin += arc_degrees) {
        cv::ellipse(canvas, centre, {radius, radius}, 0.0, begin, begin + drawn_degrees, scalar(pen.colour),
                    pen.thickness, cv::LINE_AA);
    }
}

void draw_swatch(RgbImage& canvas, const StripLine& line, const TextStyle& style) {
    const int middle = line.top_left.y + style.line_height / 2;
    const int half_height = style.line_height / 3;
    const cv::Point left(line.top_left.x, middle);
    const cv::Point right(line.top_left.x + style.swatch_width - 1, middle);
    switch (line.swatch) {
        case Swatch::fill:
            cv::rectangle(canvas, left - cv::Point(0, half_height), right + cv::Point(0, half_height),
                          scalar(line.pen.colour), cv::FILLED);
            cv::rectangle(canvas, left - cv::Point(0, half_height), right + cv::Point(0, half_height), scalar(frame));
            break;
        case Swatch::line:
            draw_line(canvas, left, right, line.pen);
            break;
        case Swatch::ring:
            draw_ring(canvas, (left + right) / 2, half_height, line.pen);
            break;
        case Swatch::none:
        case Swatch::continued:
            break;
    }
}

void draw_bar(RgbImage& canvas, const ScaleBar& bar, cv::Point top_left, const TextStyle& style) {
    const int height = std::max(3, style.line_height / 4);
    const int top = top_left.y + (style.line_height - height) / 2;
    cv::rectangle(canvas, cv::Rect(top_left.x, top, bar.length_px, height), scalar(strip_ink), cv::FILLED);
    write_strip_text(canvas, bar.label, top_left + cv::Point(bar.length_px + style.line_height / 2, 0), style);
}

void frame_picture(RgbImage& canvas, const cv::Size& picture) {
    if (picture.width < canvas.cols) {
        cv::line(canvas, {picture.width, 0}, {picture.width, std::min(picture.height, canvas.rows - 1)}, scalar(frame));
    }
    if (picture.height < canvas.rows) {
        cv::line(canvas, {0, picture.height}, {std::min(picture.width, canvas.cols - 1), picture.height},
                 scalar(frame));
    }
}

}  // namespace

void write_strip_text(RgbImage& canvas, const std::string& text, cv::Point top_left, const TextStyle& style) {
    const cv::Point baseline = top_left + cv::Point(0, (style.line_height + capital_height(style)) / 2);
    cv::putText(canvas, text, baseline, style.font, style.scale, scalar(strip_ink), style.thickness, cv::LINE_AA);
}

void draw_strip(RgbImage& canvas, const StripLayout& layout) {
    frame_picture(canvas, layout.picture);
    if (layout.bar) {
        draw_bar(canvas, *layout.bar, layout.bar_top_left, layout.style);
    } else {
        write_strip_text(canvas, "no scale bar: pixel size not known", layout.bar_top_left, layout.style);
    }
    for (const StripLine& line : layout.lines) {
        draw_swatch(canvas, line, layout.style);
        const cv::Point indent(text_indent(line.swatch, layout.style), 0);
        write_strip_text(canvas, line.text, line.top_left + indent, layout.style);
    }
}

}  // namespace kossa::report
