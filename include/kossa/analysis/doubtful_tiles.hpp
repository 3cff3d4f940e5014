#pragma once

#include <vector>

#include "kossa/analysis/survey.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// Tiles of the file that survey and detail pass have read and that touch the region in which deposits are looked for;
/// first those of the working level, row by row.
struct DoubtfulTiles {
    std::vector<Box<Working>> empty;    ///< without bytes, and OpenSlide paints nothing there but background
    std::vector<Box<Working>> damaged;  ///< the decoder warns of them; those that cannot be read at all are not here
};

/// To be asked after both passes. The same whatever the tile size and the number of threads.
DoubtfulTiles doubtful_tiles_near_tissue(const SlideSource& slide, const SlideSurvey& survey);

}  // namespace kossa
