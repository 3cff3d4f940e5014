#pragma once

#include <filesystem>

namespace kossa {

/// Throws SlideError "corrupt" where a tiled image of a TIFF claims what the file cannot hold: more tiles than it has
/// room for entries of, a tile longer than the file, or tiles of more than `largest_tile_pixels`; and where its sides
/// ask for another number of tiles than it gives places of: one wrong bit in a side, and every row of tiles would be
/// shifted. OpenSlide and GLib below it would allocate what such a file claims, and end the process when that fails.
/// Files that libtiff cannot read at all, and images in strips, are left to the readers.
void require_sound_tiff(const std::filesystem::path& path);

/// Scanners write tiles of 240 to 4096 pixels a side.
inline constexpr long long largest_tile_pixels = 1LL << 26;

}  // namespace kossa
