#pragma once

#include "kossa/core/geometry.hpp"
#include "kossa/core/packed_picture.hpp"
#include "kossa/core/progress.hpp"
#include "kossa/slide/slide_source.hpp"
#include "kossa/tiling/execution.hpp"

namespace kossa {

/// The whole slide at a coarse scale.
struct Overview {
    PackedPicture image;
    PackedPicture
        darkest;  ///< the darkest quarter of each pixel of `image`: threads too thin to show in the mean; or empty
    Scaling<Level0, Survey> level0_from_overview;
    int level = 0;  ///< of the slide, from which it was read
};

/// The whole slide at `downsample_x` by `downsample_y` level-0 pixels per pixel (at least 1), each pixel the mean of
/// the area it covers, from the coarsest level that has at least a pixel for each. Read in fixed blocks, in parallel;
/// the same bytes for any number of threads. Throws SlideError.
Overview read_overview(const SlideSource& slide, double downsample_x, double downsample_y,
                       const ExecutionOptions& execution, Progress& progress);

/// The same with `darkest`, from the coarsest level that has at least a pixel for each quarter.
Overview read_overview_with_darkest(const SlideSource& slide, double downsample_x, double downsample_y,
                                    const ExecutionOptions& execution, Progress& progress);

}  // namespace kossa
