#pragma once

#include <cstddef>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/run.hpp"

namespace kossa {

/// A ring along rows and columns of pixels without the vertices at which it goes straight on.
template <class Vertex>
std::vector<Vertex> without_straight_vertices(const std::vector<Vertex>& ring) {
    std::vector<Vertex> corners;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vertex& before = ring[(i + ring.size() - 1) % ring.size()];
        const Vertex& here = ring[i];
        const Vertex& after = ring[(i + 1) % ring.size()];
        const bool straight = (before.x == here.x && here.x == after.x) || (before.y == here.y && here.y == after.y);
        if (!straight) {
            corners.push_back(here);
        }
    }
    return corners;
}

/// Outline of the pixels of `runs` as polygons along pixel edges: one polygon per 4-connected set, every ring simple.
/// Runs must be sorted and must not overlap. `To` positions are `scaling` times the pixel-edge positions.
template <class To, class Frame>
MultiPolygon<To> outline(const std::vector<Run<Frame>>& runs, const Scaling<To, Frame>& scaling);

}  // namespace kossa
