#include "kossa/deposit/walls.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/deposit/shape.hpp"
#include "support/components.hpp"
#include "support/runs.hpp"

namespace kossa {
namespace {

using namespace literals;

const PixelSize wall_pixel(0.5_um);

/// The part of a ring from 0 to `degrees`, its middle line that far from the centre.
std::vector<Run<Working>> arc(double radius_px, double thickness_px, double degrees) {
    constexpr int side = 700;
    Mask form(side, side, std::uint8_t{0});
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double dx = x + 0.5 - side / 2.0;
            const double dy = y + 0.5 - side / 2.0;
            const double turn = std::fmod(std::atan2(dy, dx) * 180.0 / CV_PI + 360.0, 360.0);
            if (std::abs(std::hypot(dx, dy) - radius_px) < thickness_px / 2.0 && turn < degrees) {
                form(y, x) = 255;
            }
        }
    }
    return support::runs_at(form);
}

/// Discs of 6 um, 8 um apart, joined by strands of 1 um.
std::vector<Run<Working>> crowd(int across) {
    const int pitch = 16;
    Mask form((across + 1) * pitch, (across + 1) * pitch, std::uint8_t{0});
    for (int row = 1; row <= across; ++row) {
        cv::line(form, {pitch, row * pitch}, {across * pitch, row * pitch}, 255, 2);
        cv::line(form, {row * pitch, pitch}, {row * pitch, across * pitch}, 255, 2);
        for (int column = 1; column <= across; ++column) {
            cv::circle(form, {column * pitch, row * pitch}, 6, 255, cv::FILLED);
        }
    }
    return support::runs_at(form);
}

TEST(Walls, AnArcIsSolidInPieces) {
    const auto bow = arc(250.0, 42.0, 240.0);  // 270 um across, 21 um thick
    EXPECT_LT(measure_shape(bow, wall_pixel).solidity, 0.25);
    EXPECT_GT(solidity_in_squares(bow, 60_um, wall_pixel), 0.75);
    EXPECT_EQ(is_wall(bow, {}, wall_pixel), 1.0);
}

TEST(Walls, ACrowdOfNucleiIsNot) {
    const auto cells = crowd(20);
    EXPECT_GT(wall_pixel.area(pixel_count(cells)).value(), 10000.0);
    EXPECT_EQ(is_wall(cells, {}, wall_pixel), 0.0);
}

TEST(Walls, SmallOnesAreNotTold) {
    EXPECT_EQ(is_wall(arc(40.0, 12.0, 240.0), {}, wall_pixel), 0.0);
    WallOptions small;
    small.least_um2 = 100.0;
    EXPECT_GT(is_wall(arc(40.0, 12.0, 240.0), small, wall_pixel), 0.0);
}

/// A square of 40 pixels and, in another square of 20 um, an L of 40 pixels whose arms are 10 thick.
TEST(Walls, SolidityInSquaresIsThatOfEachPiece) {
    const auto square = support::filled(0, 0, 40, 40);
    const auto angle = support::joined(support::filled(80, 0, 10, 30), support::filled(80, 30, 40, 10));
    const double convex = 400.0 + measure_shape(angle, wall_pixel).convex_area.value();
    EXPECT_NEAR(solidity_in_squares(support::joined(square, angle), 20_um, wall_pixel), (400.0 + 175.0) / convex,
                1e-12);
    EXPECT_NEAR(solidity_in_squares(support::filled(-50, -50, 90, 90), 20_um, wall_pixel), 1.0, 1e-12) << "below 0";
    EXPECT_NEAR(solidity_in_squares(angle, 1000_um, wall_pixel), measure_shape(angle, wall_pixel).solidity, 1e-12);
}

}  // namespace
}  // namespace kossa
