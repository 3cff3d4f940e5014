#include <gtest/gtest.h>

#include "kossa/report/overlay_strip.hpp"
#include "report/pictures.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

const cv::Vec3b white(255, 255, 255);
const cv::Size picture_size(1000, 750);

StripLayout layout_of(const SlideResult& result) {
    const Background background{RgbImage(picture_size), {4.0, 4.0}};
    return strip_layout(result, background, picture_size, Side::below);
}

RgbImage drawn(const StripLayout& layout) {
    RgbImage canvas(layout.canvas, white);
    draw_strip(canvas, layout);
    return canvas;
}

cv::Rect beside_swatch(const StripLine& line, const TextStyle& style) {
    const int indent = text_indent(line.swatch, style);
    return {line.top_left + cv::Point(indent, 0), cv::Size(text_width(line.text, style), style.line_height)};
}

bool is_blank(const RgbImage& image) {
    return std::all_of(image.begin(), image.end(), [](const cv::Vec3b& pixel) { return pixel == white; });
}

TEST(DrawStrip, LeavesThePictureAlone) {
    const RgbImage canvas = drawn(layout_of(sample_result({4000, 3000}, 5)));
    EXPECT_TRUE(is_blank(canvas(cv::Rect({0, 0}, picture_size))));
}

TEST(DrawStrip, WritesEveryLineInItsPlace) {
    const StripLayout layout = layout_of(sample_result({4000, 3000}, 25));
    const RgbImage canvas = drawn(layout);
    ASSERT_FALSE(layout.lines.empty());
    for (const StripLine& line : layout.lines) {
        EXPECT_FALSE(is_blank(canvas(beside_swatch(line, layout.style)))) << line.text;
    }
}

TEST(DrawStrip, SwatchesHaveTheColourOfTheirPen) {
    const StripLayout layout = layout_of(sample_result({4000, 3000}, 25));
    const RgbImage canvas = drawn(layout);
    int swatches = 0;
    for (const StripLine& line : layout.lines) {
        if (line.swatch == Swatch::fill || line.swatch == Swatch::line) {
            const cv::Point middle =
                line.top_left + cv::Point(layout.style.swatch_width / 2, layout.style.line_height / 2);
            EXPECT_GT(pixels_near(canvas, middle, 1, line.pen.colour), 0) << line.text;
            ++swatches;
        }
    }
    EXPECT_GT(swatches, 3);
}

TEST(DrawStrip, TheBarIsAsLongAsTheLayoutSays) {
    const StripLayout layout = layout_of(sample_result({4000, 3000}, 5));
    ASSERT_TRUE(layout.bar.has_value());
    const RgbImage canvas = drawn(layout);
    const int y = layout.bar_top_left.y + layout.style.line_height / 2;
    const int left = layout.bar_top_left.x;
    const int right = left + layout.bar->length_px;
    EXPECT_EQ(canvas(y, left - 1), white);
    EXPECT_NE(canvas(y, left), white);
    EXPECT_NE(canvas(y, right - 1), white);
    EXPECT_EQ(canvas(y, right), white);
}

TEST(DrawStrip, WithoutAPixelSizeASentenceStandsInPlaceOfTheBar) {
    SlideResult result = sample_result({4000, 3000}, 5);
    result.summary.slide.mpp_x.reset();
    const StripLayout layout = layout_of(result);
    const cv::Size sentence(text_width("no scale bar: pixel size not known", layout.style), layout.style.line_height);
    EXPECT_FALSE(is_blank(drawn(layout)(cv::Rect(layout.bar_top_left, sentence))));
}

}  // namespace
}  // namespace kossa::report
