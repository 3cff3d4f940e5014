#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"

namespace kossa {

/// Exact Euclidean distance from each pixel's centre to the nearest pixel centre that is inside the mask, in um; 0
/// inside, infinite where the mask is empty. In single precision: the square of the distance in pixels is a whole
/// number, exact up to 4,096 pixels. Rows first, then the lower envelope of parabolas (Felzenszwalb & Huttenlocher,
/// Theory of Computing 2012; Meijster et al. 2000).
FloatRaster distance_to(const Mask& mask, Microns pixel);

/// The pixels of `wanted` whose distance_to `one` is less than that to `other`; costs little where these are few.
Mask nearer(const Mask& wanted, const Mask& one, const Mask& other);

}  // namespace kossa
