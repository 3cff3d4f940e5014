#include "kossa/deposit/criterion.hpp"

#include <gtest/gtest.h>

#include "kossa/deposit/verdicts.hpp"

namespace kossa {
namespace {

TEST(Criterion, AReasonGivesTheFigureItsUnitAndWhatIsEnough) {
    EXPECT_EQ(reason_text(criteria::few_grains, 4.584, {3.5, 6.5}),
              "few grains that are surely such: 4.58, enough from 6.5");
    EXPECT_EQ(reason_text(criteria::small, 45.25, {30.0, 80.0}), "small: 45.2 um2, enough from 80 um2");
    EXPECT_EQ(reason_text(criteria::undefined, 0.579, {0.45, 0.80}),
              "no dark core or sharp outline: 57.9 % of what a full body has, enough from 80 %");
}

TEST(Criterion, WhereLessIsBetterAReasonSaysUpToWhatItFits) {
    EXPECT_EQ(reason_text(criteria::as_large_as_nuclei, 22.0, {28.0, 15.0}),
              "grains as large as nuclei: three quarters of them are larger than 22 um2, fits calcium up to 15 um2");
}

TEST(Criterion, NumbersHaveNoExponent) {
    EXPECT_EQ(reason_text(criteria::small, 123456.0, {0.0, 1.0}), "small: 123456 um2, enough from 1 um2");
    EXPECT_EQ(reason_text(criteria::brown, -1e-9, {0.08, 0.16}),
              "brown: violetness of the colour (cy) 0, enough from 0.16");
}

TEST(Criterion, WhatMeetsAllIsGivenNoFigure) {
    EXPECT_EQ(reason_of({criteria::small, 200.0, 1.0, FindingClass::nuclei, true, 1.0, {30.0, 80.0}}), meets_all);
    EXPECT_EQ(reason_of({criteria::small, 55.0, 0.5, FindingClass::nuclei, true, 1.0, {30.0, 80.0}}),
              "small: 55 um2, enough from 80 um2");
}

}  // namespace
}  // namespace kossa
