#pragma once

#include "kossa/core/raster.hpp"

namespace kossa {

inline constexpr int largest_reduction = 256;

/// Means of squares of `factor` pixels, rounded to the nearest, halves up. Sizes must divide; the factor is a power of
/// two up to largest_reduction.
RgbImage reduced(const RgbImage& image, int factor);

}  // namespace kossa
