#pragma once

#include "kossa/phantom/canvas.hpp"
#include "kossa/phantom/tissue.hpp"

namespace kossa::phantom {

/// Each paints one sort of object of the whole section onto the part that the canvas shows. What it paints at a
/// pixel depends on the specimen only, so that canvases of any shape fit together.
void paint_keratinocytes(Canvas& canvas, const Tissue& tissue);
void paint_fibroblasts(Canvas& canvas, const Tissue& tissue);
void paint_fat_nuclei(Canvas& canvas, const Tissue& tissue);
void paint_vessels(Canvas& canvas, const Tissue& tissue);
void paint_sweat_glands(Canvas& canvas, const Tissue& tissue);
/// The fibrous rim around deposits; before the pigments, which lie in it.
void paint_scars(Canvas& canvas, const Tissue& tissue);
/// Calcium and the histiocytes around it; after all other tissue.
void paint_deposits(Canvas& canvas, const Tissue& tissue);

}  // namespace kossa::phantom
