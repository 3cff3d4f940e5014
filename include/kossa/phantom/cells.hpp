#pragma once

#include <cstdint>

namespace kossa::phantom {

/// Where a point lies in a tissue of polygonal cells of about unit size.
struct CellPlace {
    double centre_x;
    double centre_y;
    double wall;         ///< distance to the cell's wall, rounded in the corners: below the true distance there
    std::uint64_t hash;  ///< of the cell
};

/// The cell that holds (x, y): Voronoi cells (Worley 1996) of one point per lattice square, displaced from its
/// middle by up to `disorder` / 2 of the square's side; disorder 0 is a chessboard, 1 the most irregular.
CellPlace cell_at(std::uint64_t seed, double x, double y, double disorder);

/// The cell centre of one lattice square.
struct CellCentre {
    double x;
    double y;
    std::uint64_t hash;
};
CellCentre cell_centre(std::uint64_t seed, std::int64_t column, std::int64_t row, double disorder);

}  // namespace kossa::phantom
