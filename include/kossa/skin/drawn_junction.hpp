#pragma once

#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/tissue.hpp"

namespace kossa {

/// Depth below drawn lines.
struct DrawnDepth {
    /// On the pieces with a line: distance of the pixel's centre from the nearest line through its piece, um, exact but
    /// for the pixel steps of the line; negative on the side of the epidermis. What lies beyond the ends of all lines
    /// is on the side of the dermis. NaN on all else.
    FloatRaster depth;
    std::vector<bool> piece_has_line;  ///< by piece number
};

/// Depth from lines instead of the lower border of an epidermis. The two sides of a line are told apart at the point of
/// the line that is nearest; an open end of a line is prolonged by 300 um in the direction of its last 300 um. Which
/// side is the dermis, each line for itself on each piece it runs through, by what lies on that piece:
/// 1. the one with less of `epidermis` within 400 um, if the other holds at least twice as much;
/// 2. else the one with more tissue, if it holds at least twice as much: epidermis is thinner than what lies below;
/// 3. else throws RefusedSlide "regions".
/// Lines that run through no tissue are left out; throws RefusedSlide "regions" where none is left.
DrawnDepth depth_below_lines(const std::vector<Polyline<Survey>>& lines, const Mask& epidermis, const TissueMap& tissue,
                             Microns pixel);

}  // namespace kossa
