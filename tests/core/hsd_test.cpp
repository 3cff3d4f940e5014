#include "kossa/core/hsd.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace kossa {
namespace {

constexpr double rounding = 1e-12;

TEST(Hsd, ClearGlassIsAllZero) {
    const Hsd glass = hsd(0.0, 0.0, 0.0);
    EXPECT_EQ(glass.density, 0.0);
    EXPECT_EQ(glass.cx, 0.0);
    EXPECT_EQ(glass.cy, 0.0);
    EXPECT_EQ(glass.saturation(), 0.0);
}

TEST(Hsd, NeutralGreyIsTheOriginAtEveryDensity) {
    for (const double density : {0.001, 0.5, 2.4}) {
        const Hsd grey = hsd(density, density, density);
        EXPECT_NEAR(grey.density, density, rounding);
        EXPECT_NEAR(grey.saturation(), 0.0, rounding);
    }
}

/// A pure absorber of one channel lies at saturation 2, in three directions 120 degrees apart.
TEST(Hsd, PureAbsorbersLieAtTheCornersOfATriangle) {
    const Hsd red = hsd(0.6, 0.0, 0.0);
    const Hsd green = hsd(0.0, 0.6, 0.0);
    const Hsd blue = hsd(0.0, 0.0, 0.6);
    EXPECT_NEAR(red.cx, 2.0, rounding);
    EXPECT_NEAR(red.cy, 0.0, rounding);
    EXPECT_NEAR(green.cx, -1.0, rounding);
    EXPECT_NEAR(green.cy, std::sqrt(3.0), rounding);
    EXPECT_NEAR(blue.cx, -1.0, rounding);
    EXPECT_NEAR(blue.cy, -std::sqrt(3.0), rounding);
    for (const Hsd& corner : {red, green, blue}) {
        EXPECT_NEAR(corner.density, 0.2, rounding);
        EXPECT_NEAR(corner.saturation(), 2.0, rounding);
    }
}

TEST(Hsd, MatchesAColourWorkedOutByHand) {
    const Hsd colour = hsd(0.3, 0.5, 0.1);
    EXPECT_NEAR(colour.density, 0.3, rounding);
    EXPECT_NEAR(colour.cx, 0.0, rounding);
    EXPECT_NEAR(colour.cy, 0.4 / (std::sqrt(3.0) * 0.3), rounding);
}

TEST(Hsd, ColourDoesNotChangeWithTheAmountOfStain) {
    const Hsd thin = hsd(0.10, 0.25, 0.07);
    const Hsd thick = hsd(0.40, 1.00, 0.28);
    EXPECT_NEAR(thick.density, 4.0 * thin.density, rounding);
    EXPECT_NEAR(thick.cx, thin.cx, rounding);
    EXPECT_NEAR(thick.cy, thin.cy, rounding);
}

TEST(Hsd, SaturationIsTheLengthOfTheColour) {
    EXPECT_NEAR((Hsd{1.0, 0.3, -0.4}.saturation()), 0.5, rounding);
}

TEST(Hsd, SaturationComparesAsItsNumberDoes) {
    for (const double cx : {0.0, 0.2, 0.3, 0.6, -0.75}) {
        const Hsd colour{1.0, cx, 0.4};
        const double saturation = colour.saturation();
        for (const double limit :
             {0.0, 0.5, saturation, std::nextafter(saturation, 0.0), std::nextafter(saturation, 9.0), 1.0}) {
            EXPECT_EQ(colour.saturation_against(limit), saturation <=> limit) << cx << ", " << limit;
        }
    }
}

}  // namespace
}  // namespace kossa
