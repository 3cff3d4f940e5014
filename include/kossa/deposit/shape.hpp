#pragma once

#include <cstdint>
#include <vector>

#include "kossa/core/pixel_size.hpp"
#include "kossa/core/run.hpp"

namespace kossa {

/// Size and form of a set of pixels, along their edges.
struct Shape {
    SquareMicrons area;
    /// Length of the outline by Cauchy and Crofton's formula from the pixel edges along both axes: exact on average
    /// over all orientations, and for a disc.
    Microns perimeter;
    SquareMicrons convex_area;
    Microns equivalent_diameter;  ///< of the disc of the same area
    Microns max_diameter;         ///< largest distance between two corners of the convex hull
    double solidity = 0.0;        ///< area over convex area, 0..1
    double circularity = 0.0;     ///< 4 pi area over perimeter squared, at most 1
};

/// Runs must be sorted, must not overlap and must not be empty.
Shape measure_shape(const std::vector<Run<Working>>& runs, const PixelSize& working);

/// The pixels that no way of pixel edges leads out of. Runs as above.
std::vector<Run<Working>> holes_in(const std::vector<Run<Working>>& runs);

/// Area with that of the holes. Runs as above.
SquareMicrons enclosed_area(const std::vector<Run<Working>>& runs, const PixelSize& working);

/// Width over length of the ellipse that has the same second moments as the pixels, 0..1; a disc has 1. Runs as above.
double axis_ratio(const std::vector<Run<Working>>& runs, const PixelSize& working);

/// The 8-connected parts, in the order of their first runs. Runs as above.
std::vector<std::vector<Run<Working>>> parts_of(const std::vector<Run<Working>>& runs);

/// Pixels of the 8-connected parts, in that order. Runs as above.
std::vector<std::int64_t> pixels_of_parts(const std::vector<Run<Working>>& runs);

/// Equivalent diameters of the 8-connected parts. Runs as above.
std::vector<Microns> part_diameters(const std::vector<Run<Working>>& runs, const PixelSize& working);

/// The 8-connected part of most pixels, the first of such. Runs as above.
std::vector<Run<Working>> largest_part(const std::vector<Run<Working>>& runs);

/// Pixel edges between inside and outside. Runs as above.
std::int64_t edge_count(const std::vector<Run<Working>>& runs);

}  // namespace kossa
