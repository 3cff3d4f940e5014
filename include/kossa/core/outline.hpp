#pragma once

#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/run.hpp"

namespace kossa {

/// Outline of the pixels of `runs` as polygons along pixel edges: one polygon per 4-connected set, every ring simple.
/// Runs must be sorted and must not overlap. `To` positions are `scaling` times the pixel-edge positions.
template <class To, class Frame>
MultiPolygon<To> outline(const std::vector<Run<Frame>>& runs, const Scaling<To, Frame>& scaling);

}  // namespace kossa
