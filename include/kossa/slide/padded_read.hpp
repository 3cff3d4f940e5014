#pragma once

#include <functional>
#include <string>

#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// Reads a box that lies inside the level and is not empty.
using InsideReader = std::function<RgbImage(const Box<LevelPixels>&)>;

/// What every SlideSource::read does around its own decoding: checks level and size, reads only what lies inside the
/// level, and puts the background around it. Where `read_inside` gives pixels made smaller by a factor, it is asked for
/// whole squares of that many pixels only, and `region` must be made of such. Errors as SlideSource::read.
RgbImage read_padded(const SlideInfo& info, int level, const Box<LevelPixels>& region, const InsideReader& read_inside,
                     int factor = 1);

/// "level 2, region 512 x 256 at (1024, 0)": how messages name a place.
std::string place_name(int level, const Box<LevelPixels>& region);

}  // namespace kossa
