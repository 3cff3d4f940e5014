#pragma once

#include <cstdint>
#include <string>

namespace kossa {

/// Side of a square tile in its own pixels; at the right and lower edge of the slide tiles are smaller.
inline constexpr std::int64_t zoom_tile_px = 256;

/// Which piece of the slide a tile shows. A pixel of it is 2^halvings level-0 pixels wide and high; columns and rows
/// are counted in tiles of that size from the top left corner of the slide.
struct ZoomTilePlace {
    int halvings = 0;
    std::int64_t column = 0;
    std::int64_t row = 0;
    auto operator<=>(const ZoomTilePlace&) const = default;

    /// Side of the tile in level-0 pixels.
    std::int64_t side() const { return zoom_tile_px << halvings; }
};

/// A piece of the slide to look at enlarged, as the bytes of a picture file.
struct ZoomTile {
    ZoomTilePlace place;
    std::string jpeg;
    bool operator==(const ZoomTile&) const = default;
};

}  // namespace kossa
