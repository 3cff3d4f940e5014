#pragma once

#include <optional>
#include <vector>

#include "kossa/core/density.hpp"

namespace kossa {

struct NuclearDensityOptions {
    /// Least mean optical density of a nuclear pixel, 0.05..0.5.
    double least_od = 0.20;
    /// A stain is pale where dark nuclei are paler than this, 0.1..2: they are darker on every slide on which the
    /// limits of density on H&E were measured (0.36 to 0.62).
    double pale_od = 0.36;
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

/// The same where nuclei are resolved: in a pale stain `least_od` goes down with it, to a half at most, until both
/// agree; else only the darkest pixels of pale nuclei would be seen. Nothing where none is as dense as `least_od`.
std::optional<double> resolved_nuclear_density(const std::vector<MilliOd>& samples,
                                               const NuclearDensityOptions& options);

}  // namespace kossa
