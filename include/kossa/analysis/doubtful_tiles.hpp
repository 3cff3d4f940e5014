#pragma once

#include <vector>

#include "kossa/analysis/survey.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// The tiles without bytes of the levels that survey and detail pass read, as far as they touch the region in which
/// deposits are looked for and OpenSlide paints nothing there but background. First those of the working level, row by
/// row. The same whatever the tile size and the number of threads.
std::vector<Box<Working>> empty_tiles_near_tissue(const SlideSource& slide, const SlideSurvey& survey);

}  // namespace kossa
