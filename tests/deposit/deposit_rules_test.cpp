#include "kossa/deposit/deposit_rules.hpp"

#include <gtest/gtest.h>

#include "kossa/deposit/cells.hpp"

namespace kossa {
namespace {

TEST(Ramp, RisesFromNoToYes) {
    const Ramp ramp{2.0, 4.0};
    EXPECT_EQ(ramp(1.0), 0.0);
    EXPECT_EQ(ramp(2.0), 0.0);
    EXPECT_EQ(ramp(2.5), 0.25);
    EXPECT_EQ(ramp(4.0), 1.0);
    EXPECT_EQ(ramp(9.0), 1.0);
}

TEST(Ramp, FallsWhereNoIsTheLarger) {
    const Ramp ramp{4.0, 2.0};
    EXPECT_EQ(ramp(1.0), 1.0);
    EXPECT_EQ(ramp(3.5), 0.25);
    EXPECT_EQ(ramp(5.0), 0.0);
}

/// Medians of materials that were measured on scanned slides, H&E.
struct Material {
    const char* name;
    double density;
    double cx;
    double cy;
    double saturation;
};

double least_colour_certainty(const Material& m, const DepositRules& rules) {
    double least = rules.not_green(m.cx);
    for (const double certainty : {rules.tint(m.saturation), rules.not_brown(m.cy),
                                   rules.not_keratin(m.saturation * m.density), rules.mass_greyness(m.saturation)}) {
        least = certainty < least ? certainty : least;
    }
    return least;
}

TEST(BasophilicRules, EveryMeasuredDenseCalciumHasTheColour) {
    for (const Material& m :
         {Material{"palest", 0.68, -0.08, 0.15, 0.18}, Material{"darkest", 0.82, -0.17, 0.27, 0.32}}) {
        EXPECT_GE(least_colour_certainty(m, basophilic_rules()), 0.85) << m.name;
    }
}

TEST(BasophilicRules, WhatHasAnotherColourIsTurnedDown) {
    for (const Material& m :
         {Material{"dark keratin", 0.95, -0.08, 0.36, 0.41}, Material{"melanin", 0.59, -0.24, -0.04, 0.32},
          Material{"ochronotic pigment", 0.62, -0.18, 0.05, 0.21}, Material{"dust", 0.30, 0.0, 0.0, 0.02},
          Material{"eosin", 0.23, -0.5, 0.5, 0.7}, Material{"red cells", 0.22, -0.63, 0.49, 0.80},
          Material{"green ink", 0.62, 0.60, 0.11, 0.6}, Material{"blue ink", 0.50, 0.32, 0.21, 0.4}}) {
        EXPECT_LT(least_colour_certainty(m, basophilic_rules()), 0.1) << m.name;
    }
}

TEST(BasophilicRules, CarbonFoldsAndBlackPenAreNotToldByColour) {
    for (const Material& m : {Material{"carbon", 0.82, -0.10, 0.21, 0.25}, Material{"fold", 0.70, -0.13, 0.19, 0.24}}) {
        EXPECT_EQ(least_colour_certainty(m, basophilic_rules()), 1.0) << m.name;
        EXPECT_LE(m.saturation, CellOptions().grey_saturation);
    }
}

TEST(SilverRules, BlackSilverPassesAndBrownDoesNot) {
    const DepositRules rules = silver_rules();
    EXPECT_EQ(rules.tint(0.0), 1.0);
    EXPECT_EQ(rules.not_brown(0.02), 1.0);
    EXPECT_EQ(rules.not_brown(-0.20), 0.0);
    EXPECT_EQ(rules.mass_greyness(0.15), 1.0);
    EXPECT_LT(rules.mass_greyness(0.30), 0.5);
}

TEST(SilverRules, WhatIsNotAskedTurnsNothingDown) {
    for (const double value : {-1e6, -0.02, 0.0, 1.0, 1e6}) {
        EXPECT_EQ(silver_rules().mass_solidity(value), 1.0);
    }
}

TEST(SilverRules, PaleSilverMayBeLessDarkerThanTissue) {
    EXPECT_EQ(at_silver(silver_rules(), 1.0).mass_darkness.yes, silver_rules().mass_darkness.yes);
    EXPECT_DOUBLE_EQ(at_silver(silver_rules(), 0.75).mass_darkness.no, 0.09);
    EXPECT_DOUBLE_EQ(at_silver(silver_rules(), 0.75).mass_darkness.yes, 0.21);
}

}  // namespace
}  // namespace kossa
