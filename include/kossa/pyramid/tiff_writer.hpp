#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "kossa/core/units.hpp"
#include "kossa/pyramid/tile_coding.hpp"

struct tiff;  // libtiff's own name of what it calls TIFF

namespace kossa::pyramid {

/// Of a tile, in pixels.
inline constexpr int tile_side = 256;

/// Frame: pixels of one image of the file, from its top left.
struct ImagePixels {};

/// Offsets of 32 or of 64 bits: TIFF, which ends at 4 GiB, or BigTIFF.
enum class TiffForm { classic, big };

/// BigTIFF where a pyramid over so many pixels, each level with a quarter of those of the one below, might not fit
/// otherwise. No coding here takes more bytes than the pixels themselves.
TiffForm form_for(std::int64_t finest_pixels, int bytes_per_pixel);

enum class ImageRole { full, reduced };

/// One image of the file and what its tags say.
struct TiffImage {
    std::int64_t width = 0;
    std::int64_t height = 0;
    ImageRole role = ImageRole::full;
    Coding coding = Coding::jpeg_444;
    Microns pixel_width = {};   ///< written as resolution per centimetre
    Microns pixel_height = {};  ///< likewise
    std::string description = {};
    cv::Size tile{tile_side, tile_side};

    std::int64_t across() const;      ///< tiles in a row
    std::int64_t tile_count() const;  ///< numbered row by row
};

/// Writes a tiled TIFF image by image, each tile as the bytes that it was packed to. Every failure is an OutputError
/// with the system's reason alone: who knows the file names it. Tells nothing of when or where a file was made: the
/// same calls give the same bytes.
class TiffWriter {
  public:
    TiffWriter(const std::filesystem::path& path, TiffForm form);

    void begin_image(const TiffImage& image);
    /// Tiles of the image in any order; they lie in the file in the order in which they are written.
    void write_tile(std::int64_t index, const Bytes& bytes);
    /// Puts the image on disk, where another reader of the file finds it.
    void end_image();

  private:
    std::unique_ptr<tiff, void (*)(tiff*)> tiff_;
};

/// Reads the packed tiles of one image of a file back. Errors as TiffWriter.
class TiffTiles {
  public:
    TiffTiles(const std::filesystem::path& path, int image);

    Bytes tile(std::int64_t index) const;

  private:
    std::unique_ptr<tiff, void (*)(tiff*)> tiff_;
};

}  // namespace kossa::pyramid
