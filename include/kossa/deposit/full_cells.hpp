#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"

namespace kossa {

/// Macrophages full of black pigment on H&E, as in a tattoo. Alone they are told by their size; one that touches a
/// nucleus, its own or another, makes one body with it that is larger.
struct FullCellOptions {
    /// Fewest small grey bodies named pigment that show that the slide has such cells, 1..10000. Twelve fields and
    /// sections without had up to 5 (measured), phantoms with carbon 46 to 78.
    int fewest = 10;
    /// Black, and not brown as melanin is: cy from here on, -1..1 (he.not_brown_no).
    double least_cy = 0.08;
    /// A body is no such cell and a nucleus if its convex hull, um2, is larger than both, a macrophage (314) and one
    /// nucleus (80), and surely if larger than with two, ...
    Ramp extent_um2{394.0, 474.0};
    /// ... or if it is compact, area over convex area, as is asked of small masses.
    Ramp solidity{0.65, 0.75};
};

/// Whether the H&E findings show that cells of the slide are full of pigment.
bool cells_full_of_pigment(const std::vector<Finding>& findings, const FullCellOptions& options,
                           const CellOptions& cells, const PixelSize& working);

/// Doubt in grey masses that may be such a cell and a nucleus that it touches. Grains that lie apart are left as they
/// are. The order is kept.
std::vector<Finding> doubt_full_cells(std::vector<Finding> findings, const FullCellOptions& options,
                                      const ClassificationOptions& classification, const PixelSize& working);

}  // namespace kossa
