#include "kossa/phantom/noise.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace kossa::phantom {
namespace {

TEST(GradientNoise, IsZeroOnTheLatticeAndBoundedBetween) {
    double largest = 0.0;
    for (int i = -40; i < 40; ++i) {
        EXPECT_NEAR(gradient_noise(3, i, 2 * i), 0.0, 1e-6);
        largest = std::max(largest, std::abs(gradient_noise(3, 0.37 * i, 0.61 * i)));
    }
    EXPECT_GT(largest, 0.4);
    EXPECT_LT(largest, 1.2);
}

TEST(GradientNoise, IsContinuousAcrossLatticeLinesAndTheOrigin) {
    for (int i = -5; i <= 5; ++i) {
        EXPECT_NEAR(gradient_noise(8, i - 1e-5, 0.4), gradient_noise(8, i + 1e-5, 0.4), 1e-3);
        EXPECT_NEAR(gradient_noise(8, 0.4, i - 1e-5), gradient_noise(8, 0.4, i + 1e-5), 1e-3);
    }
}

TEST(GradientNoise, DiffersBetweenSeeds) {
    EXPECT_NE(gradient_noise(1, 0.3, 0.7), gradient_noise(2, 0.3, 0.7));
}

TEST(Random, RepeatsItselfFromTheSameSeed) {
    Random a(5);
    Random b(5);
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(a.uniform(), b.uniform());
    }
}

TEST(Random, NormalHasMeanZeroAndDeviationOne) {
    Random random(1);
    constexpr int count = 20000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < count; ++i) {
        const double value = random.normal();
        sum += value;
        squares += value * value;
    }
    EXPECT_NEAR(sum / count, 0.0, 0.03);
    EXPECT_NEAR(squares / count, 1.0, 0.04);
}

TEST(Random, IntegersCoverTheRangeWithBothEnds) {
    Random random(2);
    int seen = 0;
    for (int i = 0; i < 200; ++i) {
        const int value = random.integer(3, 6);
        ASSERT_GE(value, 3);
        ASSERT_LE(value, 6);
        seen |= 1 << value;
    }
    EXPECT_EQ(seen, 0b1111000);
}

TEST(SmoothStep, RisesOrFallsBetweenItsEnds) {
    EXPECT_EQ(smooth_step(1.0, 3.0, 0.0), 0.0);
    EXPECT_DOUBLE_EQ(smooth_step(1.0, 3.0, 2.0), 0.5);
    EXPECT_EQ(smooth_step(1.0, 3.0, 9.0), 1.0);
    EXPECT_EQ(smooth_step(3.0, 1.0, 9.0), 0.0);
}

}  // namespace
}  // namespace kossa::phantom
