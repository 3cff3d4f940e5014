#include "kossa/core/raster.hpp"

#include <gtest/gtest.h>

namespace kossa {
namespace {

TEST(Grown, EndsWhereTheRasterDoes) {
    EXPECT_EQ(grown({10, 20, 5, 6}, 3, {100, 100}), cv::Rect(7, 17, 11, 12));
    EXPECT_EQ(grown({1, 20, 5, 6}, 3, {100, 28}), cv::Rect(0, 17, 9, 11));
    EXPECT_EQ(grown({1, 2, 3, 4}, 0, {100, 100}), cv::Rect(1, 2, 3, 4));
}

}  // namespace
}  // namespace kossa
