#include "kossa/skin/local_mean.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

namespace kossa {

namespace {

constexpr double coarse_per_sigma = 8.0;
constexpr float least_weight = 1e-6F;

struct Weighted {
    FloatRaster sum;
    FloatRaster weight;
};

Weighted weighted(const FloatRaster& value, const Mask& counted) {
    Weighted result{FloatRaster(value.size(), 0.0F), FloatRaster(value.size(), 0.0F)};
    value.copyTo(result.sum, counted);
    result.weight.setTo(1.0F, counted);
    return result;
}

cv::Size coarse_size(const cv::Size& size, double sigma_px) {
    const double factor = std::max(1.0, std::floor(sigma_px / coarse_per_sigma));
    return {std::max(1, static_cast<int>(std::ceil(size.width / factor))),
            std::max(1, static_cast<int>(std::ceil(size.height / factor)))};
}

void blur(FloatRaster& raster, const cv::Size& coarse, double sigma_px) {
    const cv::Size fine = raster.size();
    const double scale_x = static_cast<double>(coarse.width) / fine.width;
    const double scale_y = static_cast<double>(coarse.height) / fine.height;
    if (coarse != fine) {
        cv::resize(raster, raster, coarse, 0, 0, cv::INTER_AREA);
    }
    cv::GaussianBlur(raster, raster, {0, 0}, sigma_px * scale_x, sigma_px * scale_y, cv::BORDER_REPLICATE);
    if (coarse != fine) {
        cv::resize(raster, raster, fine, 0, 0, cv::INTER_LINEAR);
    }
}

}  // namespace

FloatRaster local_mean(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel) {
    const double sigma_px = sigma / pixel;
    const cv::Size coarse = coarse_size(value.size(), sigma_px);
    Weighted mean = weighted(value, counted);
    blur(mean.sum, coarse, sigma_px);
    blur(mean.weight, coarse, sigma_px);
    FloatRaster result(value.size(), std::numeric_limits<float>::quiet_NaN());
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            if (mean.weight(y, x) > least_weight) {
                result(y, x) = mean.sum(y, x) / mean.weight(y, x);
            }
        }
    }
    return result;
}

}  // namespace kossa
