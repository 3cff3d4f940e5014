#include "kossa/core/coarser_pixels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>
#include <vector>

namespace kossa {
namespace {

using Stretch = std::tuple<int, int, int>;  // row, column, pixels
using Stretches = std::vector<Stretch>;
using FineRun = Run<Working>;
using ::testing::ElementsAre;

const cv::Size grid(10, 4);

Stretches stretches(const FineRun& run, const Scaling<Survey, Working>& scale) {
    Stretches result;
    over_coarser_pixels(run, scale, grid,
                        [&](int row, int column, int pixels) { result.emplace_back(row, column, pixels); });
    return result;
}

/// Pixel by pixel, joined where neighbours lie in one.
Stretches stretches_by_pixels(const FineRun& run, const Scaling<Survey, Working>& scale) {
    Stretches result;
    for (int x = run.x_begin; x < run.x_end; ++x) {
        const int row = std::min(static_cast<int>((run.y + 0.5) * scale.y), grid.height - 1);
        const int column = std::min(static_cast<int>((x + 0.5) * scale.x), grid.width - 1);
        if (!result.empty() && std::get<1>(result.back()) == column) {
            ++std::get<2>(result.back());
        } else {
            result.emplace_back(row, column, 1);
        }
    }
    return result;
}

TEST(CoarserPixels, AreThoseTheCentresLieIn) {
    EXPECT_THAT(stretches({7, 3, 20}, {0.125, 0.125}),
                ElementsAre(Stretch{0, 0, 5}, Stretch{0, 1, 8}, Stretch{0, 2, 4}));
    EXPECT_THAT(stretches({8, 11, 12}, {0.125, 0.125}), ElementsAre(Stretch{1, 1, 1}));
    EXPECT_THAT(stretches({0, 2, 4}, {0.4, 0.4}), ElementsAre(Stretch{0, 1, 2}));
}

TEST(CoarserPixels, BeyondTheLastAreTheLast) {
    EXPECT_THAT(stretches({90, 70, 100}, {0.125, 0.125}), ElementsAre(Stretch{3, 8, 2}, Stretch{3, 9, 28}));
}

TEST(CoarserPixels, AreWhatEachPixelByItselfSays) {
    for (const double across : {0.0625, 0.125, 0.1251, 0.3, 0.499, 1.0}) {
        for (int begin = 0; begin < 20; ++begin) {
            const FineRun run{begin, begin, begin + 70};
            EXPECT_EQ(stretches(run, {across, 0.125}), stretches_by_pixels(run, {across, 0.125})) << across;
        }
    }
}

}  // namespace
}  // namespace kossa
