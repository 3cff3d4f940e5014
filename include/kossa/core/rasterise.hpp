#pragma once

#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/run.hpp"

namespace kossa {

/// The pixels whose centres lie in one of the polygons, sorted and without overlap; what lies beyond `size` is cut off.
/// `scaling` maps the polygons to the grid. Within a polygon shell and holes count by the even-odd rule, so rings may
/// run either way. A centre on an edge belongs to the pixels to its right or below: polygons that share an edge share
/// no pixel and leave none out. The outline of runs (outline.hpp) gives those runs back.
/// Takes the time of sorting the edges and of one visit to every edge in every row.
template <class To, class From>
std::vector<Run<To>> covered(const MultiPolygon<From>& polygons, const Size<To>& size,
                             const Scaling<To, From>& scaling);

/// The same as a mask of `size`.
template <class To, class From>
Mask rasterised(const MultiPolygon<From>& polygons, const Size<To>& size, const Scaling<To, From>& scaling);

}  // namespace kossa
