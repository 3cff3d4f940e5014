#pragma once

#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/bit_mask.hpp"
#include "kossa/deposit/deposit_masks.hpp"
#include "kossa/deposit/deposit_rules.hpp"

namespace kossa {

/// Amorphous calcium may be as violet as nuclei, and paler. But a plate of it is one substance: wider than any nucleus,
/// even in density and hue, where crowded nuclei alternate with cytoplasm and keratin is fibrous, and with a border of
/// its own all round. The figures are of 67 violet masses on twelve fields (spreads: of 36 on nine), and of what is as
/// wide and dark on sections and fields without calcium.
struct PlateOptions {
    /// Seed for them, whatever nuclei have, optical density, 0.2..2: calcium had 0.46 to 0.78 on average, nine tenths
    /// of the palest 0.38.
    double seed_od = 0.36;
    /// Side of the squares over which densities and hues are averaged first, um, 0.5..10: noise is finer, and so is the
    /// colour of a JPEG.
    double averaged_um = 2.0;
    /// In a square that no nucleus fills, density spreads by at most this share of its mean, standard deviation over
    /// mean, 0.01..1: in calcium 0.03 to 0.09 where it is most even, in keratin 0.10 to 0.13, in clumps of nuclei 0.09
    /// to 0.13, ...
    double largest_spread = 0.10;
    /// ... and hue by at most this, standard deviation of (cx, cy), 0.001..1: 0.004 to 0.019 (saponified fat up to
    /// 0.034), 0.043 to 0.050, 0.051 to 0.078.
    double largest_hue_spread = 0.04;
    /// No more saturated than this, 0..1: calcium up to 0.43.
    double largest_saturation = 0.46;
    /// More saturated than pigment that is as dark: carbon 0.10 to 0.26, calcium 0.31 and more.
    Ramp saturation{0.26, 0.30};
    /// Not red as well as violet: cx of calcium -0.09 to -0.17, of blood, muscle and cells in eosin -0.20 and less.
    Ramp cx{-0.25, -0.18};
    /// Mean density a reach outside the outline over that of the plate: 0.10 to 0.44 in pale tissue (here and below of
    /// bodies on four fields), 0.6 in tissue dense with eosin (0.3, the plate 0.49), 0.7 and more of keratinising
    /// cells.
    Ramp rim{0.70, 0.60};
    /// Share of dark core times share of sharp outline, 0..1: 0.83 to 1, of others mostly below.
    Ramp definition{0.70, 0.85};
};

/// Finds what of dark matter on H&E is wide and even, on one working grid.
class PlatePixels {
  public:
    /// `square` is the side of one that no nucleus fills, `reach` how far a deposit goes beyond its seeds, `hue_px` the
    /// pixels across from which a hue is read.
    PlatePixels(const PlateOptions& options, Microns square, Microns reach, double hue_px, const PixelSize& working);

    /// The eligible pixels of a tile that are dark, lie in an even square of dark matter or within reach of one, and
    /// are no more saturated than calcium. What is round a pixel ends at the tile's edge.
    BitMask of(const DepositGround& ground) const;

  private:
    BitMask even_squares(const DensityTile& tile, const BitMask& squares) const;

    PixelSize working_;
    PlateOptions options_;
    int dark_sum_;
    BoxRound square_;
    BoxRound near_;    ///< the square and the reach
    int averaged_px_;  ///< odd
    int hue_px_;
};

}  // namespace kossa
