#pragma once

#include <cstdint>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/phantom/options.hpp"

namespace kossa::phantom {

using Bytes = std::vector<unsigned char>;

/// A baseline JPEG with its own tables. Throws OutputError.
Bytes jpeg_from(const RgbImage& image, int quality, ChromaSubsampling chroma);

/// Decodes at a quarter of the size, averaging 4 x 4 pixels. Throws OutputError.
RgbImage quarter_sized(const Bytes& jpeg);

}  // namespace kossa::phantom
