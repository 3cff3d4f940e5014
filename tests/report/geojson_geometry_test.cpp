#include "kossa/report/geojson_geometry.hpp"

#include <gtest/gtest.h>

namespace kossa::report {
namespace {

using Polygons = MultiPolygon<Level0>;
using Lines = std::vector<Polyline<Level0>>;

const Ring<Level0> square{{0, 0}, {0, 4}, {4, 4}, {4, 0}};

TEST(GeojsonGeometry, OneMemberIsAPolygon) {
    EXPECT_EQ(geometry_text(Polygons{{square, {}}}),
              R"({"type":"Polygon","coordinates":[[[0,0],[0,4],[4,4],[4,0],[0,0]]]})");
}

TEST(GeojsonGeometry, SeveralMembersAreAMultiPolygon) {
    EXPECT_EQ(geometry_text(Polygons{{{{0, 0}, {0, 1}, {1, 0}}, {}}, {{{5, 5}, {5, 6}, {6, 5}}, {}}}),
              R"({"type":"MultiPolygon","coordinates":[[[[0,0],[0,1],[1,0],[0,0]]],[[[5,5],[5,6],[6,5],[5,5]]]]})");
}

TEST(GeojsonGeometry, HolesFollowTheirShell) {
    EXPECT_EQ(geometry_text(Polygons{{square, {{{1, 1}, {2, 1}, {2, 2}}}}}),
              R"({"type":"Polygon","coordinates":[[[0,0],[0,4],[4,4],[4,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]})");
}

TEST(GeojsonGeometry, RoundsToHundredths) {
    EXPECT_EQ(geometry_text(Point<Level0>{1.23456, 100.0}), R"({"type":"Point","coordinates":[1.23,100]})");
}

TEST(GeojsonGeometry, DropsVerticesThatRoundingMadeEqual) {
    EXPECT_EQ(geometry_text(Polygons{{{{0, 0}, {0, 1}, {0.001, 1.001}, {1, 0}, {0.001, 0}}, {}}}),
              R"({"type":"Polygon","coordinates":[[[0,0],[0,1],[1,0],[0,0]]]})");
}

TEST(GeojsonGeometry, DoesNotCloseAClosedRingTwice) {
    EXPECT_EQ(geometry_text(Polygons{{{{0, 0}, {0, 1}, {1, 0}, {0, 0}}, {}}}),
              R"({"type":"Polygon","coordinates":[[[0,0],[0,1],[1,0],[0,0]]]})");
}

TEST(GeojsonGeometry, LeavesOutRingsOfFewerThanThreeVertices) {
    EXPECT_EQ(geometry_text(Polygons{{{{0, 0}, {1, 1}}, {}}}), "");
    EXPECT_EQ(geometry_text(Polygons{{square, {{{1, 1}, {1.001, 1}, {2, 1}}}}}),
              R"({"type":"Polygon","coordinates":[[[0,0],[0,4],[4,4],[4,0],[0,0]]]})");
}

TEST(GeojsonGeometry, OneLineOrSeveral) {
    EXPECT_EQ(geometry_text(Lines{{{0, 0}, {1, 2}}}), R"({"type":"LineString","coordinates":[[0,0],[1,2]]})");
    EXPECT_EQ(geometry_text(Lines{{{0, 0}, {1, 2}}, {{3, 3}}, {{5, 5}, {6, 6}}}),
              R"({"type":"MultiLineString","coordinates":[[[0,0],[1,2]],[[5,5],[6,6]]]})");
    EXPECT_EQ(geometry_text(Lines{}), "");
}

}  // namespace
}  // namespace kossa::report
