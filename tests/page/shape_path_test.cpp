#include "kossa/page/shape_path.hpp"

#include <gtest/gtest.h>

namespace kossa::page {
namespace {

const DrawingFrame halved{{100.0, 200.0}, {2.0, 2.0}};

Polygon<Level0> box(double left, double top, double right, double bottom) {
    return {{{left, top}, {left, bottom}, {right, bottom}, {right, top}}, {}};
}

TEST(DrawingFrame, PutsItsOriginAtTheCorner) {
    EXPECT_EQ(halved({100.0, 200.0}), (Point<Drawing>{0.0, 0.0}));
    EXPECT_EQ(halved({120.0, 210.0}), (Point<Drawing>{10.0, 5.0}));
}

TEST(PathOf, ARingIsClosed) {
    EXPECT_EQ(path_of(MultiPolygon<Level0>{box(100, 200, 120, 240)}, halved, 0.2), "M0 0L0 20 10 20 10 0Z");
}

TEST(PathOf, HolesFollowTheirShell) {
    Polygon<Level0> ring = box(100, 200, 200, 300);
    ring.holes = {box(120, 220, 160, 260).shell};
    EXPECT_EQ(path_of(MultiPolygon<Level0>{ring}, halved, 0.2), "M0 0L0 50 50 50 50 0ZM10 10L10 30 30 30 30 10Z");
}

TEST(PathOf, LeavesOutCornersThatCannotBeSeen) {
    Polygon<Level0> notched = box(100, 200, 200, 300);
    notched.shell.insert(notched.shell.begin() + 1, Point<Level0>{100.5, 250.0});
    EXPECT_EQ(path_of(MultiPolygon<Level0>{notched}, halved, 0.5), "M0 0L0 50 50 50 50 0Z");
}

TEST(PathOf, ARingWithoutAreaIsLeftOut) {
    EXPECT_EQ(path_of(MultiPolygon<Level0>{box(100, 200, 100.1, 200.1)}, halved, 0.5), "");
    EXPECT_EQ(path_of(MultiPolygon<Level0>{}, halved, 0.5), "");
}

TEST(PathOf, ALineStaysOpen) {
    const std::vector<Polyline<Level0>> line{{{100, 200}, {110, 220}, {140, 220}}};
    EXPECT_EQ(path_of(line, halved, 0.2), "M0 0L5 10 20 10");
}

}  // namespace
}  // namespace kossa::page
