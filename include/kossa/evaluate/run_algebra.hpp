#pragma once

#include <cstdint>
#include <vector>

#include "kossa/core/run.hpp"

namespace kossa {

/// Sets of level-0 pixels as sorted runs without overlap.
using PixelSet = std::vector<Run<Level0>>;

std::int64_t pixel_count(const PixelSet& pixels);

std::int64_t common_pixel_count(const PixelSet& a, const PixelSet& b);

/// Those within the box.
PixelSet clipped(const PixelSet& pixels, const Box<Level0>& box);

/// The smallest box that holds all; empty for an empty set.
Box<Level0> bounds_of(const PixelSet& pixels);

/// Whether a pixel of `a` has one of `b` no further than `reach` pixels away along either axis.
bool any_within(const PixelSet& a, const PixelSet& b, std::int32_t reach);

}  // namespace kossa
