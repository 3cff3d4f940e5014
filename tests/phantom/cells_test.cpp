#include "kossa/phantom/cells.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace kossa::phantom {
namespace {

TEST(Cells, WithoutDisorderAreTheLatticeSquares) {
    const CellPlace middle = cell_at(1, 3.5, 7.5, 0.0);
    EXPECT_DOUBLE_EQ(middle.centre_x, 3.5);
    EXPECT_DOUBLE_EQ(middle.centre_y, 7.5);
    EXPECT_LT(cell_at(1, 3.999, 7.5, 0.0).wall, 0.005);
    EXPECT_GT(middle.wall, 0.2);
}

TEST(Cells, APointBelongsToTheNearestCentre) {
    for (int i = 0; i < 50; ++i) {
        const double x = 0.37 * i;
        const double y = 11.0 - 0.23 * i;
        const CellPlace place = cell_at(9, x, y, 0.8);
        const double distance = std::hypot(place.centre_x - x, place.centre_y - y);
        for (int step = 0; step < 9; ++step) {
            const CellCentre other = cell_centre(9, static_cast<std::int64_t>(std::floor(x)) + step % 3 - 1,
                                                 static_cast<std::int64_t>(std::floor(y)) + step / 3 - 1, 0.8);
            EXPECT_GE(std::hypot(other.x - x, other.y - y), distance - 1e-12);
        }
    }
}

TEST(Cells, WallDistanceIsZeroWhereTheCellChanges) {
    int changes = 0;
    for (double x = 0.0; x < 30.0; x += 0.002) {
        const CellPlace here = cell_at(4, x, 2.3, 0.7);
        const CellPlace next = cell_at(4, x + 0.002, 2.3, 0.7);
        if (here.hash != next.hash) {
            ++changes;
            EXPECT_LT(here.wall, 0.003);
        }
    }
    EXPECT_GT(changes, 20);
}

TEST(Cells, NegativePlacesHaveCellsOfTheirOwn) {
    std::set<std::uint64_t> hashes;
    for (int i = -10; i < 10; ++i) {
        hashes.insert(cell_centre(2, i, -i, 0.5).hash);
    }
    EXPECT_EQ(hashes.size(), 20U);
}

}  // namespace
}  // namespace kossa::phantom
