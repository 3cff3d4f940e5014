#pragma once

#include <string_view>

#include "kossa/stain/optical_density.hpp"

namespace kossa {

enum class WhitePointSource { glass, percentile, default_value };

/// "glass", "percentile" or "default".
std::string_view name(WhitePointSource source);

struct WhitePointOptions {
    /// Fewest pixels of glass for its mode to be trusted, 100..1000000.
    int fewest_glass_pixels = 2000;
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

/// Intensity of clear glass: per channel the most frequent level over `glass` (histogram smoothed over three levels,
/// then the centroid of the peak's neighbourhood), else a high percentile of the image, else a default. `glass` has
/// the image's size.
WhitePointEstimate estimate_white_point(const RgbImage& image, const Mask& glass, const WhitePointOptions& options);

}  // namespace kossa
