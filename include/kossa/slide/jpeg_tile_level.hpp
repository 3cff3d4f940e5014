#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "kossa/slide/jpeg_tile.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// Where a compressed tile lies in its file.
struct TilePlace {
    std::uint64_t offset = 0;
    std::uint32_t bytes = 0;
};

/// A level of a slide that is nothing but JPEG tiles side by side.
struct JpegTileLevel {
    Size<LevelPixels> size;
    JpegTileForm form;
    std::vector<TilePlace> tiles;  ///< row by row

    std::int64_t across() const { return (size.width + form.width - 1) / form.width; }
    std::int64_t down() const { return (size.height + form.height - 1) / form.height; }
    /// The pixels of a tile; those at the right and bottom may reach beyond the level.
    Box<LevelPixels> box(std::size_t tile) const;
};

/// For each level of the slide the tiles it is made of, or nothing where there is any doubt: another vendor than
/// "aperio" or "generic-tiff", a downsample that is no whole number (OpenSlide interpolates there), none or several
/// images of its size, another compression than JPEG, other samples than three of 8 bits side by side, photometric
/// interpretation other than RGB and YCbCr, a turned image, tables that are no JPEG stream, a tile that does not lie in
/// the file or is longer than any JPEG tile. A tile of no bytes stands for one that cannot be decoded: where the
/// file lacks a tile, and on coarser levels below it, OpenSlide paints what it finds in other levels. Where a tile is
/// missing all levels are described or none.
std::vector<std::optional<JpegTileLevel>> jpeg_tile_levels(const SlideInfo& slide);

}  // namespace kossa
