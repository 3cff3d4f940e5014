#pragma once

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"

namespace kossa {

/// A piece of the slide around one object.
struct Crop {
    Point<Level0> centre;  ///< centroid of the object, by which it is found again
    Box<Level0> region;    ///< what the picture shows
    RgbImage image;
};

}  // namespace kossa
