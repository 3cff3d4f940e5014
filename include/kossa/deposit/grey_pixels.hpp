#pragma once

#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/bit_mask.hpp"
#include "kossa/deposit/classification.hpp"
#include "kossa/deposit/deposit_masks.hpp"
#include "kossa/deposit/segmentation.hpp"

namespace kossa {

/// Finds what of dark matter on H&E is as grey as dense calcium, on one working grid.
class GreyPixels {
  public:
    /// `segmentation` holds the density that is dark and the reach of a deposit beyond it.
    GreyPixels(const SegmentationOptions& segmentation, const ClassificationOptions& options, const PixelSize& working);

    /// The eligible pixels of a tile that are dark, lie in dark matter about as wide as a body that no nucleus fills or
    /// within reach of it, and have a square of `hue_from_px` round them no more saturated than dense calcium. What is
    /// round a pixel ends at the tile's edge.
    BitMask of(const DepositGround& ground) const;
    /// The same, taken of those that a paler density gives.
    BitMask among(const BitMask& paler, const DepositGround& ground) const;

  private:
    BitMask dark_and_wide(const DepositGround& ground) const;

    PixelSize working_;
    int dark_sum_;
    BoxRound square_;  ///< within the square of the narrowest body and its reach
    BoxRound near_;    ///< that square and the reach
    int hue_px_;       ///< odd
    double largest_saturation_;
};

}  // namespace kossa
