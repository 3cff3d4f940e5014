#pragma once

#include <cstdint>
#include <vector>

#include "kossa/core/run.hpp"

namespace kossa {

/// Sets of level-0 pixels as sorted runs without overlap.
using PixelSet = std::vector<Run<Level0>>;

/// Those within the box.
PixelSet clipped(const PixelSet& pixels, const Box<Level0>& box);

/// Pixels to either side.
struct Reach {
    std::int32_t x = 0;
    std::int32_t y = 0;
};

/// Whether a pixel of `a` has one of `b` no further away than that along either axis.
bool any_within(const PixelSet& a, const PixelSet& b, const Reach& reach);

}  // namespace kossa
