#pragma once

#include "kossa/core/raster.hpp"

namespace kossa {

/// Means of squares of `factor` pixels, rounded to the nearest, halves up. Sizes must divide; the factor is a power of
/// two up to 256.
RgbImage reduced(const RgbImage& image, int factor);

}  // namespace kossa
