#include "kossa/deposit/component.hpp"

#include <gtest/gtest.h>

#include "support/components.hpp"

namespace kossa {
namespace {

const PixelSums some{2, 3, 5, {7, 11, 13}, 1, {17, 19, 23}, 4};
const PixelSums others{10, 20, 30, {40, 50, 60}, 70, {80, 90, 100}, 110};

TEST(PixelSums, AddInEveryField) {
    PixelSums sum = some;
    sum += others;
    EXPECT_EQ(sum, (PixelSums{12, 23, 35, {47, 61, 73}, 71, {97, 109, 123}, 114}));
}

TEST(PixelSums, AddInAnyOrder) {
    PixelSums one = some;
    one += others;
    PixelSums two = others;
    two += some;
    EXPECT_EQ(one, two);
}

TEST(PixelSums, OfNothingChangeNothing) {
    PixelSums sum = some;
    sum += PixelSums{};
    EXPECT_EQ(sum, some);
}

TEST(PixelSums, LessAPartAreThoseOfTheRest) {
    PixelSums whole = support::block(0, 0, 6, 4).sums;
    whole -= support::block(0, 0, 6, 3).sums;
    EXPECT_EQ(whole, support::block(0, 3, 6, 1).sums);
}

}  // namespace
}  // namespace kossa
