#pragma once

#include <string>
#include <vector>

#include "kossa/core/geometry.hpp"

namespace kossa {

/// 36 characters that tell lines apart: the same for the same lines in whole pixels, whichever way and in whichever
/// order they run. Programs that read and write positions may shift them by fractions of a pixel.
std::string fingerprint(const std::vector<Polyline<Level0>>& lines);

/// The lines with their positions rounded to whole pixels.
std::vector<Polyline<Level0>> in_whole_pixels(const std::vector<Polyline<Level0>>& lines);

}  // namespace kossa
