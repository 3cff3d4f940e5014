#include "kossa/phantom/fat.hpp"

#include <gtest/gtest.h>

#include <map>

namespace kossa::phantom {
namespace {

struct Survey {
    double septum_share;
    double wall_share;
    double mean_cell_area;
};

Survey surveyed() {
    constexpr int side = 2400;
    constexpr int step = 4;
    int total = 0;
    int septum = 0;
    int wall = 0;
    std::map<std::uint64_t, int> cells;
    for (int y = 0; y < side; y += step) {
        for (int x = 0; x < side; x += step) {
            const FatPlace place = fat_at(5, {static_cast<double>(x), static_cast<double>(y)});
            ++total;
            septum += place.septum < 0.0 ? 1 : 0;
            wall += place.membrane < 1.0 ? 1 : 0;
            ++cells[place.cell];
        }
    }
    const double count = total;
    return {septum / count, wall / count, static_cast<double>(side) * side / static_cast<double>(cells.size())};
}

TEST(Fat, IsMostlyCellsWithThinWallsAndSomeSepta) {
    const Survey fat = surveyed();
    EXPECT_GT(fat.septum_share, 0.02);
    EXPECT_LT(fat.septum_share, 0.25);
    EXPECT_GT(fat.wall_share, 0.01);
    EXPECT_LT(fat.wall_share, 0.12);
}

TEST(Fat, CellsAreAsLargeAsFatCells) {
    const double area = surveyed().mean_cell_area;
    EXPECT_GT(area, 3.1416 * 25.0 * 25.0);
    EXPECT_LT(area, 3.1416 * 55.0 * 55.0);
}

}  // namespace
}  // namespace kossa::phantom
