#include "kossa/page/svg.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kossa::page {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Coordinate, HasOneDecimalAtMostAndNoExponent) {
    EXPECT_EQ(coordinate(12.34), "12.3");
    EXPECT_EQ(coordinate(12.0), "12");
    EXPECT_EQ(coordinate(-0.01), "0");
    EXPECT_EQ(coordinate(1234567.0), "1234567");
}

TEST(ColourCode, HasTwoDigitsPerChannel) {
    EXPECT_EQ(colour_code({0, 114, 178}), "#0072b2");
}

TEST(Axis, MapsItsEndsToItsEnds) {
    const Axis downwards{0.0, 100.0, 200.0, 20.0};
    EXPECT_EQ(downwards(0.0), 200.0);
    EXPECT_EQ(downwards(100.0), 20.0);
    EXPECT_EQ(downwards(50.0), 110.0);
}

TEST(Ticks, AreRoundAndWithinTheRange) {
    EXPECT_THAT(ticks(0.0, 10.0, 5), ElementsAre(0.0, 2.0, 4.0, 6.0, 8.0, 10.0));
    EXPECT_THAT(ticks(-130.0, 420.0, 4), ElementsAre(0.0, 200.0, 400.0));
}

TEST(RoundStep, CutsALengthIntoNoMorePartsThanWanted) {
    EXPECT_EQ(round_step(1000.0, 36), 50.0);
    EXPECT_EQ(round_step(1.0, 10), 0.1);
    for (double length = 0.7; length < 1e6; length *= 1.7) {
        EXPECT_LE(length / round_step(length, 8), 8.0);
        EXPECT_GT(length / round_step(length, 8), 2.0);
    }
}

TEST(SvgDrawing, SaysWhatItShowsToThoseWhoCannotSeeIt) {
    EXPECT_THAT(svg_drawing(10, 5, "Sizes <of> deposits", {}).markup(),
                HasSubstr("viewBox=\"0 0 10 5\" role=\"img\" aria-label=\"Sizes &lt;of&gt; deposits\""));
}

TEST(SvgText, IsEscaped) {
    EXPECT_THAT(svg_text(1, 2, Anchor::end, "<b>").markup(),
                HasSubstr("text-anchor=\"end\" class=\"label\">&lt;b&gt;<"));
}

}  // namespace
}  // namespace kossa::page
