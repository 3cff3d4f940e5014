#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/tissue.hpp"

namespace kossa {

/// What an outline of the epidermis leaves out between itself and the glass, such as the horny layer: were it dermis,
/// the upper border of the outline would be a second junction. It was found to be epidermis, or lies on a piece of
/// tissue where none was found; up to 300 um, the thickest horny layers, from outline and glass, with the nearest of
/// either in opposite directions (at least 120 degrees apart); and more than twice as much tissue follows beyond the
/// epidermis: the dermis of a thin shave biopsy lies between epidermis and glass as well. A mask of the size of
/// `outlined`.
Mask left_above(const Mask& outlined, const Mask& found, const TissueMap& tissue, Microns pixel);

}  // namespace kossa
