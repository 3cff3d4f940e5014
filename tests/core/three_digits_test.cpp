#include "kossa/core/three_digits.hpp"

#include <gtest/gtest.h>

namespace kossa {
namespace {

TEST(ThreeDigits, AreShownBelowAHundred) {
    EXPECT_EQ(three_digits(0.0123), "0.0123");
    EXPECT_EQ(three_digits(4.0), "4");
    EXPECT_EQ(three_digits(94.25), "94.2");
    EXPECT_EQ(three_digits(-12.34), "-12.3");
}

TEST(ThreeDigits, NeverNeedAnExponent) {
    EXPECT_EQ(three_digits(99.96), "100");
    EXPECT_EQ(three_digits(1413.75), "1414");
    EXPECT_EQ(three_digits(2e6), "2000000");
    EXPECT_EQ(three_digits(0.0005), "0.0005");
    EXPECT_EQ(three_digits(0.0004), "0");
    EXPECT_EQ(three_digits(-1e-9), "0");
}

}  // namespace
}  // namespace kossa
