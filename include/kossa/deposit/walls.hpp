#pragma once

#include <vector>

#include "kossa/core/pixel_size.hpp"
#include "kossa/core/run.hpp"
#include "kossa/deposit/deposit_rules.hpp"

namespace kossa {

/// Calcium lines walls: of vessels, of cysts, of the hole that a plaque fell out of. Such a wall fills little of its
/// convex hull, as a crowd of cells does. But a crowd is ragged everywhere, and a wall is solid in every short piece.
struct WallOptions {
    /// Side of the squares in which it is looked at, um, 10..1000: several cells across.
    double square_um = 60.0;
    /// Area from which on it is, um2, 100..1e6. Of what is none, grey, well defined and solid in squares, the largest
    /// of fifteen sections, fields and densities had 472 um2, that of 160 phantoms with every look-alike, margin ink
    /// run together with melanin, 4,021 (measured).
    double least_um2 = 10000.0;
    /// Area over the convex areas of the pieces: a drawn wall 40 um thick had 0.79, grey crowds larger than
    /// 1,000 um2 0.52 to 0.74, of which those above 0.65 were hardly defined (measured).
    Ramp solidity{0.65, 0.75};
};

/// Area over the sum of the convex areas of the pieces into which squares of that side cut it, 0..1. The squares begin
/// at the origin of the grid. Runs must be sorted, must not overlap and must not be empty.
double solidity_in_squares(const std::vector<Run<Working>>& runs, Microns side, const PixelSize& working);

/// How certainly a body is solid wherever it is looked at closely, 0..1; 0 for small ones. Runs as above.
double is_wall(const std::vector<Run<Working>>& runs, const WallOptions& options, const PixelSize& working);

}  // namespace kossa
