#pragma once

#include <cstdint>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/sheet.hpp"

namespace kossa {

/// The smallest box that holds the pixels of both.
Box<Working> united(const Box<Working>& a, const Box<Working>& b);

/// Square tiles of `tile_px` working pixels that cover `size`, row by row; those at the right and bottom are cut to
/// fit. Throws UsageError unless tile_px is at least 16.
std::vector<Box<Working>> tile_grid(const Size<Working>& size, int tile_px);

/// The tiles that hold at least one pixel of `region`, a mask on the survey grid. A working pixel belongs to the survey
/// pixel its centre lies in.
std::vector<Box<Working>> tiles_touching(const std::vector<Box<Working>>& tiles, const MaskSheet& region,
                                         const Scaling<Survey, Working>& survey_from_working);

/// The smallest box that holds those pixels of a tile that are inside `region`; empty without any.
Box<Working> part_in(const Box<Working>& tile, const MaskSheet& region,
                     const Scaling<Survey, Working>& survey_from_working);

/// `region` at the pixels of one tile.
Mask region_in(const Box<Working>& tile, const MaskSheet& region, const Scaling<Survey, Working>& survey_from_working);

/// How many pixels of one tile are inside `region`: as many as of region_in, without making it.
std::int64_t pixels_in(const Box<Working>& tile, const MaskSheet& region,
                       const Scaling<Survey, Working>& survey_from_working);

}  // namespace kossa
