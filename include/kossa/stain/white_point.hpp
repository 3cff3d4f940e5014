#pragma once

#include <string_view>

#include "kossa/core/packed_picture.hpp"
#include "kossa/core/units.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

enum class WhitePointSource { glass, percentile, default_value };

/// "glass", "percentile" or "default".
std::string_view name(WhitePointSource source);

struct WhitePointOptions {
    /// Least area of glass for its mode to be trusted, mm2, 0.001..10.
    double least_glass_mm2 = 0.03;
    /// Without enough glass: this percentile of all pixels, in percent, 90..100.
    double fallback_percentile = 99.0;
    /// A percentile darker than this (grey levels, 100..255) is no glass at all; the default white is used.
    double darkest_white = 180.0;
    /// White when the image shows none, grey levels, 180..255.
    double default_white = 245.0;
};

struct WhitePointEstimate {
    WhitePoint white;
    WhitePointSource source = WhitePointSource::default_value;
};

/// How many pixels make up `least_glass_mm2`, at least one.
int fewest_glass_pixels(Microns pixel, const WhitePointOptions& options);

/// Intensity of clear glass: per channel the most frequent level over `glass`, else a high percentile of the image,
/// else a default. The histogram is smoothed over nine levels, and the centroid of the peak's nine is taken: JPEG turns
/// even glass into squares of a few levels that lie up to four apart, a step of its coarse chroma. `glass` has the
/// image's size; `pixel` is the side of a pixel.
WhitePointEstimate estimate_white_point(const PackedPicture& image, const Mask& glass, Microns pixel,
                                        const WhitePointOptions& options);

/// 255 in all channels: what was never scanned is painted so.
bool pure_white(const cv::Vec3b& rgb);

/// The white by a percentile alone, to find the tissue with, and so the glass. Without what is pure white where as much
/// is left as makes glass: a pure white margin would make grey glass look stained.
WhitePoint provisional_white_point(const PackedPicture& image, Microns pixel, const WhitePointOptions& options);

}  // namespace kossa
