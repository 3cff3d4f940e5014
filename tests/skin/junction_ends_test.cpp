#include "kossa/skin/junction_ends.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace kossa::junction_ends_test {
namespace {

using namespace literals;

constexpr Microns pixel = 10_um;
constexpr double straight_on = 0.0;
constexpr double quarter = std::numbers::pi / 4.0;

/// 400 x 200 pixels of glass with a section of 300 x 150 in it.
Mask section() {
    Mask solid(200, 400, std::uint8_t{0});
    solid(cv::Rect(50, 20, 300, 150)).setTo(255);
    return solid;
}

std::vector<JunctionEnd> ends_of(const cv::Rect& layer, const Mask& solid = section()) {
    Mask epidermis(solid.size(), 0);
    epidermis(layer).setTo(255);
    LabelRaster pieces;
    cv::connectedComponents(solid, pieces, 8);
    return junction_ends(Mask(epidermis & solid), solid, pieces, pixel);
}

JunctionEnd end_towards_the_right(std::optional<cv::Point2d> next = {}) {
    JunctionEnd end;
    end.at = {100.0, 50.0};
    end.lines.fill({end.at, {1.0, 0.0}});
    end.next = next;
    return end;
}

double beyond(const JunctionEnd& end, const cv::Point& p, double turn) {
    return distance_beyond(end, p, 1000_um, turn, pixel);
}

TEST(JunctionEnds, LieWhereTheLayerMeetsTheOutline) {
    const std::vector<JunctionEnd> ends = ends_of({50, 20, 300, 10});
    ASSERT_EQ(ends.size(), 2U);
    const JunctionEnd& left = ends[0].at.x < ends[1].at.x ? ends[0] : ends[1];
    EXPECT_NEAR(left.at.x, 50.0, 1.0);
    EXPECT_NEAR(left.at.y, 29.0, 1.0);
    EXPECT_EQ(left.piece, 1);
    for (const JunctionEnd::Line& line : left.lines) {
        EXPECT_NEAR(line.onwards.x, -1.0, 0.01);
        EXPECT_NEAR(line.from.x, 50.0, 1.0);
    }
    EXPECT_FALSE(left.next.has_value()) << "the other end lies behind it";
}

TEST(JunctionEnds, GoOnAlongTheJunctionAndNotUpAFace) {
    const std::vector<JunctionEnd> ends = ends_of({50, 20, 150, 10});
    ASSERT_EQ(ends.size(), 2U);
    for (const JunctionEnd& end : ends) {
        EXPECT_FALSE(end.lines.empty());
        for (const JunctionEnd::Line& line : end.lines) {
            EXPECT_NEAR(line.onwards.y, 0.0, 0.01);
            EXPECT_NEAR(line.from.y, 29.0, 1.0);
        }
    }
}

TEST(JunctionEnds, LieAtTheBorderOfTheImage) {
    const Mask all(200, 400, std::uint8_t{255});
    EXPECT_EQ(ends_of({0, 0, 400, 10}, all).size(), 2U);
    EXPECT_EQ(ends_of({0, 0, 200, 10}, all).size(), 2U) << "one where the layer ends at the upper border";
}

TEST(JunctionEnds, AreNoneOfASpurNorOfWhatIsCoveredAllRound) {
    EXPECT_TRUE(ends_of({100, 20, 12, 2}).empty());
    Mask all_round = section();
    all_round(cv::Rect(60, 30, 280, 130)).setTo(0);
    LabelRaster pieces;
    cv::connectedComponents(section(), pieces, 8);
    EXPECT_TRUE(junction_ends(all_round, section(), pieces, pixel).empty());
}

TEST(JunctionEnds, KnowTheStretchThatLiesAhead) {
    constexpr int gap = 60;
    Mask layer(200, 400, std::uint8_t{0});
    layer(cv::Rect(50, 20, 100, 10)).setTo(255);
    layer(cv::Rect(150 + gap, 20, 140, 10)).setTo(255);
    LabelRaster pieces;
    cv::connectedComponents(section(), pieces, 8);
    int facing = 0;
    for (const JunctionEnd& end : junction_ends(layer, section(), pieces, pixel)) {
        if (end.next) {
            ++facing;
            EXPECT_NEAR(std::abs(end.next->x - end.at.x), gap, 2.0);
        }
    }
    EXPECT_EQ(facing, 2);
}

TEST(DistanceBeyond, IsThatFromTheLineGoneOnStraight) {
    EXPECT_DOUBLE_EQ(beyond(end_towards_the_right(), {140, 80}, straight_on), 300.0);
    EXPECT_DOUBLE_EQ(beyond(end_towards_the_right(), {140, 20}, straight_on), 300.0);
    EXPECT_DOUBLE_EQ(beyond(end_towards_the_right(), {60, 80}, straight_on), 500.0) << "not beyond: from the end";
}

TEST(DistanceBeyond, IsLessWhereTheLineTurns) {
    EXPECT_NEAR(beyond(end_towards_the_right(), {100, 80}, quarter), 300.0 * std::cos(quarter), 1e-9);
    EXPECT_NEAR(beyond(end_towards_the_right(), {130, 80}, quarter), 0.0, 1e-9);
    EXPECT_NEAR(beyond(end_towards_the_right(), {150, 60}, quarter), 0.0, 1e-9) << "it may turn by less";
}

TEST(DistanceBeyond, IsThatFromTheWayToTheNextStretch) {
    const JunctionEnd end = end_towards_the_right(cv::Point2d(120.0, 50.0));
    EXPECT_DOUBLE_EQ(beyond(end, {110, 80}, quarter), 300.0);
    EXPECT_DOUBLE_EQ(beyond(end, {150, 90}, quarter), 500.0) << "beyond the next";
}

TEST(DistanceBeyond, IsToldFromAStretchAsLongAsThePlaceIsDeep) {
    JunctionEnd end = end_towards_the_right();
    end.lines[0].onwards = {0.0, 1.0};  // the last 600 um hook downwards
    EXPECT_DOUBLE_EQ(distance_beyond(end, {140, 80}, 500_um, straight_on, pixel), 400.0);
    EXPECT_DOUBLE_EQ(distance_beyond(end, {200, 150}, 1300_um, straight_on, pixel), 1000.0);
}

TEST(LeastDepth, IsLessBeyondAnEndOfTheSamePieceOnly) {
    FloatRaster depth(200, 400, 600.0F);
    depth(0, 0) = std::numeric_limits<float>::quiet_NaN();
    depth(1, 0) = -20.0F;
    LabelRaster pieces(200, 400, 1);
    JunctionEnd end = end_towards_the_right();
    end.piece = 1;
    const FloatRaster least = least_depth(depth, pieces, {end}, straight_on, pixel);
    EXPECT_FLOAT_EQ(least(80, 140), 300.0F);
    EXPECT_FLOAT_EQ(least(80, 20), 600.0F) << "nearer to the junction than to its end";
    EXPECT_FLOAT_EQ(least(80, 170), 600.0F) << "760 um from the end, so not beyond it but below some other place";
    EXPECT_FLOAT_EQ(least(100, 130), 500.0F);
    pieces.setTo(2);
    EXPECT_FLOAT_EQ(least_depth(depth, pieces, {end}, straight_on, pixel)(80, 140), 600.0F) << "another piece";
    EXPECT_TRUE(std::isnan(least(0, 0)));
    EXPECT_FLOAT_EQ(least(1, 0), -20.0F);
}

}  // namespace
}  // namespace kossa::junction_ends_test
