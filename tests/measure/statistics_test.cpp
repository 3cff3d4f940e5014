#include "kossa/measure/statistics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Distribution, OfNothingIsAbsent) {
    EXPECT_FALSE(distribution({}).has_value());
}

TEST(Distribution, OfOneValueIsThatValue) {
    const std::optional<Distribution> one = distribution({{7.5, 0.001}});
    ASSERT_TRUE(one.has_value());
    EXPECT_EQ(one->count, 1);
    for (const double p : {one->p10, one->p25, one->p50, one->p75, one->p90, one->largest}) {
        EXPECT_EQ(p, 7.5);
    }
}

TEST(Distribution, TakesTheSmallestValueAtWhichTheShareIsReached) {
    std::vector<Weighted> ten;
    for (const double value : {3, 9, 1, 10, 2, 8, 5, 4, 7, 6}) {
        ten.push_back({value, 1.0});
    }
    const Distribution d = distribution(ten).value();
    EXPECT_EQ(d.count, 10);
    EXPECT_EQ(d.p10, 1);
    EXPECT_EQ(d.p25, 3);
    EXPECT_EQ(d.p50, 5);
    EXPECT_EQ(d.p75, 8);
    EXPECT_EQ(d.p90, 9);
    EXPECT_EQ(d.largest, 10);
}

TEST(Distribution, CountsByWeight) {
    const Distribution d = distribution({{100.0, 90.0}, {1.0, 5.0}, {2.0, 5.0}}).value();
    EXPECT_EQ(d.count, 3);
    EXPECT_EQ(d.p10, 2.0);
    EXPECT_EQ(d.p25, 100.0);
    EXPECT_EQ(d.p90, 100.0);
}

TEST(Distribution, DoesNotChangeWithTheUnitOfWeight) {
    const Distribution a = distribution({{-3.0, 1.0}, {0.0, 2.0}, {4.0, 7.0}}).value();
    const Distribution b = distribution({{4.0, 7e6}, {-3.0, 1e6}, {0.0, 2e6}}).value();
    EXPECT_EQ(a.p10, b.p10);
    EXPECT_EQ(a.p25, b.p25);
    EXPECT_EQ(a.p50, b.p50);
    EXPECT_EQ(a.p10, -3.0);
    EXPECT_EQ(a.p25, 0.0);
}

TEST(TQuantile, MatchesTheTable) {
    struct Row {
        int degrees;
        double t;
    };
    for (const Row& row : {Row{7, 2.364624}, Row{8, 2.306004}, Row{9, 2.262157}, Row{10, 2.228139}, Row{15, 2.131450},
                           Row{20, 2.085963}, Row{30, 2.042272}, Row{60, 2.000298}, Row{120, 1.979930}}) {
        EXPECT_NEAR(t_quantile_95(row.degrees), row.t, 0.002) << row.degrees;
    }
    EXPECT_NEAR(t_quantile_95(1'000'000), 1.959964, 1e-5);
}

std::vector<BlockAreas> eight_blocks() {
    std::vector<BlockAreas> blocks;
    for (int i = 1; i <= 8; ++i) {
        blocks.push_back({static_cast<double>(i), 100.0});
    }
    return blocks;
}

/// Ratio 36 / 800; the residuals' squares add to 42, so the standard error of the logarithm is sqrt(8/7 * 42) / 36.
TEST(RatioInterval, MatchesACaseWorkedOutByHand) {
    const Interval interval = ratio_interval(eight_blocks());
    const double reach = 2.364624 * std::sqrt(48.0) / 36.0;
    ASSERT_TRUE(interval.low && interval.high);
    EXPECT_NEAR(*interval.low, 0.045 * std::exp(-reach), 1e-4);
    EXPECT_NEAR(*interval.high, 0.045 * std::exp(reach), 1e-4);
    EXPECT_THAT(interval.reason, IsEmpty());
}

TEST(RatioInterval, HasNoWidthWhereAllBlocksAreAlike) {
    std::vector<BlockAreas> blocks;
    for (int i = 1; i <= 9; ++i) {
        blocks.push_back({0.02 * i, 1.0 * i});
    }
    const Interval interval = ratio_interval(blocks);
    EXPECT_NEAR(interval.low.value(), 0.02, 1e-12);
    EXPECT_NEAR(interval.high.value(), 0.02, 1e-12);
}

TEST(RatioInterval, EmptyBlocksDoNotCount) {
    std::vector<BlockAreas> blocks = eight_blocks();
    const Interval expected = ratio_interval(blocks);
    blocks.push_back({0.0, 0.0});
    const Interval interval = ratio_interval(blocks);
    EXPECT_EQ(interval.low, expected.low);
    EXPECT_EQ(interval.high, expected.high);
}

TEST(RatioInterval, LiesRoundTheShareAlsoWhereADepositHasNoTissueInItsBlock) {
    std::vector<BlockAreas> blocks = eight_blocks();
    blocks.push_back({300.0, 0.0});
    const Interval interval = ratio_interval(blocks);
    EXPECT_LE(interval.low.value(), 336.0 / 800.0);
    EXPECT_GE(interval.high.value(), 336.0 / 800.0);
}

TEST(RatioInterval, IsNoMoreThanAllOfTheTissue) {
    std::vector<BlockAreas> blocks(8, {0.0, 100.0});
    blocks[2].deposit_um2 = 100.0;
    blocks[7].deposit_um2 = 100.0;
    EXPECT_EQ(ratio_interval(blocks).high, 1.0);
    blocks.front().deposit_um2 = 700.0;  // most of it beside the tissue
    EXPECT_EQ(ratio_interval(blocks).high, 900.0 / 800.0) << "never below the share itself";
}

TEST(RatioInterval, DoesNotDependOnTheUnitOfArea) {
    std::vector<BlockAreas> blocks = eight_blocks();
    const Interval expected = ratio_interval(blocks);
    for (BlockAreas& block : blocks) {
        block = {block.deposit_um2 * 1e6, block.tissue_um2 * 1e6};
    }
    EXPECT_NEAR(ratio_interval(blocks).high.value(), expected.high.value(), 1e-12);
}

void expect_absent(const Interval& interval, const std::string& reason) {
    EXPECT_FALSE(interval.low.has_value());
    EXPECT_FALSE(interval.high.has_value());
    EXPECT_THAT(interval.reason, HasSubstr(reason));
}

TEST(RatioInterval, SaysWhyThereIsNone) {
    std::vector<BlockAreas> blocks = eight_blocks();
    blocks.pop_back();
    expect_absent(ratio_interval(blocks), "7 squares of tissue, 8 needed");
    blocks.push_back({5.0, 0.0});
    expect_absent(ratio_interval(blocks), "7 squares of tissue, 8 needed");
    expect_absent(ratio_interval({}), "0 squares of tissue");
    std::vector<BlockAreas> clean(12, {0.0, 100.0});
    expect_absent(ratio_interval(clean), "deposits in 0 of 12 blocks");
    clean[3].deposit_um2 = 4.0;
    expect_absent(ratio_interval(clean), "deposits in 1 of 12 blocks");
    clean[4].deposit_um2 = 4.0;
    EXPECT_TRUE(ratio_interval(clean).low.has_value());
}

}  // namespace
}  // namespace kossa
