#include "kossa/skin/nearest_pixel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace kossa::nearest_pixel_test {
namespace {

/// The slow twin: asks all.
double plain_distance(const std::vector<cv::Point>& pixels, const Point<Survey>& from) {
    double least = std::numeric_limits<double>::infinity();
    for (const cv::Point& pixel : pixels) {
        least = std::min(least, std::hypot(pixel.x + 0.5 - from.x, pixel.y + 0.5 - from.y));
    }
    return least;
}

TEST(NearestPixel, IsTheNearestOfAll) {
    std::mt19937 random(7);
    for (const int count : {1, 3, 40, 2000}) {
        std::uniform_int_distribution<int> place(0, 1500);
        std::vector<cv::Point> pixels;
        for (int i = 0; i < count; ++i) {
            pixels.emplace_back(300 + place(random), i % 2 == 0 ? 700 : place(random));
        }
        const NearestPixel nearest(pixels);
        std::uniform_real_distribution<double> anywhere(-50.0, 3000.0);
        for (int i = 0; i < 300; ++i) {
            const Point<Survey> from{anywhere(random), anywhere(random)};
            EXPECT_DOUBLE_EQ(nearest.distance(from), plain_distance(pixels, from));
        }
    }
}

TEST(NearestPixel, IsItselfAtItsCentre) {
    EXPECT_EQ(NearestPixel({{63, 64}}).distance({63.5, 64.5}), 0.0);
}

}  // namespace
}  // namespace kossa::nearest_pixel_test
