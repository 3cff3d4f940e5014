#include "kossa/page/bins.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "report/sample_result.hpp"

namespace kossa::page {
namespace {

using report::sample_result;

DepositRow row(double depth_um, double area_um2, Zone zone = Zone::upper_dermis) {
    DepositRow deposit;
    deposit.depth = Microns(depth_um);
    deposit.area = SquareMicrons(area_um2);
    deposit.zone = zone;
    return deposit;
}

DepositRow of_diameter(double um) {
    DepositRow deposit;
    deposit.equivalent_diameter = Microns(um);
    return deposit;
}

TEST(DepthProfile, HoldsTheWholeAreaWithADepth) {
    const SlideResult result = sample_result();
    const DepthProfile profile = depth_profile(result);
    double area = 0.0;
    for (const DepthBin& bin : profile.bins) {
        area += bin.total();
    }
    EXPECT_NEAR(area, result.summary.deposit_area.value(), 1e-6);
    EXPECT_EQ(profile.without_depth, 0);
}

TEST(DepthProfile, PutsADepositIntoTheBinOfItsDepthAndTheColourOfItsZone) {
    SlideResult result;
    result.deposits = {row(-20.0, 5.0, Zone::epidermis), row(120.0, 7.0), row(129.0, 2.0)};
    const DepthProfile profile = depth_profile(result);
    int with_dermis = 0;
    for (const DepthBin& bin : profile.bins) {
        const bool in_epidermis = bin.from_um <= -20.0 && -20.0 < bin.to_um;
        EXPECT_EQ(bin.area_um2[0], in_epidermis ? 5.0 : 0.0);
        if (bin.from_um <= 120.0 && 129.0 < bin.to_um) {
            EXPECT_EQ(bin.area_um2[1], 9.0);
            ++with_dermis;
        }
    }
    EXPECT_EQ(with_dermis, 1);
}

TEST(DepthProfile, ReachesFromTheSurfaceToTheDeepestTissueWithoutGaps) {
    SlideResult result;
    result.summary.skin.epidermis_thickness = Microns(80);
    result.summary.skin.section_depth = Microns(2300);
    result.deposits = {row(100.0, 1.0)};
    const DepthProfile profile = depth_profile(result);
    EXPECT_LE(profile.bins.front().from_um, -80.0);
    EXPECT_GT(profile.bins.back().to_um, 2300.0);
    EXPECT_LE(profile.bins.size(), 38U);
    for (std::size_t i = 1; i < profile.bins.size(); ++i) {
        EXPECT_EQ(profile.bins[i].from_um, profile.bins[i - 1].to_um);
    }
}

TEST(DepthProfile, CountsWhatHasNoDepth) {
    SlideResult result;
    result.deposits = {row(100.0, 1.0), row(0.0, 4.0)};
    result.deposits[1].depth.reset();
    EXPECT_EQ(depth_profile(result).without_depth, 1);
}

TEST(DepthProfile, EndsWhereALengthIsNotFinite) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    SlideResult result;
    result.summary.skin.epidermis_thickness = Microns(infinite);
    result.summary.skin.section_depth = Microns(infinite);
    result.deposits = {row(100.0, 1.0), row(-infinite, 4.0)};
    const DepthProfile profile = depth_profile(result);
    EXPECT_EQ(profile.bins.front().from_um, 0.0);
    EXPECT_LE(profile.bins.size(), 38U);
    EXPECT_EQ(profile.without_depth, 1);
}

TEST(DepthProfile, IsEmptyWithoutDepths) {
    EXPECT_TRUE(depth_profile(report::unassessable_result()).bins.empty());
    EXPECT_TRUE(depth_profile(SlideResult()).bins.empty());
}

TEST(SizeBins, CountEveryDepositOnce) {
    const SlideResult result = sample_result();
    const std::vector<SizeBin> bins = size_bins(result.deposits);
    EXPECT_EQ(std::accumulate(bins.begin(), bins.end(), std::int64_t{0},
                              [](std::int64_t sum, const SizeBin& bin) { return sum + bin.count; }),
              static_cast<std::int64_t>(result.deposits.size()));
}

TEST(SizeBins, ALimitBelongsToTheLargerClass) {
    const std::vector<SizeBin> bins = size_bins({of_diameter(9.99), of_diameter(10.0), of_diameter(2000.0)});
    EXPECT_EQ(bins.front().label, "5\u201310");
    EXPECT_EQ(bins.front().count, 1);
    EXPECT_EQ(bins[1].count, 1);
    EXPECT_EQ(bins.back().label, "over 1000");
}

TEST(SizeBins, ThereAreNoneWithoutDeposits) {
    EXPECT_TRUE(size_bins({}).empty());
}

}  // namespace
}  // namespace kossa::page
