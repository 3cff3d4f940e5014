#include "kossa/phantom/canvas.hpp"

#include <gtest/gtest.h>

#include <numbers>
#include <set>

namespace kossa::phantom {
namespace {

TEST(Canvas, PaintsOnlyWhatItShows) {
    Canvas canvas(Placement(Microns(100), Microns(100), Microns(1.0), 0.0), {10, 10, 20, 20});
    int painted = 0;
    canvas.paint({0, 0, 15, 15}, [&](const Spot& spot, Density& density) {
        ++painted;
        EXPECT_GE(spot.x, 10.5);
        density = {1.F, 1.F, 1.F};
    });
    EXPECT_EQ(painted, 25);
    EXPECT_EQ(canvas.densities(0, 0)[0], 1.F);
    EXPECT_EQ(canvas.densities(5, 5)[0], 0.F);
}

TEST(Canvas, CellsThatCanReachTheExtentAreVisitedOnceInOrder) {
    std::vector<std::pair<std::int64_t, std::int64_t>> visited;
    for_each_cell({5.0, 5.0, 15.0, 8.0}, 10.0, 6.0,
                  [&](std::int64_t column, std::int64_t row) { visited.emplace_back(row, column); });
    EXPECT_EQ(std::set(visited.begin(), visited.end()).size(), visited.size());
    EXPECT_TRUE(std::ranges::is_sorted(visited));
    EXPECT_EQ(visited.front(), (std::pair<std::int64_t, std::int64_t>{-1, -1}));
    EXPECT_EQ(visited.back(), (std::pair<std::int64_t, std::int64_t>{1, 2}));
}

TEST(Nucleus, HasAboutTheAreaOfItsEllipseAndTheColourAskedFor) {
    double area = 0.0;
    double density = 0.0;
    constexpr int nuclei = 20;
    for (std::uint64_t seed = 0; seed < nuclei; ++seed) {
        Canvas canvas(Placement(Microns(40), Microns(40), Microns(0.25), 0.0), {0, 0, 160, 160});
        paint_nucleus(canvas, {{20.0, 20.0}, 6.0, 3.0, 0.7}, {0.4F, 0.4F, 0.4F}, seed);
        for (const cv::Vec3f& pixel : canvas.densities) {
            area += pixel[0] > 0.1F ? 0.0625 : 0.0;
            density += pixel[0] > 0.1F ? pixel[0] * 0.0625 : 0.0;
        }
    }
    const double ellipse = std::numbers::pi * 18.0;
    EXPECT_NEAR(area / nuclei, ellipse, 0.15 * ellipse);
    EXPECT_NEAR(density / area, 0.32, 0.04);  // soft edges and pale ones count too
}

}  // namespace
}  // namespace kossa::phantom
