#include "kossa/skin/local_mean.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

constexpr double coarse_per_sigma = 8.0;
constexpr float least_weight = 1e-6F;
constexpr int least_rows_of_mean = 128;  // and those that the blur reaches beyond them
constexpr double reach_in_sigmas = 4.0;  // of OpenCV's Gaussian in single precision

cv::Size coarse_size(const cv::Size& size, double sigma_px) {
    const double factor = std::max(1.0, std::floor(sigma_px / coarse_per_sigma));
    return {std::max(1, static_cast<int>(std::ceil(size.width / factor))),
            std::max(1, static_cast<int>(std::ceil(size.height / factor)))};
}

/// The values where they count, 0 elsewhere.
FloatRaster sum_of(const FloatRaster& value, const Mask& counted) {
    FloatRaster sum(value.size(), 0.0F);
    value.copyTo(sum, counted);
    return sum;
}

FloatRaster weight_of(const Mask& counted) {
    FloatRaster weight(counted.size(), 0.0F);
    weight.setTo(1.0F, counted);
    return weight;
}

void blur(FloatRaster& raster, const cv::Size& coarse, double sigma_px) {
    const cv::Size fine = raster.size();
    const double scale_x = static_cast<double>(coarse.width) / fine.width;
    const double scale_y = static_cast<double>(coarse.height) / fine.height;
    FloatRaster shrunk;
    cv::resize(raster, shrunk, coarse, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(shrunk, shrunk, {0, 0}, sigma_px * scale_x, sigma_px * scale_y, cv::BORDER_REPLICATE);
    cv::resize(shrunk, raster, fine, 0, 0, cv::INTER_LINEAR);
}

/// Divides rows of sums by their weights; `sum` may be `mean`.
void divide(const float* sum, const float* weight, float* mean, int count) {
    for (int x = 0; x < count; ++x) {
        mean[x] = weight[x] > least_weight ? sum[x] / weight[x] : std::numeric_limits<float>::quiet_NaN();
    }
}

/// Blurred on a coarser grid, which nobody sees: so wide a blur has no detail.
FloatRaster mean_on_coarse(const FloatRaster& value, const Mask& counted, const cv::Size& coarse, double sigma_px) {
    FloatRaster sum;
    FloatRaster weight;
    over_stretches(2, 1, [&](int begin, int end) {
        for (int i = begin; i < end; ++i) {
            FloatRaster& raster = i == 0 ? sum : weight;
            raster = i == 0 ? sum_of(value, counted) : weight_of(counted);
            blur(raster, coarse, sigma_px);
        }
    });
    over_stretches(sum.rows, least_rows_of_mean, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            divide(sum[y], weight[y], sum[y], sum.cols);
        }
    });
    return sum;
}

/// Rows begin..end of the mean, from those rows and the ones that the blur reaches.
void mean_of_rows(const FloatRaster& value, const Mask& counted, double sigma_px, const cv::Range& rows,
                  FloatRaster& mean) {
    const int reach = static_cast<int>(std::ceil(reach_in_sigmas * sigma_px)) + 1;
    const cv::Range around(std::max(0, rows.start - reach), std::min(value.rows, rows.end + reach));
    const cv::Range within(rows.start - around.start, rows.end - around.start);
    const FloatRaster sums = sum_of(value.rowRange(around), counted.rowRange(around));
    const FloatRaster weights = weight_of(counted.rowRange(around));
    FloatRaster sum;
    FloatRaster weight;
    cv::GaussianBlur(sums.rowRange(within), sum, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    cv::GaussianBlur(weights.rowRange(within), weight, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    for (int y = 0; y < sum.rows; ++y) {
        divide(sum[y], weight[y], mean[rows.start + y], sum.cols);
    }
}

}  // namespace

FloatRaster local_mean(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel) {
    const double sigma_px = sigma / pixel;
    const cv::Size coarse = coarse_size(value.size(), sigma_px);
    if (coarse != value.size()) {
        return mean_on_coarse(value, counted, coarse, sigma_px);
    }
    FloatRaster mean(value.size());
    over_stretches(value.rows, least_rows_of_mean, [&](int begin, int end) {
        mean_of_rows(value, counted, sigma_px, {begin, end}, mean);
    });
    return mean;
}

}  // namespace kossa
