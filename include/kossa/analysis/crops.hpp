#pragma once

#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/measure/crop.hpp"
#include "kossa/measure/evidence.hpp"
#include "kossa/slide/slide_source.hpp"
#include "kossa/tiling/execution.hpp"

namespace kossa {

/// Where a picture of the slide is worth keeping.
struct CropPlace {
    Point<Level0> centre;  ///< centroid of the object
    Box<Level0> region;    ///< within the slide; about square but for slides that are narrower
};

/// The places of the largest and the least certain deposits, and of the largest and the most calcium-like objects of
/// every other kind, at most 150, and of what has one of the centroids in `also`; in the order of the findings. But for
/// the latter they follow from the evidence alone, before outlines and places are considered, so that a result can be
/// judged again and still show them.
std::vector<CropPlace> crop_places(const SlideEvidence& evidence, const std::vector<Point<Level0>>& also = {});

/// Reads them, at full resolution where the region is small enough to be shown so. In the order of the places; without
/// those that cannot be read. The same bytes for any number of threads.
std::vector<Crop> read_crops(const SlideSource& slide, const std::vector<CropPlace>& places,
                             const ExecutionOptions& execution);

}  // namespace kossa
