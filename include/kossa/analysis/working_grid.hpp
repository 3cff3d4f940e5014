#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/core/pixel_size.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// The grid on which deposits are segmented: level-0 pixels made smaller by a power of two, read from the coarsest
/// level that divides level 0 exactly.
struct WorkingGrid {
    int level = 0;      ///< of the slide
    int reduction = 1;  ///< level pixels per working pixel, along each axis
    Size<Working> size;
    PixelSize pixel;
    Scaling<Level0, Working> level0_from_working;
    bool scaled_decoding = false;  ///< the level's tiles are decoded at 1/reduction; else pixels are averaged
};

/// The grid for a wanted pixel. A slide coarser than wanted is used as it is.
WorkingGrid choose_working_grid(const SlideInfo& slide, const PixelSize& level0_pixel, const WorkingOptions& options);

/// The pixel of the survey: as wanted, that of level 0 where it is larger, and twice as large as often as the slide
/// would else have more pixels than allowed.
Microns survey_pixel(const SlideInfo& slide, const PixelSize& level0_pixel, const SurveyOptions& options);

/// The pixels of `region`, which may reach beyond the grid (background there). The same bytes for a pixel whatever the
/// region it is read in. Throws SlideError.
RgbImage read_working(const SlideSource& slide, const WorkingGrid& grid, const Box<Working>& region);

/// How its pixels come from those of the level: "as-stored" (without a reduction), "scaled-decoding" (the JPEG tiles
/// are decoded at 1/reduction) or "averaged" (in squares, from pixels decoded in full).
std::string_view reading_way(const WorkingGrid& grid);
/// The same for people, to follow the level: "", ", decoded at 1/2" or ", averaged 2 x 2".
std::string reduction_words(const WorkingGrid& grid);

inline constexpr int unreadable_square_px = 256;
inline constexpr std::uint8_t unreadable_grey = 128;

/// A square of the grid of `unreadable_square_px` that cannot be read.
struct UnreadableSquare {
    Box<Working> box;
    std::string why;  ///< what the slide said
};

/// The same where not all can be read: in whole squares of the grid of `unreadable_square_px`, whatever the region.
/// What cannot be read is of the colour given, and is added to `unreadable`.
RgbImage read_readable(const SlideSource& slide, const WorkingGrid& grid, const Box<Working>& region,
                       const cv::Vec3b& elsewhere, std::vector<UnreadableSquare>& unreadable);

/// The same for showing: what cannot be read is grey.
RgbImage read_shown(const SlideSource& slide, const WorkingGrid& grid, const Box<Working>& region);

}  // namespace kossa
