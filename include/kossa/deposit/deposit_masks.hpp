#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "kossa/core/density.hpp"
#include "kossa/deposit/bit_mask.hpp"

namespace kossa {

/// SegmentationOptions on one working grid: lengths in pixels, densities as the sum of the channels in thousandths.
struct MaskLimits {
    int reach_px = 1;
    int surroundings_px = 1;  ///< half side of the square
    int half_width_px = 1;    ///< of the square that makes a part wide
    int half_gap_px = 0;      ///< wider gaps part nuclei
    int body_sum = 0;
    int gapless_sum = 0;
    int surroundings_sum = 0;
    int usual_light = 0;  ///< of the surroundings where none are seen, 1/4096 of the white point
    /// Pixels nearer than this to the tile's edges are not asked for, but for seeds.
    int margin_px = 0;
    int crack_light = 0;  ///< share of the light of usual surroundings, 1/4096; 0: no cracks
};

/// The pixels of a tile that belong to deposits, for one seed.
struct DepositMasks {
    BitMask seeds;
    BitMask kept;
    BitMask thin;           ///< kept, but in no wide part; cracks make none narrow
    BitMask beyond;         ///< darker than the half-intensity contour but neither kept nor crack
    bool has_wide = false;  ///< whether thin is less than kept
};

/// What of a tile is the same for every seed, worked out once: which pixels are dark within a body, and which are
/// darker than the half-intensity contour. Masks and squares reach as far as the tile; near its edges, where a square
/// would reach beyond and in the margin that is not asked for, nothing is dark.
class DepositGround {
  public:
    /// The tile must outlive this. No seed asked for later may be paler than `palest_seed_sum`.
    DepositGround(const DensityTile& tile, const MaskLimits& limits, int palest_seed_sum);

    /// The same tile with other densities as limits, or with fewer eligible pixels. What starts a deposit by these must
    /// be no paler than the palest seed.
    DepositGround read_again(const MaskLimits& limits, BitMask eligible, int seed_sum) const;

    DepositMasks masks(int seed_sum) const;
    const DensityTile& tile() const { return tile_; }
    /// Sum of the channels.
    const cv::Mat_<std::uint16_t>& density() const { return density_; }
    const BitMask& eligible() const { return eligible_; }
    /// The eligible pixels of at least that sum of the channels.
    BitMask eligible_at_least(int sum) const;

  private:
    BitMask in_bodies() const;
    BitMask seeds(int seed_sum) const;
    BitMask dark_squares(const BitMask& bodies) const;
    BitMask gapless() const;
    BitMask dark_near(const BitMask& seeds) const;
    /// Those of the pixels that lie on a line brighter than what is near it on both sides.
    BitMask cracks_among(const BitMask& pixels) const;
    /// What lies at least so far from the edges of the tile.
    cv::Rect inner(int margin) const;

    const DensityTile& tile_;
    MaskLimits limits_;
    std::vector<BoxRound> reach_;
    BoxRound square_;
    cv::Mat_<std::uint16_t> density_;  ///< columns up to a whole word, 0 beyond the tile
    cv::Mat_<std::uint16_t> light_;    ///< the same, with a margin of the reach; brightest beyond the tile
    BitMask eligible_;
    BitMask in_body_;  ///< eligible, and dark within a square as dark on average, or dark throughout
    BitMask dark_;     ///< only near the palest seeds
};

}  // namespace kossa
