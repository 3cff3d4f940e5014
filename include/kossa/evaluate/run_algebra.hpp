#pragma once

#include <cstdint>
#include <vector>

#include "kossa/core/run.hpp"

namespace kossa {

/// Sets of level-0 pixels as sorted runs without overlap.
using PixelSet = std::vector<Run<Level0>>;

/// Those within the box.
PixelSet clipped(const PixelSet& pixels, const Box<Level0>& box);

/// Whether a pixel of `a` has one of `b` no further than `reach` pixels away along either axis.
bool any_within(const PixelSet& a, const PixelSet& b, std::int32_t reach);

}  // namespace kossa
