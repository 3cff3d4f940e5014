#pragma once

#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/bit_mask.hpp"
#include "kossa/deposit/deposit_masks.hpp"

namespace kossa {

/// Steps of the search for dark matter of a colour of its own on H&E. What is round a pixel ends at the tile's edge.

/// The odd number of pixels next to that many.
int odd_pixels(double pixels);
/// The square with that half side.
BoxRound square_round(Microns half_side, const PixelSize& working);

/// The middles of squares that are dark throughout, gaps that noise leaves aside.
BitMask middles_of_squares(const BitMask& dark, const BoxRound& square, const PixelSize& working);
/// Those places that have a square of `hue_px` pixels round them no more saturated than that. JPEG stores colour at
/// half the resolution, so the hue of one pixel is that of a square round it.
BitMask no_more_saturated(BitMask places, const DepositGround& ground, int hue_px, double largest_saturation);

}  // namespace kossa
