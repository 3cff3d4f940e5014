#include "kossa/page/style.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/page/svg.hpp"
#include "kossa/report/palette.hpp"

namespace kossa::page {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Style, HasTheColoursOfTheOverlay) {
    for (const Zone zone : all_zones) {
        const std::string code = colour_code(report::zone_colour(zone));
        EXPECT_THAT(style(),
                    HasSubstr(".swatch-zone" + std::to_string(static_cast<int>(zone)) + " { background: " + code));
    }
}

TEST(Style, KnowsDarkScreensNarrowOnesAndPaper) {
    EXPECT_THAT(style(), HasSubstr("prefers-color-scheme: dark"));
    EXPECT_THAT(style(), HasSubstr("@media print"));
    EXPECT_THAT(style(), HasSubstr("max-width: 520px"));
}

TEST(Style, LoadsNothingAndEndsNoElement) {
    EXPECT_THAT(style(), Not(HasSubstr("url(")));
    EXPECT_THAT(style(), Not(HasSubstr("@import")));
    EXPECT_THAT(style(), Not(HasSubstr("</")));
}

TEST(Style, HasAnEndForEveryBlock) {
    int depth = 0;
    for (const char c : style()) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        EXPECT_GE(depth, 0);
    }
    EXPECT_EQ(depth, 0);
}

}  // namespace
}  // namespace kossa::page
