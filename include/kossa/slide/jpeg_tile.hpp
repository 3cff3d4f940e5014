#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "kossa/core/raster.hpp"

namespace kossa {

/// The colours in which a TIFF says its JPEG tiles are stored.
enum class JpegColours { rgb, ycbcr };

/// What the JPEG tiles of one image in a TIFF share.
struct JpegTileForm {
    int width = 0;
    int height = 0;
    JpegColours colours = JpegColours::ycbcr;
    std::vector<std::uint8_t> tables;  ///< the JPEGTables tag, a JPEG stream of tables only; may be empty
};

/// Bytes to be left free in front of the compressed tile that decode_jpeg_tile is given.
inline constexpr std::size_t jpeg_tile_room = 16;

/// The pixels of one compressed tile, as OpenSlide gets them from libjpeg: accurate integer DCT, smooth upsampling of
/// the chroma, colours by the TIFF and not by the stream's own markers. `stream` is jpeg_tile_room bytes of any value
/// and then the tile. Nothing where the decoder has as much as a warning, or where size or colours are not those of the
/// form. Safe from many threads.
///
/// With a reduction of 2, 4 or 8, which must divide the tile's sides, the pixels are those of an image that many times
/// smaller along both axes: the inverse DCT gives 4, 2 or 1 pixels of each 8, from the low frequencies.
std::optional<RgbImage> decode_jpeg_tile(std::vector<std::uint8_t> stream, const JpegTileForm& form, int reduction = 1);

/// Whether such a stream begins as the form says. One that does and still gives no pixels is damaged.
bool has_form(std::vector<std::uint8_t> stream, const JpegTileForm& form);

}  // namespace kossa
