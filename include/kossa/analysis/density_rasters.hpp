#pragma once

#include <algorithm>

#include "kossa/core/raster.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/skin/density_bands.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

/// A raster of what `of(od)` gives for every pixel of the image, its density in thousandths; on several threads.
template <class Value, class Of>
cv::Mat_<Value> raster_of(const RgbImage& image, const OpticalDensity& density, const Of& of) {
    constexpr int least_rows = 64;
    cv::Mat_<Value> result(image.size());
    over_stretches(image.rows, least_rows, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            std::transform(image[y], image[y] + image.cols, result[y],
                           [&](const cv::Vec3b& rgb) { return of(density.milli(rgb)); });
        }
    });
    return result;
}

/// Mean optical density of the three channels.
FloatRaster mean_od(const MilliOd& od);
FloatRaster mean_od(const RgbImage& image, const OpticalDensity& density);

/// The same band by band.
DensityBands mean_od_bands(const RgbImage& image, const OpticalDensity& density);

/// Optical density of one channel: 0 red, 1 green, 2 blue.
FloatRaster channel_od(const RgbImage& image, const OpticalDensity& density, int channel);
DensityBands channel_od_bands(const RgbImage& image, const OpticalDensity& density, int channel);

}  // namespace kossa
