#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/pyramid/tile_coding.hpp"

namespace kossa::phantom {

/// Decodes a JPEG at a quarter of the size, averaging 4 x 4 pixels. Throws OutputError.
RgbImage quarter_sized(const pyramid::Bytes& jpeg);

}  // namespace kossa::phantom
