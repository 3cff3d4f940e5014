#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/progress.hpp"
#include "kossa/core/units.hpp"
#include "kossa/pyramid/tiff_writer.hpp"
#include "kossa/tiling/execution.hpp"

namespace kossa::pyramid {

/// What a pyramid is made of. All of it is called from many threads at once. Images are 8 bit, of three channels where
/// the coding is JPEG in full colour, of one where it is grey; no other coding is known.
struct PyramidPicture {
    /// The pixels of a part of the finest level, also of what lies beyond the picture's own size.
    std::function<cv::Mat(const Box<Working>&)> pixels;
    /// Half as large along each axis.
    std::function<cv::Mat(const cv::Mat&)> folded;
    /// What is shown of a part of a level, level 0 the finest; the coarser levels are folded from what is not yet
    /// drawn on. The part may lie anywhere in the level.
    std::function<cv::Mat(int level, const Box<ImagePixels>& part, const cv::Mat& plain)> drawn;
};

struct PyramidForm {
    Size<Working> size;  ///< of the picture, at the finest level
    Microns pixel_width;
    Microns pixel_height;
    Coding coding = Coding::jpeg_444;
    std::string description = {};
    std::string stage = "pyramid";  ///< its name for the progress
};

/// The levels of a pyramid, the last of which fits on a screen. The picture is continued to the right and below until
/// each level is exactly half as wide and high as the finer one: what lies at (x, y) lies at (x / 2, y / 2) there, for
/// every reader, and a reader who goes by the ratio of the sizes gets 2 exactly. Sizes are multiples of 16.
std::vector<Size<ImagePixels>> level_sizes(const Size<Working>& picture);

/// Writes a tiled pyramidal TIFF to `path`, BigTIFF where it could become too large otherwise (form_for).
///
/// Blocks of the finest level are read, folded, drawn on and packed in parallel, and come together to the coarser
/// levels on the way; every pixel is asked for once. Memory: a block and its packed tiles per thread, one tile per
/// level, and 32 bytes per tile of the file. Packed tiles of coarser levels wait in a file
/// without a name beside `path`. The same bytes for any number of threads. Steps of the progress are blocks.
///
/// Tiles of a grey pyramid never reach below their level, nor beyond one narrower than a tile: OpenSlide 3.4.1 shows
/// rubbish where a level is smaller than a tile that is not JPEG, and with libtiff 4.7.1 in the last row of such tiles
/// (reported to openslide-bin as well). Throws OutputError with the system's reason alone, what packing throws
/// (tile_coding.hpp), and what the picture throws; `path` is then half written.
void write_pyramid(const std::filesystem::path& path, const PyramidForm& form, const PyramidPicture& picture,
                   const ExecutionOptions& execution, Progress& progress);

}  // namespace kossa::pyramid
