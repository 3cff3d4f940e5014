#pragma once

#include <vector>

#include "kossa/core/pixel_size.hpp"
#include "kossa/core/run.hpp"
#include "kossa/deposit/cells.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/deposit_rules.hpp"

namespace kossa {

/// When a mass stands free in pale tissue, so that its outline alone says that it is one body. The outline of crowded
/// nuclei runs through their cytoplasm, and is ragged: of 61 such crowds on four slides without calcium none was both
/// solid and free, of 31 masses of calcium 29 were. A clump of cells loose in a cleft had a solidity of 0.78.
struct FreeStandingOptions {
    /// Solid: area over convex area, 0..1.
    Ramp solidity{0.70, 0.82};
    /// In pale tissue: mean optical density a reach outside its outline, in a stain of usual strength. Collagen has
    /// 0.12 to 0.23.
    Ramp rim_od{0.25, 0.15};
    /// Share of dark core times share of sharp outline that it must have all the same, 0..1. A violet mass is hardly
    /// darker than a seed must be, so half of it may be none.
    Ramp definition{0.35, 0.55};
    /// Below the area of a macrophage, 314 um2, it must hold a square of this side, um, 5..50, holes aside: one that no
    /// nucleus fills (100 um2). Two or three nuclei that touch may stand as free, and leave gaps.
    double square_um = 10.0;
    /// Wherever it lies, what holds a square of this side, um, 10..100, gaps of 1 um and less aside, is no crowd of
    /// nuclei: on eleven sections and fields none does.
    double gapless_um = 20.0;
};

/// The options for a stain that many times as strong as usual: the tissue round a body is that much denser, too.
FreeStandingOptions at_strength(FreeStandingOptions options, double strength);

/// How certainly a body stands free, 0..1; 0 below the area of two nuclei, 160 um2, and where nothing is known of what
/// is round it. Its runs must be sorted and must not be empty.
double stands_free(const std::vector<Run<Working>>& runs, const PixelSums& sums, const FreeStandingOptions& options,
                   const CellOptions& cells, const PixelSize& working);

/// Whether an upright square of that side lies within a body, gaps of 1 um closed. Its runs must be sorted.
bool holds_gapless_square(const std::vector<Run<Working>>& runs, Microns side, const PixelSize& working);

/// Whether a body is too wide for a crowd of nuclei, which leaves gaps; never where a nucleus measures too few pixels
/// for its colour to be read, `hue_from_px`, and gaps are blurred. Its runs must be sorted and must not be empty.
bool leaves_no_gap(const std::vector<Run<Working>>& runs, const FreeStandingOptions& options, const CellOptions& cells,
                   double hue_from_px, const PixelSize& working);

}  // namespace kossa
