#pragma once

#include <string>

#include "kossa/core/raster.hpp"

namespace kossa::report {

/// The image as the bytes of a PNG file, 8 bit RGB, the same for equal images. Throws OutputError.
std::string png_bytes(const RgbImage& image);

}  // namespace kossa::report
