#include "kossa/report/line_style.hpp"

#include <gtest/gtest.h>

namespace kossa::report {
namespace {

TEST(Pens, GrowWithTheLongerSideOfThePicture) {
    EXPECT_EQ(pens_for({100, 80}).epidermis.thickness, 1);
    EXPECT_EQ(pens_for({4000, 80}).epidermis.thickness, 4);
    EXPECT_EQ(pens_for({80, 4000}).epidermis.thickness, 4);
    EXPECT_EQ(pens_for({80, 4000}).deposit_thickness, 4);
}

TEST(Pens, TheJunctionIsHeavierThanTheBordersOfLayers) {
    for (const int side : {1, 300, 2500}) {
        const Pens pens = pens_for({side, side});
        EXPECT_GT(pens.junction.thickness, pens.epidermis.thickness) << side;
        EXPECT_GT(pens.junction.thickness, pens.dermis_border.thickness) << side;
    }
}

TEST(Pens, OnlyTheBorderWithinTheDermisIsDashed) {
    const Pens pens = pens_for({2500, 2500});
    EXPECT_GT(pens.dermis_border.dash, 0);
    EXPECT_EQ(pens.junction.dash, 0);
    EXPECT_EQ(pens.epidermis.dash, 0);
    EXPECT_EQ(pens.subcutis.dash, 0);
}

TEST(Pens, TheHaloShowsOnBothSidesOfADepositsOutline) {
    for (const int side : {1, 300, 2500}) {
        const Pens pens = pens_for({side, side});
        EXPECT_GE(pens.halo.thickness, pens.deposit_thickness + 2) << side;
    }
}

TEST(RingRadius, IsFiveOnASmallPictureAndTenAt2500) {
    EXPECT_EQ(ring_radius({1, 1}), 5);
    EXPECT_EQ(ring_radius({1250, 900}), 5);
    EXPECT_EQ(ring_radius({2500, 40}), 10);
    EXPECT_EQ(ring_radius({40, 2500}), 10);
}

TEST(Scalar, KeepsTheOrderRedGreenBlue) {
    EXPECT_EQ(scalar(okabe_ito::orange), cv::Scalar(230, 159, 0));
}

}  // namespace
}  // namespace kossa::report
