#include "kossa/report/number.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace kossa::report {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Number, LengthsAndAreasKeepTwoDecimals) {
    EXPECT_EQ(number_text(12.3456, Precision::hundredths), "12.35");
    EXPECT_EQ(number_text(-12.3456, Precision::hundredths), "-12.35");
    EXPECT_EQ(number_text(0.004, Precision::hundredths), "0");
    EXPECT_EQ(number_text(123456789.126, Precision::hundredths), "123456789.13");
}

TEST(Number, HundredthsAreTheShortestTextOfTheRoundedNumber) {
    std::mt19937_64 random(11);
    for (int i = 0; i < 20000; ++i) {
        const double scale = std::pow(10.0, static_cast<double>(random() % 18) - 4.0);
        const double value = std::ldexp(static_cast<double>(random() >> 11U), -53) * scale * (i % 3 == 0 ? -1.0 : 1.0);
        EXPECT_EQ(number_text(value, Precision::hundredths),
                  fmt::format("{}", rounded(value, Precision::hundredths).value()));
    }
}

TEST(Number, FractionsKeepSixDigits) {
    EXPECT_EQ(number_text(0.123456789, Precision::six_digits), "0.123457");
    EXPECT_EQ(number_text(0.000123456789, Precision::six_digits), "0.000123457");
    EXPECT_EQ(number_text(1.0, Precision::six_digits), "1");
    EXPECT_EQ(rounded(2.0 / 3.0, Precision::six_digits), 0.666667);
}

TEST(Number, WholeNumbersCarryNoPoint) {
    EXPECT_EQ(number_text(17.0, Precision::hundredths), "17");
    EXPECT_EQ(number_text(200000.0, Precision::hundredths), "200000");
}

TEST(Number, ParametersReadBackAsTheSameNumber) {
    EXPECT_EQ(std::stod(number_text(0.1 + 0.2, Precision::as_it_is)), 0.1 + 0.2);
}

TEST(Number, ZeroHasNoSign) {
    EXPECT_EQ(number_text(-0.0, Precision::as_it_is), "0");
    EXPECT_EQ(number_text(-0.001, Precision::hundredths), "0");
}

TEST(Number, WhatIsNotFiniteIsAbsent) {
    for (const double value : {nan, infinity, -infinity}) {
        EXPECT_FALSE(rounded(value, Precision::hundredths).has_value());
        EXPECT_EQ(number_text(value, Precision::six_digits), "");
    }
}

TEST(JsonString, EscapesAndMendsText) {
    EXPECT_EQ(json_string("say \"a\\b\"\n"), R"("say \"a\\b\"\n")");
    EXPECT_EQ(json_string("Area µm^2"), "\"Area \u00b5m^2\"");
    EXPECT_EQ(json_string("\xe9t\xe9"), "\"\ufffdt\ufffd\"");
}

}  // namespace
}  // namespace kossa::report
