#pragma once

#include <algorithm>

#include "kossa/core/packed_picture.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/skin/density_bands.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

/// A raster of what `of(od)` gives for every pixel of rows of the image, its density in thousandths; on several
/// threads.
template <class Value, class Of>
cv::Mat_<Value> raster_of(const PackedPicture& image, const cv::Range& rows, const OpticalDensity& density,
                          const Of& of) {
    constexpr int least_rows = 64;
    cv::Mat_<Value> result(rows.size(), image.size().width);
    over_stretches(result.rows, least_rows, [&](int begin, int end) {
        const RgbImage pixels = image.rows(rows.start + begin, rows.start + end);
        for (int y = 0; y < pixels.rows; ++y) {
            std::transform(pixels[y], pixels[y] + pixels.cols, result[begin + y],
                           [&](const cv::Vec3b& rgb) { return of(density.milli(rgb)); });
        }
    });
    return result;
}

/// Mean optical density of the three channels.
FloatRaster mean_od(const MilliOd& od);

/// The same of a picture.
DensityBands mean_od_bands(const PackedPicture& image, const OpticalDensity& density);

/// Optical density of one channel: 0 red, 1 green, 2 blue.
DensityBands channel_od_bands(const PackedPicture& image, const OpticalDensity& density, int channel);

/// The same of each pixel without its darkest quarter: the mean of the other three.
DensityBands channel_od_bands_without(const PackedPicture& darkest, const PackedPicture& image,
                                      const OpticalDensity& density, int channel);

}  // namespace kossa
