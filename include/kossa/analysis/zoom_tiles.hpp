#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/measure/evidence.hpp"
#include "kossa/measure/zoom_tile.hpp"
#include "kossa/slide/slide_source.hpp"
#include "kossa/tiling/execution.hpp"

namespace kossa {

/// What may be spent on the tiles of one slide.
struct ZoomBudget {
    std::int64_t bytes = 4'500'000;        ///< of all pictures; a third more as text in a page
    std::int64_t source_px = 160'000'000;  ///< pixels of the slide's levels that are read
};

/// Tiles that are worth having, in the order in which to take them.
struct ZoomTilePlan {
    std::vector<ZoomTilePlace> of_objects;  ///< with calcium, or what may be; may take half of the budget
    std::vector<ZoomTilePlace> of_tissue;   ///< may take the rest; holds those of the objects too
};

/// From those just finer than a picture whose longer side is `picture_px` pixels to those of working resolution, coarse
/// ones first. Of one size, first those with the largest objects, and of the tissue those nearest to objects or
/// epidermis. They follow from the evidence alone, before outlines and places are considered.
ZoomTilePlan plan_zoom_tiles(const SlideEvidence& evidence, int picture_px);

/// Makes a picture file.
using PictureEncoder = std::function<std::string(const RgbImage&)>;

/// Reads as many as the budget allows, in the order of their places, without those that cannot be read. The same bytes
/// for any number of threads.
std::vector<ZoomTile> read_zoom_tiles(const SlideSource& slide, const ZoomTilePlan& plan, const ZoomBudget& budget,
                                      const PictureEncoder& encode, const ExecutionOptions& execution);

}  // namespace kossa
