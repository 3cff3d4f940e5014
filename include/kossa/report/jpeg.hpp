#pragma once

#include <string>
#include <string_view>

#include "kossa/core/raster.hpp"

namespace kossa::report {

/// What a picture is stored for: to be worked on, of high quality and with colours at full resolution, or to be looked
/// at, a third as large.
enum class JpegUse { to_keep, on_screen };

/// The image as the bytes of a JPEG file; the same for equal images. Throws OutputError.
std::string jpeg_bytes(const RgbImage& image, JpegUse use = JpegUse::to_keep);

/// The image in the bytes of a JPEG file, no side longer than that many pixels. Throws SlideError "corrupt".
RgbImage jpeg_image(std::string_view bytes, int longest_side);

}  // namespace kossa::report
