#pragma once

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"

namespace kossa::phantom {

/// The outlines of a mask along pixel edges, one polygon per 4-connected piece, holes included: filling them gives the
/// mask back exactly. `corner` is the position of the mask's top left pixel in the slide. Rings are simple; a hole may
/// touch its shell or another hole at a corner.
MultiPolygon<Level0> outlines_of(const Mask& mask, const Point<Level0>& corner);

}  // namespace kossa::phantom
