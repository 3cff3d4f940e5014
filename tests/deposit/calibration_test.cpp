#include "kossa/deposit/calibration.hpp"

#include <gtest/gtest.h>

namespace kossa {
namespace {

TEST(Calibration, WhatDoesNotCountIsLessLikelyThanTheRulesSay) {
    const auto judged_at = [](double certainty, FindingClass otherwise, FindingClass now = FindingClass::uncertain) {
        Finding finding;
        finding.confidence = certainty;
        finding.finding = now;
        finding.otherwise = otherwise;
        return calibrated({finding}, {}).front();
    };
    EXPECT_DOUBLE_EQ(judged_at(0.4, FindingClass::pigment).confidence, 0.12);
    EXPECT_EQ(judged_at(0.4, FindingClass::pigment).finding, FindingClass::uncertain);
    EXPECT_DOUBLE_EQ(judged_at(0.3, FindingClass::pigment).confidence, 0.09);
    EXPECT_EQ(judged_at(0.3, FindingClass::pigment).finding, FindingClass::pigment);
    EXPECT_EQ(judged_at(0.5, FindingClass::nuclei, FindingClass::calcium).confidence, 0.5);
    EXPECT_EQ(judged_at(0.4, FindingClass::nuclei, FindingClass::carbon).confidence, 0.4) << "says how near it is";
    EXPECT_EQ(judged_at(0.2, FindingClass::nuclei, FindingClass::ink).finding, FindingClass::ink);
}

}  // namespace
}  // namespace kossa
