#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "kossa/slide/file_kind.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// An image that is held in memory as a whole, with alpha already laid on white. Colour profiles, gamma and orientation
/// tags are not applied: pixels are as stored.
struct FlatImage {
    std::string format;  ///< "png", "jpeg" or "tiff"
    RgbImage pixels;
    std::map<std::string, std::string> properties;  ///< resolution under the names find_pixel_size knows
};

/// The most pixels a flat image may have. Its memory: 4 bytes per pixel with its coarser levels, and while it is
/// decoded up to 9 (a progressive JPEG) and the file itself. More than that belongs into a tiled pyramid.
inline constexpr std::int64_t largest_flat_pixels = 400'000'000;
/// Throws SlideError: "corrupt" for a size without pixels, "too-large" above largest_flat_pixels.
void require_flat_size(std::int64_t width, std::int64_t height);

/// Grey, palette and 16-bit images become 8-bit RGB. Throws SlideError "corrupt", "too-large".
FlatImage decode_png(std::span<const std::uint8_t> file);

/// Grey becomes RGB. Any irregularity the decoder notices is "corrupt", so that a cut file never counts as tissue.
/// Throws SlideError "corrupt", "too-large", "not-a-slide" for CMYK.
FlatImage decode_jpeg(std::span<const std::uint8_t> file);

/// The first image of a TIFF, in strips or tiles, whatever libtiff turns into 8-bit RGB; of an OME-TIFF pyramid that is
/// the full resolution. JPEG with subsampled chroma that is declared RGB is read as YCbCr. Throws SlideError "corrupt",
/// "too-large", "not-a-slide" for CMYK, for an OME-TIFF whose channels are separate images, and for a TIFF with another
/// image as large as the first.
FlatImage read_tiff(const std::filesystem::path& path);

/// Whether OpenSlide would show the first image of a TIFF in tiles otherwise than it is stored: each tile turned by
/// itself where there is an orientation, JPEG that is declared RGB and is YCbCr in false colours, CMYK and single
/// channels of an OME-TIFF as if they were brightfield, one of several images without a word, and what libtiff makes no
/// RGB of, such as 32 bits a sample, as damage. read_tiff reads the first two rightly and refuses the others for what
/// they are. Throws SlideError "corrupt" for what libtiff cannot open.
bool openslide_would_distort(const std::filesystem::path& path);

/// Half the size, rounded up: each pixel the average of the up to 2 x 2 pixels it covers, rounded to nearest.
RgbImage halved(const RgbImage& image);

/// A slide of one image, with levels 2, 4, 8, ... until the longer side is at most 1024.
std::unique_ptr<SlideSource> flat_source(const std::filesystem::path& path, FlatImage image,
                                         std::optional<PixelSize> user_pixel_size);

/// Reads a PNG, JPEG or TIFF file as a slide. `format` is not `dicom` nor `other`.
std::unique_ptr<SlideSource> open_flat_image(const std::filesystem::path& path, FileFormat format,
                                             std::optional<PixelSize> user_pixel_size);

}  // namespace kossa
