#pragma once

#include <string>
#include <string_view>

#include "kossa/core/raster.hpp"

namespace kossa::report {

/// The image as the bytes of a JPEG file of high quality, colours at full resolution; the same for equal images.
/// Throws OutputError.
std::string jpeg_bytes(const RgbImage& image);

/// The image in the bytes of a JPEG file. Throws SlideError "corrupt".
RgbImage jpeg_image(std::string_view bytes);

}  // namespace kossa::report
