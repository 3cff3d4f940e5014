#pragma once

#include <filesystem>

#include "kossa/core/progress.hpp"
#include "kossa/phantom/render.hpp"

namespace kossa::phantom {

inline constexpr int pyramid_factor = 4;  ///< between levels, as Aperio's own scanners do

/// Draws the whole slide into a pyramidal TIFF at `path`, level by level, each coarser level from the tiles already
/// written. Tiles are drawn in parallel and written in order. Memory: a fixed number of tiles.
/// Throws OutputError with the system's reason.
void write_slide(const Specimen& specimen, const PhantomOptions& options, const std::filesystem::path& path,
                 Progress& progress);

/// The power of the objective that gives such pixels: 20 at 0.5 um.
double apparent_magnification(Microns pixel_size);

}  // namespace kossa::phantom
