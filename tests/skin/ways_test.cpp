#include "../../src/skin/ways.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "support/masks.hpp"

namespace kossa::ways_test {
namespace {

/// Step by step.
int slow_steps(const Mask& mask, bool beyond_image, const Way& way, int most) {
    for (int steps = 1; steps < most; ++steps) {
        const cv::Point at = way.at(steps);
        const bool inside = cv::Rect({0, 0}, mask.size()).contains(at);
        if (inside ? mask(at) != 0 : beyond_image) {
            return steps;
        }
    }
    return most;
}

void expect_the_same_steps(const Mask& mask, bool beyond_image) {
    const Obstacles obstacles(mask, beyond_image);
    for (int i = 0; i < 3000; ++i) {
        const double angle = i % 3 == 0 ? i * std::numbers::pi / 4.0 : i;
        const double length = i % 5 == 0 ? 0.7 : 1.0;
        const cv::Point from(i * 37 % mask.cols, i * 101 % mask.rows);
        const Way way{from, cv::Point2d(std::cos(angle), std::sin(angle)) * length};
        for (const int most : {1, 2, 17, 126}) {
            ASSERT_EQ(obstacles.steps_along(way, most), slow_steps(mask, beyond_image, way, most)) << from << angle;
        }
    }
}

TEST(Obstacles, AreMetAsStepByStep) {
    for (const cv::Size& size : {cv::Size(160, 120), cv::Size(163, 117), cv::Size(5, 3)}) {
        for (const double share : {0.0, 0.0002, 0.003, 0.2}) {
            expect_the_same_steps(support::random_mask(size, share, 7), false);
            expect_the_same_steps(support::random_mask(size, share, 8), true);
        }
    }
}

}  // namespace
}  // namespace kossa::ways_test
