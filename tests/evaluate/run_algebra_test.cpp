#include "kossa/evaluate/run_algebra.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "evaluate/pixel_sets.hpp"

namespace kossa {
namespace {

using support::pixels_of;
using support::random_mask;
using ::testing::IsEmpty;

constexpr int side = 24;

std::vector<Mask> masks() {
    std::vector<Mask> result{Mask(side, side, std::uint8_t{0}), Mask(side, side, std::uint8_t{255})};
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        result.push_back(random_mask({side, side}, 0.04 * static_cast<double>(1 + seed), seed));
    }
    return result;
}

TEST(RunAlgebra, ClipsToABox) {
    for (const Mask& mask : masks()) {
        Mask inside(mask.size(), 0);
        mask(cv::Rect(5, 3, 11, 17)).copyTo(inside(cv::Rect(5, 3, 11, 17)));
        EXPECT_EQ(clipped(pixels_of(mask), {5, 3, 11, 17}), pixels_of(inside));
    }
    EXPECT_THAT(clipped({{2, 0, 9}}, {0, 0, 0, 0}), IsEmpty());
}

TEST(RunAlgebra, ReachesAsASquareDilationDoes) {
    for (const Mask& a : masks()) {
        const Mask corner = random_mask({side, side}, 0.01, 7);
        for (const auto& [x, y] : {Reach{0, 0}, Reach{1, 1}, Reach{5, 5}, Reach{6, 2}, Reach{0, 3}}) {
            Mask grown;
            cv::dilate(corner, grown, Mask(2 * y + 1, 2 * x + 1, std::uint8_t{1}));
            EXPECT_EQ(any_within(pixels_of(a), pixels_of(corner), {x, y}), cv::countNonZero(grown & a) > 0);
        }
    }
    EXPECT_TRUE(any_within({{10, 10, 12}}, {{13, 15, 16}}, {4, 4}));
    EXPECT_FALSE(any_within({{10, 10, 12}}, {{13, 15, 16}}, {3, 3}));
}

}  // namespace
}  // namespace kossa
