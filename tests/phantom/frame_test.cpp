#include "kossa/phantom/frame.hpp"

#include <gtest/gtest.h>

namespace kossa::phantom {
namespace {

TEST(Placement, WithoutRotationScalesOnly) {
    const Placement placement(Microns(600), Microns(400), Microns(0.5), 0.0);
    EXPECT_EQ(placement.image_size(), (Size<Level0>{1200, 800}));
    const Spot spot = placement.world_from_level0({100.0, 40.0});
    EXPECT_NEAR(spot.x, 50.0, 1e-9);
    EXPECT_NEAR(spot.y, 20.0, 1e-9);
}

TEST(Placement, GoesThereAndBackAtAnyAngle) {
    for (const double angle : {0.0, 17.0, 90.0, -133.0, 360.0}) {
        const Placement placement(Microns(600), Microns(400), Microns(0.5), angle);
        const Point<Level0> there = placement.level0_from_world(placement.world_from_level0({321.0, 77.0}));
        EXPECT_NEAR(there.x, 321.0, 1e-9) << angle;
        EXPECT_NEAR(there.y, 77.0, 1e-9) << angle;
    }
}

TEST(Placement, ImageHoldsAllCornersOfTheTurnedSpecimen) {
    const Placement placement(Microns(600), Microns(400), Microns(0.5), 30.0);
    for (const Spot& corner : {Spot{0, 0}, Spot{600, 0}, Spot{0, 400}, Spot{600, 400}}) {
        const Point<Level0> p = placement.level0_from_world(corner);
        EXPECT_GE(p.x, -1.0);
        EXPECT_GE(p.y, -1.0);
        EXPECT_LE(p.x, static_cast<double>(placement.image_size().width) + 1.0);
        EXPECT_LE(p.y, static_cast<double>(placement.image_size().height) + 1.0);
    }
}

TEST(Placement, TurnsClockwiseOnTheScreen) {
    const Placement placement(Microns(600), Microns(600), Microns(1.0), 90.0);
    const Point<Level0> top = placement.level0_from_world({300.0, 0.0});  // the middle of the upper edge
    EXPECT_NEAR(top.x, 600.0, 1e-9);
    EXPECT_NEAR(top.y, 300.0, 1e-9);
}

TEST(Placement, BoxAndExtentCoverEachOther) {
    const Placement placement(Microns(600), Microns(400), Microns(0.5), 25.0);
    const Spot centre{200.0, 150.0};
    const Box<Level0> box = placement.box_around(centre, 10.0);
    EXPECT_NEAR(static_cast<double>(box.width), 40.0, 2.0);
    const Extent extent = placement.extent_of(box);
    EXPECT_TRUE(extent.left < 190.0 && extent.right > 210.0 && extent.top < 140.0 && extent.bottom > 160.0);
    EXPECT_TRUE(extent.reached_by(centre, 0.0));
    EXPECT_FALSE(extent.reached_by({centre.x + 100.0, centre.y}, 50.0));
}

}  // namespace
}  // namespace kossa::phantom
