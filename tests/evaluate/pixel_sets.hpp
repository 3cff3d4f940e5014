#pragma once

#include "kossa/core/outline.hpp"
#include "kossa/evaluate/run_algebra.hpp"
#include "support/masks.hpp"

namespace kossa::support {

inline PixelSet pixels_of(const Mask& mask) {
    PixelSet pixels;
    for (const Run<Survey>& run : runs_of(mask)) {
        pixels.push_back({run.y, run.x_begin, run.x_end});
    }
    return pixels;
}

/// A rectangle of level-0 pixels as an outline.
inline MultiPolygon<Level0> box(double x, double y, double width, double height) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}, {}}};
}

inline MultiPolygon<Level0> shifted(MultiPolygon<Level0> polygons, double dx, double dy) {
    for (Polygon<Level0>& polygon : polygons) {
        for (Point<Level0>& p : polygon.shell) {
            p = {p.x + dx, p.y + dy};
        }
        for (Ring<Level0>& hole : polygon.holes) {
            for (Point<Level0>& p : hole) {
                p = {p.x + dx, p.y + dy};
            }
        }
    }
    return polygons;
}

}  // namespace kossa::support
