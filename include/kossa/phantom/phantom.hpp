#pragma once

#include <filesystem>

#include "kossa/core/progress.hpp"
#include "kossa/phantom/options.hpp"

namespace kossa::phantom {

/// Writes a synthetic skin slide with exactly known deposits and layers, and beside it its truth (see truth.hpp):
///
///   <path>                        tiled pyramidal TIFF (BigTIFF from 1 Gpixel) that OpenSlide opens as Aperio
///   <stem>.json                   deposits
///   <stem>_calcium.png            mask of calcium at level 0
///   <stem>_epidermis.png          mask of epidermis with horny layer, 8 um per pixel
///   <stem>_truth.geojson          deposits and layers as outlines
///
/// Equal options give equal bytes. Memory grows with the length of the section's sides, not with its area. All five
/// files are written under temporary names (`.part` behind) and renamed when all are complete: none is there alone.
/// Reports `drawing` with one step per tile. Throws UsageError for options out of range and as below, and OutputError
/// if a file cannot be written, which it names with the system's reason.
void write_phantom(const PhantomOptions& options, const std::filesystem::path& path, Progress& progress);

/// Throws UsageError for a slide that cannot have this name: that of a folder, of a file of its own truth
/// (`deep.json`), or where the slide or a file of its truth would replace anything but a file of a phantom, which has
/// its record beside it.
void require_phantom_can_be_named(const std::filesystem::path& slide);

}  // namespace kossa::phantom
