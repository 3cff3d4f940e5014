#include "kossa/report/shared_border.hpp"

#include <gtest/gtest.h>

#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

TEST(SharedBorder, LiesOnTheOutlineWhereTheLayersTouch) {
    const std::vector<Polyline<Level0>> lines =
        shared_border({rectangle(100, 100, 900, 400)}, {rectangle(300, 400, 700, 800)}, {500, 500}, {2.0, 2.0});
    ASSERT_EQ(lines.size(), 1U);
    for (const Point<Level0>& point : lines[0]) {
        EXPECT_NEAR(point.y, 400.0, 1e-9);
        EXPECT_GE(point.x, 300.0 - 8.0);
        EXPECT_LE(point.x, 700.0 + 8.0);
    }
    EXPECT_GT(std::abs(lines[0].front().x - lines[0].back().x), 380.0);
}

TEST(SharedBorder, IsNothingBetweenLayersThatLieApart) {
    EXPECT_TRUE(shared_border({rectangle(100, 100, 900, 400)}, {rectangle(100, 420, 900, 800)}, {500, 500}, {2.0, 2.0})
                    .empty());
    EXPECT_TRUE(shared_border({}, {rectangle(0, 0, 9, 9)}, {500, 500}, {2.0, 2.0}).empty());
    EXPECT_TRUE(shared_border({rectangle(0, 0, 9, 9)}, {}, {500, 500}, {2.0, 2.0}).empty());
}

TEST(SharedBorder, GoesRoundHolesToo) {
    Polygon<Level0> around = rectangle(100, 100, 900, 900);
    around.holes.push_back(rectangle(400, 400, 600, 600).shell);
    const std::vector<Polyline<Level0>> lines =
        shared_border({around}, {rectangle(400, 400, 600, 600)}, {1000, 1000}, {1.0, 1.0});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_NEAR(static_cast<double>(lines[0].size()), 800.0, 8.0);
}

}  // namespace
}  // namespace kossa::report
