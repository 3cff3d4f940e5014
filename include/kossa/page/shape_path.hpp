#pragma once

#include <string>
#include <vector>

#include "kossa/core/geometry.hpp"

namespace kossa::page {

/// Frame: units of the view box of one drawing.
struct Drawing {};

/// How a drawing lies on the slide: where its top left corner is, and how many level-0 pixels one unit covers.
struct DrawingFrame {
    Point<Level0> origin;
    Scaling<Level0, Drawing> level0_per_unit;

    Point<Drawing> operator()(const Point<Level0>& p) const;
};

/// Outlines as the data of a path, to a tenth of a unit; corners that are less than `tolerance` units off the line
/// between their neighbours are left out (Douglas and Peucker 1973), and rings that then have no area. To be filled by
/// the even-odd rule.
std::string path_of(const MultiPolygon<Level0>& polygons, const DrawingFrame& frame, double tolerance);

/// Likewise for open lines.
std::string path_of(const std::vector<Polyline<Level0>>& lines, const DrawingFrame& frame, double tolerance);

}  // namespace kossa::page
