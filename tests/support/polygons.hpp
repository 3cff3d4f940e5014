#pragma once

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"

namespace kossa::support {

/// Area on the page (y downwards): positive for a ring that runs clockwise there, which is counter-clockwise with y
/// upwards.
template <class Frame>
double signed_area(const Ring<Frame>& ring) {
    double twice = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point<Frame>& a = ring[i];
        const Point<Frame>& b = ring[(i + 1) % ring.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2.0;
}

/// Shells less holes, by the rings' directions.
template <class Frame>
double area(const MultiPolygon<Frame>& polygons) {
    double sum = 0.0;
    for (const Polygon<Frame>& polygon : polygons) {
        sum += signed_area(polygon.shell);
        for (const Ring<Frame>& hole : polygon.holes) {
            sum += signed_area(hole);
        }
    }
    return sum;
}

/// Whether a ring of axis-parallel edges visits no vertex twice, has no needless vertex and crosses or touches itself
/// nowhere. Looks at every unit edge, so it wants small rings with whole-number vertices.
template <class Frame>
bool simple(const Ring<Frame>& ring) {
    std::set<std::pair<double, double>> visited;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point<Frame>& a = ring[i];
        const Point<Frame>& b = ring[(i + 1) % ring.size()];
        const Point<Frame>& c = ring[(i + 2) % ring.size()];
        const bool turns = (a.x == b.x) != (b.x == c.x) && (a.y == b.y) != (b.y == c.y);
        const double steps = std::abs(b.x - a.x) + std::abs(b.y - a.y);
        for (double s = 0.0; s < steps; s += 1.0) {
            if (!visited.insert({a.x + (b.x - a.x) * s / steps, a.y + (b.y - a.y) * s / steps}).second) {
                return false;
            }
        }
        if (!turns) {
            return false;
        }
    }
    return ring.size() >= 4;
}

/// Whether a position lies inside the ring, by the crossings of a ray.
template <class Frame>
bool contains(const Ring<Frame>& ring, double x, double y) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point<Frame>& a = ring[i];
        const Point<Frame>& b = ring[(i + 1) % ring.size()];
        if ((a.y > y) != (b.y > y) && x < a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y)) {
            inside = !inside;
        }
    }
    return inside;
}

template <class Frame>
bool contains(const Polygon<Frame>& polygon, double x, double y) {
    return contains(polygon.shell, x, y) && std::none_of(polygon.holes.begin(), polygon.holes.end(),
                                                         [&](const Ring<Frame>& hole) { return contains(hole, x, y); });
}

/// Pixels whose centres lie in one of the polygons; the frame of the polygons is that of the raster.
template <class Frame>
Mask rasterised(const MultiPolygon<Frame>& polygons, cv::Size size) {
    Mask mask(size, 0);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const bool inside = std::any_of(polygons.begin(), polygons.end(), [&](const Polygon<Frame>& polygon) {
                return contains(polygon, x + 0.5, y + 0.5);
            });
            mask(y, x) = inside ? 255 : 0;
        }
    }
    return mask;
}

}  // namespace kossa::support
