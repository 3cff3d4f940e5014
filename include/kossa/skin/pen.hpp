#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/density_bands.hpp"

namespace kossa {

/// What of `solid`, the section, is surely a pen stroke on the cover slip, on the survey grid: an opaque set (mean
/// optical density `od` above 0.6) of `ink`, the colour of ink reached from the glass, of at least 0.2 mm2 that holds a
/// disc of 200 um. Most of its edge beside the glass, which is outside `solid`, must be soft: further than 20 um from
/// the glass. The cover slip is out of focus where the section is sharp, so calcium, carbon and margin ink of that size
/// and colour have sharp edges. The rim of the stroke belongs to it: all within 16 um, and within 60 um strips narrower
/// than that.
Mask pen_strokes(const Mask& ink, const Mask& solid, const DensityBands& od, Microns pixel);

}  // namespace kossa
