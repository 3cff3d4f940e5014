#pragma once

#include "kossa/analysis/options.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/core/pixel_size.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// The grid on which deposits are segmented: level-0 pixels averaged in squares of a power of two, read from the
/// coarsest level that divides level 0 exactly.
struct WorkingGrid {
    int level = 0;      ///< of the slide
    int reduction = 1;  ///< level pixels averaged per working pixel, along each axis
    Size<Working> size;
    PixelSize pixel;
    Scaling<Level0, Working> level0_from_working;
};

/// The grid for a wanted pixel. A slide coarser than wanted is used as it is.
WorkingGrid choose_working_grid(const SlideInfo& slide, const PixelSize& level0_pixel, const WorkingOptions& options);

/// The pixels of `region`, which may reach beyond the grid (background there). The same bytes for a pixel whatever the
/// region it is read in. Throws SlideError.
RgbImage read_working(const SlideSource& slide, const WorkingGrid& grid, const Box<Working>& region);

/// Means of squares of `factor` pixels, rounded to the nearest, halves up. Sizes must divide.
RgbImage reduced(const RgbImage& image, int factor);

}  // namespace kossa
