#pragma once

#include <vector>

#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/cells.hpp"
#include "kossa/deposit/finding.hpp"

namespace kossa {

/// What may be silver though it was turned down: black on a slide with the colours of H&E, where von Kossa was
/// counterstained with haematoxylin, or brown on von Kossa, where silver was developed in too little light. Foreign
/// matter looks the same. Densities and saturations are those of the seeds.
struct BlackBodyOptions {
    /// On H&E: least mean optical density, 0.3..2: dirt on sections had up to 0.6 and black pigment 0.8, silver on the
    /// same tissue 1.0 and more (measured), ...
    double least_od = 0.8;
    /// ... and largest saturation, 0.05..0.4: silver in haematoxylin and eosin had 0.06 to 0.12.
    double largest_saturation = 0.15;
    /// On von Kossa, of bodies larger than a macrophage: least mean optical density, 0.3..2, ...
    double least_brown_od = 0.7;
    /// ... and largest saturation, 0.1..0.6: melanin has 0.32 at a density of 0.59, nuclear fast red 0.66 and more.
    double largest_brown_saturation = 0.36;
    /// On von Kossa, of bodies paler than the seed: largest saturation, 0.05..0.4 (silver drawn pale has 0.06, and 0.20
    /// where it is brownish, melanin of that density 0.25 up), ...
    double largest_pale_saturation = 0.22;
    /// ... and least area, um2, 5..1000: that of two nuclei of 5 um.
    double least_pale_um2 = 40.0;
    /// ... that together have at least this share of the area of the deposits, 0..1: less does not change the result.
    double least_pale_share = 0.05;
    /// So many bodies put a slide in doubt, 1..10000: a speck or two are on any slide.
    int fewest = 3;
};

/// Whether H&E findings, those that count, hold so many black bodies that the slide may be a von Kossa stain. Looked
/// at are those named dust because they are neutral.
bool black_silver_possible(const std::vector<Finding>& findings, const BlackBodyOptions& options);

/// Whether von Kossa findings, those that count, hold so many brown bodies that silver may have been turned down.
/// Looked at are those that are uncertain or named nuclei or pigment.
bool brown_silver_possible(const std::vector<Finding>& findings, const BlackBodyOptions& options,
                           const CellOptions& cells, const PixelSize& working);

/// Whether von Kossa findings of the lower seed, those that count, hold so many bodies as neutral as silver and paler
/// than the slide's own seed, `seed_od`, that pale silver may have been missed beside dark. Looked at are those that
/// are uncertain or named nuclei, pigment or carbon.
bool pale_silver_possible(const std::vector<Finding>& findings, double seed_od, const BlackBodyOptions& options,
                          const PixelSize& working);

}  // namespace kossa
