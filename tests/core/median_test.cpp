#include "kossa/core/median.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kossa {
namespace {

TEST(Median, IsTheOneInTheMiddleOrTheLargerOfTwo) {
    std::vector<int> odd{9, 1, 5};
    EXPECT_EQ(median_of(odd), 5);
    std::vector<double> even{4.0, 1.0, 3.0, 2.0};
    EXPECT_EQ(median_of(even), 3.0);
    std::vector<float> one{7.0F};
    EXPECT_EQ(median_of(one), 7.0F);
}

TEST(ValueOfRank, CountsFromTheLeast) {
    for (const std::size_t rank : {0U, 1U, 2U, 3U}) {
        std::vector<int> values{30, 10, 0, 20};
        EXPECT_EQ(value_of_rank(values, rank), static_cast<int>(10 * rank));
    }
}

TEST(Quantile, IsTheValueOfAShareOfTheRanksRoundedDown) {
    for (const auto& [share, expected] : {std::pair(0.0, 0), {0.5, 10}, {0.99, 20}, {1.0, 30}}) {
        std::vector<int> values{30, 10, 0, 20};
        EXPECT_EQ(quantile(values, share), expected) << share;
    }
}

}  // namespace
}  // namespace kossa
