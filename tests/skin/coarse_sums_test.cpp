#include "../../src/skin/coarse_sums.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "support/masks.hpp"

namespace kossa::coarse_sums_test {
namespace {

/// On rasters of the whole grid, with what does not count as 0.
CoarseSums slow_sums(const FloatRaster& value, const Mask& counted, const cv::Size& coarse, double sigma_px) {
    CoarseSums sums{sum_of(value, counted), weight_of(counted)};
    for (FloatRaster* raster : {&sums.sum, &sums.weight}) {
        const double x = sigma_px * coarse.width / raster->cols;
        const double y = sigma_px * coarse.height / raster->rows;
        FloatRaster shrunk;
        cv::resize(*raster, shrunk, coarse, 0, 0, cv::INTER_AREA);
        cv::GaussianBlur(shrunk, *raster, {0, 0}, x, y, cv::BORDER_REPLICATE);
    }
    return sums;
}

FloatRaster random_values(const cv::Size& size) {
    FloatRaster value(size);
    cv::RNG(3).fill(value, cv::RNG::UNIFORM, 0.0, 1.0);
    return value;
}

TEST(CoarseSums, AreToTheLastBitThoseOfResize) {
    for (const cv::Size& size : {cv::Size(97, 300), cv::Size(126, 294), cv::Size(128, 301), cv::Size(504, 336)}) {
        const FloatRaster value = random_values(size);
        for (const double sigma_px : {16.0, 24.0, 56.0}) {
            const cv::Size coarse = coarse_size(size, sigma_px);
            for (const double share : {0.0, 0.001, 0.3, 1.0}) {
                const Mask counted = support::random_mask(size, share, 4);
                const CoarseSums sums = blurred_sums(value, counted, shrinking(whole_window(size), coarse), sigma_px);
                const CoarseSums expected = slow_sums(value, counted, coarse, sigma_px);
                EXPECT_THAT(sums.sum, support::RasterNear(expected.sum, 0.0)) << size << sigma_px << share;
                EXPECT_THAT(sums.weight, support::RasterNear(expected.weight, 0.0)) << size << sigma_px << share;
            }
        }
    }
}

TEST(CoarseSize, IsThatOfTheRasterWhereTheBlurIsNarrow) {
    EXPECT_EQ(coarse_size({97, 300}, 15.9), cv::Size(97, 300));
    EXPECT_EQ(coarse_size({97, 300}, 16.0), cv::Size(49, 150));
}

}  // namespace
}  // namespace kossa::coarse_sums_test
