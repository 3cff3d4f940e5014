#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/tissue.hpp"

namespace kossa {

struct SubcutisOptions {
    /// Cut fat cells: white and of this area, um2, 100..100000 and 100..1000000, ...
    double least_cell_um2 = 500.0;
    double largest_cell_um2 = 30000.0;
    /// ... filling at least this share of their convex hull, 0..1.
    double least_solidity = 0.75;
    /// Walls of fat cells do not show all along; gaps up to twice this do not join two cells, um, 0..20. The areas are
    /// those of the cells shrunk by it.
    double wall_gap_um = 8.0;
    /// Half side of the square within which fat cells are counted, um, 50..500.
    double neighbourhood_um = 100.0;
    /// Fat is where they fill at least this share of it, 0..1.
    double least_density = 0.20;
    /// Beside such fat, where cells are torn or flattened, it goes on as long as white fills this share of the square,
    /// 0..1.
    double least_white = 0.50;
    /// Fewest cells of a fat lobule, 1..1000.
    int fewest_cells = 6;
    /// Least area of fat that is subcutis, mm2, 0..10.
    double least_area_mm2 = 0.15;
    /// No fat nearer to the epidermis than this, um, 0..2000.
    double from_epidermis_um = 300.0;
    /// What lies beyond fat, seen from the epidermis, and up to the outline of the section or more fat is no thicker
    /// than this, is a septum or fascia, and subcutis too, um, 0..5000.
    double widest_septum_um = 1000.0;
};

/// Subcutaneous fat on the survey grid: crowds of round white cells within the section, between the
/// walls of `tissue`; and the septa and fascia beyond them. `od` is the mean optical density; `epidermis` may be all 0.
/// Near to the epidermis, or beyond fat as seen from it, is what is so on its own piece of tissue.
Mask find_subcutis(const FloatRaster& od, const TissueMap& tissue, const Mask& epidermis, Microns pixel,
                   const SubcutisOptions& options);

}  // namespace kossa
