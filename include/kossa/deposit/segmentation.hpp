#pragma once

#include <algorithm>
#include <vector>

#include "kossa/core/density.hpp"
#include "kossa/core/geometry.hpp"
#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/deposit_masks.hpp"

namespace kossa {

/// How deposits are cut out of their surroundings. The mean optical density of the three channels decides; log base 10.
struct SegmentationOptions {
    /// A pixel this dark starts a deposit, 0.2..2; lower finds more and takes nuclei with it.
    double seed_od = 0.60;
    /// A pixel this dark starts a deposit too where the square of `surroundings_um` round it is as dark on average,
    /// 0.2..2: a body larger than any nucleus. Between nuclei there are gaps, so no tissue reaches the density of its
    /// nuclei.
    double body_od = 0.45;
    /// A pixel this dark starts a deposit too where such a square round or beside it is all as dark, gaps of 1 um
    /// aside, 0.2..2: nuclei may be as dark as calcium, but no crowd of them leaves none (measured on eleven sections
    /// and fields).
    double gapless_od = 0.50;
    /// A pixel this pale or paler belongs to the surroundings, 0.05..1; below the seed.
    double surroundings_od = 0.30;
    /// How far a deposit reaches beyond its seeds at most, um, 0.5..5: the blur of lens and scanner.
    double reach_um = 2.0;
    /// Half side of the square from which the surroundings' brightness is taken, um, 2..20.
    double surroundings_um = 6.0;
    /// A part of a deposit is wide where it holds a square of this side, um, 5..50: one that no nucleus fills (100
    /// um2).
    double wide_um = 10.0;
    /// Brightness of the surroundings where none are in that square, relative to glass, 0.3..1: pale stained tissue.
    double default_surroundings = 0.70;
    /// A line thinner than two pixels is a crack in a deposit where it is brighter than what is dark on both sides of
    /// it by this share of the way to `default_surroundings`, 0..1; 0: none is looked for.
    double crack_light = 0.0;

    /// What is paler starts no deposit.
    double palest() const { return std::min({seed_od, body_od, gapless_od}); }
};

/// The options with that seed, and nothing paler that starts a deposit.
SegmentationOptions with_seed(SegmentationOptions options, double seed_od);

/// The options in pixels of one working grid, and how far a tile must be read beyond its own pixels.
class Segmentation {
  public:
    Segmentation(const SegmentationOptions& options, const PixelSize& working);

    /// Pixels a tile needs around the part it answers for.
    int halo() const { return halo_; }
    /// Pixels a deposit reaches beyond its seeds at most.
    int reach() const { return limits_.reach_px; }
    /// Of the options' own seed.
    double seed_od() const { return seed_od_; }

    /// Connected sets of deposit pixels within `interior` (working frame), from a tile whose first pixel lies at
    /// `interior` less the halo. A pixel is kept when it is a seed, or when it lies within reach of one and is darker
    /// than the half-intensity contour: the mean of the darkest pixel within reach and the surroundings; but never in a
    /// crack. Sets that hold no seed and cannot be part of one beyond the tile are dropped. A set that may go on beyond
    /// the tile and has no wide part within it is a thin part as a whole, until `assemble` sees all of it. What is
    /// found at a pixel depends on the pixels within the halo only, never on the tiling. Safe from many threads.
    std::vector<Component> segment(const DensityTile& tile, const Box<Working>& interior) const;

    /// The same with each of several seeds in place of the options' own, in their order; what does not depend on the
    /// seed is worked out once.
    std::vector<std::vector<Component>> segment(const DensityTile& tile, const Box<Working>& interior,
                                                const std::vector<double>& seed_ods) const;

    /// What segmentations of a tile that differ in densities alone share. No seed may be paler than the palest.
    DepositGround ground(const DensityTile& tile, double palest_seed_od) const;
    /// The components on a ground that ground() of these options made.
    std::vector<std::vector<Component>> segment(const DepositGround& ground, const Box<Working>& interior,
                                                const std::vector<double>& seed_ods) const;
    /// Those of the options' own seed on a ground that others made, with only these pixels eligible, which must be so
    /// there.
    std::vector<Component> segment_again(const DepositGround& ground, const BitMask& eligible,
                                         const Box<Working>& interior) const;

  private:
    MaskLimits limits_;
    int halo_;
    double seed_od_;
};

}  // namespace kossa
