#pragma once

#include <string>
#include <vector>

#include "kossa/core/geometry.hpp"

namespace kossa::report {

/// A GeoJSON geometry object as text, coordinates rounded to 0.01 px. Empty where nothing is left to draw.

/// "Polygon" for one member, "MultiPolygon" for several. Rings are closed; repeated vertices are dropped.
std::string geometry_text(const MultiPolygon<Level0>& polygons);
/// "LineString" for one line, "MultiLineString" for several.
std::string geometry_text(const std::vector<Polyline<Level0>>& lines);
std::string geometry_text(const Point<Level0>& point);

}  // namespace kossa::report
