#pragma once

#include <optional>
#include <vector>

#include "kossa/core/density.hpp"

namespace kossa {

struct NuclearDensityOptions {
    /// Least mean optical density of a nuclear pixel, 0.05..0.5.
    double least_od = 0.20;
    /// Haematoxylin's place in hue-saturation-density space: saturation, ...
    double least_saturation = 0.34;
    double largest_saturation = 0.60;
    /// ... cy at least, ...
    double least_cy = 0.25;
    /// ... and cx between.
    double least_cx = -0.30;
    double largest_cx = 0.10;
    /// Fewest such pixels to speak of, 100..1000000.
    int fewest_pixels = 1000;
};

/// Optical density that nineteen of twenty nuclear pixels of this slide do not reach, from its median and upper
/// quartile as for a normal distribution, so that violet calcium in the sample does not draw it up. Nothing without
/// enough nuclear pixels.
std::optional<double> dark_nuclear_density(const std::vector<MilliOd>& samples, const NuclearDensityOptions& options);

}  // namespace kossa
