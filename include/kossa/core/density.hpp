#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <opencv2/core.hpp>

#include "kossa/core/raster.hpp"

namespace kossa {

/// Optical density in thousandths per channel (red, green, blue), log base 10, never below 0. Whole numbers, so that
/// sums over an object are exact in any order; 8-bit input ends at 2.408.
using MilliOd = cv::Mat_<cv::Vec3w>;
inline constexpr int largest_milli_od = 2408;

/// The sum of the densities of three channels, in thousandths, where their mean is `od`.
inline int milli_sum(double od) {
    return static_cast<int>(std::lround(3000.0 * od));
}

/// The light of clear glass: mean of intensity over white point of the three channels, in 1/4096.
inline constexpr int clear_light = 4096;

/// One piece of the working grid, ready for segmentation. All rasters have the same size.
struct DensityTile {
    /// Of each pixel the densities of red, green and blue in thousandths, and the mean of intensity over white point of
    /// the three, its light, in 1/4096 (clear_light).
    cv::Mat_<cv::Vec4w> looks;
    /// Where the colour could belong to a deposit at all, by the stain's own rule.
    Mask eligible;
    /// No eligible pixel has a larger sum of densities (density_sum).
    int largest_sum = std::numeric_limits<int>::max();
};

/// Sum of the densities of a pixel of such a tile.
inline int density_sum(const cv::Vec4w& look) {
    return look[0] + look[1] + look[2];
}

}  // namespace kossa
