#include "kossa/report/overlay_strip.hpp"

#include <gtest/gtest.h>

#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

struct LayoutCase {
    cv::Size picture;
    int deposits;
    Side side;
};

SlideResult wordy_result(int deposits) {
    SlideResult result = sample_result({4000, 3000}, deposits);
    result.summary.slide.name = std::string(300, 'W');
    result.summary.flags.assign(40, "objective-power-contradicts-pixel-size");
    return result;
}

StripLayout layout_of(const SlideResult& result, const LayoutCase& c) {
    const Background background{RgbImage(c.picture), {4000.0 / c.picture.width, 3000.0 / c.picture.height}};
    return strip_layout(result, background, c.picture, c.side);
}

cv::Rect box(const StripLine& line, const TextStyle& style) {
    return {line.top_left, cv::Size(text_indent(line.swatch, style) + text_width(line.text, style), style.line_height)};
}

class StripLayoutCase : public testing::TestWithParam<LayoutCase> {};

TEST_P(StripLayoutCase, LinesStayOnTheCanvasOffThePictureAndApart) {
    const StripLayout layout = layout_of(wordy_result(GetParam().deposits), GetParam());
    const cv::Rect picture({0, 0}, layout.picture);
    const cv::Rect canvas({0, 0}, layout.canvas);
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const cv::Rect line = box(layout.lines[i], layout.style);
        EXPECT_EQ(line & canvas, line) << layout.lines[i].text;
        EXPECT_TRUE((line & picture).empty()) << layout.lines[i].text;
        for (std::size_t j = 0; j < i; ++j) {
            EXPECT_TRUE((line & box(layout.lines[j], layout.style)).empty()) << layout.lines[i].text;
        }
    }
}

TEST_P(StripLayoutCase, TheBarStandsAboveTheTextWithItsLabelOnTheCanvas) {
    const StripLayout layout = layout_of(wordy_result(GetParam().deposits), GetParam());
    ASSERT_TRUE(layout.bar.has_value());
    const int right = layout.bar_top_left.x + layout.bar->length_px + layout.style.line_height / 2 +
                      text_width(layout.bar->label, layout.style);
    EXPECT_LE(right, layout.canvas.width);
    for (const StripLine& line : layout.lines) {
        EXPECT_GE(line.top_left.y, layout.bar_top_left.y + layout.style.line_height);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Strip, StripLayoutCase,
    testing::Values(LayoutCase{{375, 312}, 5, Side::below}, LayoutCase{{375, 312}, 0, Side::beside},
                    LayoutCase{{2500, 1000}, 40, Side::below}, LayoutCase{{2500, 40}, 40, Side::below},
                    LayoutCase{{200, 2500}, 40, Side::beside}, LayoutCase{{2000, 1900}, 40, Side::beside},
                    LayoutCase{{60, 50}, 1, Side::below}, LayoutCase{{1200, 1500}, 10, Side::below}));

TEST(StripLayout, WithoutAPixelSizeThereIsNoBar) {
    SlideResult result = sample_result();
    result.summary.slide.mpp_x.reset();
    EXPECT_FALSE(layout_of(result, {{400, 300}, 5, Side::below}).bar.has_value());
}

TEST(StripLayout, TheBarFollowsTheScaleAtWhichThePictureIsShown) {
    const SlideResult result = sample_result({4000, 3000}, 5, 0.5);
    const StripLayout layout = layout_of(result, {{1000, 750}, 5, Side::below});  // 2 um per pixel
    EXPECT_EQ(layout.bar->label, "500 um");
    EXPECT_EQ(layout.bar->length_px, 250);
}

bool has_line(const StripLayout& layout, const std::string& text) {
    for (const StripLine& line : layout.lines) {
        if (line.text == text) {
            return true;
        }
    }
    return false;
}

TEST(StripLayout, TheLegendNamesOnlyWhatIsDrawn) {
    const LayoutCase wide{{2500, 1800}, 25, Side::below};
    EXPECT_TRUE(has_line(layout_of(sample_result(), wide), "dermo-epidermal junction, smoothed"));
    const StripLayout unassessable = layout_of(unassessable_result(), wide);
    EXPECT_FALSE(has_line(unassessable, "dermo-epidermal junction, smoothed"));
    EXPECT_FALSE(has_line(unassessable, "upper dermis: no deposits"));
}

TEST(StripLayout, AnAssessableZoneWithoutDepositsIsNamedToo) {
    const StripLayout layout = layout_of(sample_result({4000, 3000}, 0), {{2500, 1800}, 0, Side::below});
    EXPECT_TRUE(has_line(layout, "subcutis: no deposits"));
    EXPECT_FALSE(has_line(layout, "depth not assessed: no deposits"));
    EXPECT_FALSE(has_line(layout, "ring: small deposit, enlarged"));
}

TEST(StripLayout, TheLineRoundGrainsIsNamedWhereThereIsAny) {
    const LayoutCase wide{{2500, 1800}, 25, Side::below};
    const std::string line = "line round grains: one deposit; the grains count";
    SlideResult result = sample_result({4000, 3000}, 1);
    result.deposits.front().outline.clear();
    for (int i = 0; i < 9; ++i) {  // grains of 4 pixels, 100 apart
        const double at = 1000.0 + 100.0 * i;
        result.deposits.front().outline.push_back(
            {{{at, at}, {at + 4.0, at}, {at + 4.0, at + 4.0}, {at, at + 4.0}}, {}});
    }
    result.deposits.front().morphology = Morphology::amorphous;
    EXPECT_FALSE(has_line(layout_of(result, wide), line));
    result.deposits.front().morphology = Morphology::granular;
    EXPECT_TRUE(has_line(layout_of(result, wide), line));
}

TEST(StripLayout, WhatWasTakenOutByHandIsNamed) {
    const LayoutCase wide{{2500, 1800}, 25, Side::below};
    SlideResult result = sample_result();
    EXPECT_FALSE(has_line(layout_of(result, wide), "taken out by hand, not measured"));
    result.layers.excluded = result.layers.subcutis;
    EXPECT_TRUE(has_line(layout_of(result, wide), "taken out by hand, not measured"));
}

TEST(StripLayout, WhatMayBeCarbonIsNamedWhereThereIsAny) {
    const LayoutCase wide{{2500, 1800}, 25, Side::below};
    SlideResult result = sample_result();
    EXPECT_FALSE(has_line(layout_of(result, wide), "may be carbon or tattoo, not counted"));
    result.confusers.front().finding = FindingClass::carbon;
    EXPECT_TRUE(has_line(layout_of(result, wide), "may be carbon or tattoo, not counted"));
}

TEST(StripLayout, UncertainObjectsAreNamedWhereThereAreAny) {
    const LayoutCase wide{{2500, 1800}, 25, Side::below};
    SlideResult result = sample_result();
    EXPECT_FALSE(has_line(layout_of(result, wide), "dashed ring: may be calcium, not counted"));
    result.confusers.front().finding = FindingClass::uncertain;
    EXPECT_TRUE(has_line(layout_of(result, wide), "dashed ring: may be calcium, not counted"));
}

}  // namespace
}  // namespace kossa::report
