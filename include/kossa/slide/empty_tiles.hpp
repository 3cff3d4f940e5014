#pragma once

#include <vector>

#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// The tiles of a level that have no bytes in the file, cut to the level, row by row: they were never scanned, or are
/// lost. OpenSlide paints there background, or what it finds in other levels. Of TIFFs only, and of levels of which the
/// file holds exactly one image of that size; else none.
std::vector<Box<LevelPixels>> empty_tiles(const SlideInfo& slide, int level);

}  // namespace kossa
