#include "kossa/skin/density_bands.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "support/masks.hpp"

namespace kossa::density_bands_test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

/// Values in thousandths, of two classes.
FloatRaster two_classes(const cv::Size& size, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    FloatRaster od(size);
    for (float& value : od) {
        const double level =
            support::uniform(random) < 0.3 ? 150 + 80 * support::uniform(random) : 60 * support::uniform(random);
        value = static_cast<float>(std::round(level)) * 1e-3F;
    }
    return od;
}

TEST(DensityBands, CountsAreThoseOfAllPixels) {
    const FloatRaster od = (FloatRaster(2, 3) << 0.5F, 0.25F, 0.0F, 0.25F, 0.25F, 0.5F);
    EXPECT_THAT(count_densities(bands_of(od)), ElementsAre(Pair(0.0F, 1), Pair(0.25F, 3), Pair(0.5F, 2)));
    const Mask inside = support::drawn({"##.", ".#."});
    EXPECT_THAT(count_densities(bands_of(od), inside), ElementsAre(Pair(0.25F, 2), Pair(0.5F, 1)));
}

TEST(DensityBands, CountsLoseNoPixelWhereManyValuesShareASlot) {
    FloatRaster od(700, 90);
    for (int i = 0; i < static_cast<int>(od.total()); ++i) {
        od(i / od.cols, i % od.cols) = static_cast<float>(i % 20011);
    }
    const DensityCounts counts = count_densities(bands_of(od));
    ASSERT_EQ(counts.size(), 20011U);
    EXPECT_EQ(counts.front().second, 4);
    EXPECT_EQ(counts.back().second, 3);
}

TEST(DensityBands, CountsBelowAndAboveLeaveTheLimitOut) {
    const DensityCounts counts{{0.0F, 1}, {0.25F, 3}, {0.5F, 2}};
    EXPECT_THAT(counts_below(counts, 0.25), ElementsAre(Pair(0.0F, 1)));
    EXPECT_THAT(counts_above(counts, 0.25), ElementsAre(Pair(0.5F, 2)));
    EXPECT_THAT(counts_above(counts, 0.5), IsEmpty());
}

TEST(DensityBands, MedianIsTheUpperOfTheTwoInTheMiddle) {
    EXPECT_EQ(density_at(0.75, {{1.0F, 3}, {2.0F, 1}}), 2.0);
    EXPECT_EQ(density_at(0.74, {{1.0F, 3}, {2.0F, 1}}), 1.0);
    EXPECT_EQ(joined({{{1.0F, 3}, {2.0F, 1}}, {}, {{1.0F, 2}, {3.0F, 1}}}),
              (DensityCounts{{1.0F, 5}, {2.0F, 1}, {3.0F, 1}}));
    EXPECT_EQ(median_density({}), 0.0);
    EXPECT_EQ(median_density({{1.0F, 2}, {2.0F, 2}}), 2.0);
    EXPECT_EQ(median_density({{1.0F, 3}, {2.0F, 2}}), 1.0);
    EXPECT_EQ(median_deviation({{1.0F, 2}, {2.0F, 3}, {9.0F, 1}}), 1.0);
}

TEST(DensityBands, OtsuDividesAsOpencvDoes) {
    constexpr double darkest = 0.3;
    for (const std::uint64_t seed : {1, 2, 3}) {
        const FloatRaster od = two_classes({160, 90}, seed);
        Mask levels;
        Mask above;
        cv::Mat(od).convertTo(levels, CV_8U, 255.0 / darkest);
        cv::threshold(levels, above, 0, 255, cv::THRESH_OTSU);
        const double middle = (cv::mean(levels, above)[0] + cv::mean(levels, ~above)[0]) / 2.0;
        EXPECT_DOUBLE_EQ(otsu_middle(count_densities(bands_of(od)), darkest), middle / 255.0 * darkest);
    }
    EXPECT_DOUBLE_EQ(otsu_middle({{0.003F, 5}}, darkest), 1.5 * darkest / 255.0) << "one class: half of its level";
}

TEST(DensityBands, MasksAreThoseOfTheWholeRaster) {
    const FloatRaster od = two_classes({97, 500}, 4);
    const auto tall_spots = [](const FloatRaster& raster) {
        FloatRaster smooth;
        cv::medianBlur(raster, smooth, 3);
        return Mask(smooth > 0.1);
    };
    for (const int threads : {1, 2}) {
        cv::setNumThreads(threads);
        EXPECT_THAT(mask_of_bands(bands_of(od), 1, tall_spots), support::SameMask(tall_spots(od)));
    }
    cv::setNumThreads(1);
}

}  // namespace
}  // namespace kossa::density_bands_test
