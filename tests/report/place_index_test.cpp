#include "kossa/report/place_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace kossa::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Bounds square_at(double x, double y, double side) {
    return {{x, y}, {x + side, y + side}};
}

TEST(BoundsOf, HoldsAllPoints) {
    const Bounds bounds = bounds_of({{3, 9}, {-1, 4}, {2, 5}});
    EXPECT_EQ(bounds.low, (Point<Level0>{-1, 4}));
    EXPECT_EQ(bounds.high, (Point<Level0>{3, 9}));
}

TEST(BoundsOf, NothingTouchesNothing) {
    const Bounds nothing = bounds_of(MultiPolygon<Level0>{});
    EXPECT_FALSE(nothing.touches(square_at(-1e9, -1e9, 2e9)));
    EXPECT_THAT(PlaceIndex({nothing}).touching(square_at(-1e9, -1e9, 2e9)), IsEmpty());
}

TEST(PlaceIndex, FindsWhatTouchesAPlaceInOrder) {
    const PlaceIndex index(
        {square_at(0, 0, 1000), square_at(500, 500, 1), square_at(0, 900, 10), square_at(10, 20, 5)});
    EXPECT_THAT(index.touching(square_at(499, 400, 200)), ElementsAre(0, 1));
    EXPECT_THAT(index.touching(square_at(0, 0, 2000)), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(index.touching(square_at(1001, 0, 10)), IsEmpty());
    EXPECT_THAT(index.touching(square_at(0, -50, 10)), IsEmpty());
    EXPECT_THAT(PlaceIndex().touching(square_at(0, 0, 1)), IsEmpty());
}

TEST(PlaceIndex, FindsWhatLookingAtAllFinds) {
    std::mt19937_64 random(3);
    const auto number = [&random](unsigned limit) { return static_cast<double>(random() % limit); };
    std::vector<Bounds> things;
    for (int i = 0; i < 300; ++i) {
        things.push_back(square_at(number(9000), number(9000), number(400)));
    }
    const PlaceIndex index(things);
    for (int i = 0; i < 100; ++i) {
        const Bounds place = square_at(number(9000), number(9000), number(1000));
        std::vector<std::size_t> expected;
        for (std::size_t k = 0; k < things.size(); ++k) {
            if (things[k].touches(place)) {
                expected.push_back(k);
            }
        }
        EXPECT_EQ(index.touching(place), expected);
    }
}

}  // namespace
}  // namespace kossa::report
