#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "kossa/core/sheet.hpp"

namespace kossa {

/// Optical density on the survey grid, of a channel or the mean of all, row by row as it is asked for: a raster of all
/// of it would take more memory than the picture it is made of.
struct DensityBands {
    cv::Size size;
    std::function<FloatRaster(int begin, int end)> rows;  ///< [begin, end) of it; may be called from several threads

    FloatRaster all() const { return rows(0, size.height); }
};

/// Of a raster that is there.
DensityBands bands_of(const FloatRaster& od);

/// How many pixels have each density, in ascending order.
using DensityCounts = std::vector<std::pair<float, std::int64_t>>;

DensityCounts count_densities(const DensityBands& od);
/// Of the pixels in the mask.
DensityCounts count_densities(const DensityBands& od, const MaskSheet& inside);

/// The counts of all parts of a slide.
DensityCounts joined(const std::vector<DensityCounts>& parts);

/// The counts of densities below `limit`, and above it.
DensityCounts counts_below(const DensityCounts& counts, double limit);
DensityCounts counts_above(const DensityCounts& counts, double limit);

/// The density that this share of the pixels does not reach, 0 to below 1; 0 of none.
double density_at(double share, const DensityCounts& counts);
/// The middle one, the upper of two; 0 of none.
double median_density(const DensityCounts& counts);
/// Median distance from the median.
double median_deviation(const DensityCounts& counts);

/// Half way between the means of the two classes that the best threshold (Otsu 1979) divides the densities into, in 256
/// steps up to `darkest` and as if none were darker: where levels between them are empty, any of these divides equally
/// well. 0 of none.
double otsu_middle(const DensityCounts& counts, double darkest);

/// A mask that `of` makes of bands of rows with `halo` rows above and below, where there are any; on several threads.
Mask mask_of_bands(const DensityBands& od, int halo, const std::function<Mask(const FloatRaster&)>& of);

}  // namespace kossa
