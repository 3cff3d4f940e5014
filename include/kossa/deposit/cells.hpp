#pragma once

#include <numbers>

#include "kossa/core/pixel_size.hpp"
#include "kossa/core/units.hpp"

namespace kossa {

/// Half of the widest gap that noise and hairline cracks leave, 1 um, in whole pixels; wider ones part nuclei. Pixels
/// of 0.5 um are such as much as a tenth larger, as scanners have them.
inline int half_gap_px(const PixelSize& working) {
    return static_cast<int>(1.1 * working.pixels(Microns(0.5)).value());
}

/// What cells and dense calcium measure in any skin: the sizes and the colour by which they are told apart.
struct CellOptions {
    /// Diameter of the smallest nuclei, those of lymphocytes, um, 3..10.
    double lymphocyte_um = 6.0;
    /// Profile of the largest nuclei, those of keratinocytes, um2, 20..300 (35 to 80).
    double largest_nucleus_um2 = 80.0;
    /// Profile of a macrophage, 20 um across, um2, 100..1000. It may be full of pigment.
    double macrophage_um2 = 314.0;
    /// Saturation up to which dark matter on H&E has the colour of dense calcium, 0..1 (medians of five fields up to
    /// 0.32), and not that of stained nuclei (0.36 up). Carbon, folds and black ink have it too.
    double grey_saturation = 0.34;

    /// Whether the smallest nuclei measure at least so many pixels across.
    bool nucleus_measures(double pixels, const PixelSize& working) const {
        return working.pixels(Microns(lymphocyte_um)).value() >= pixels;
    }
    /// Profile of the smallest nuclei.
    double smallest_nucleus_um2() const { return std::numbers::pi / 4.0 * lymphocyte_um * lymphocyte_um; }
    double two_nuclei_um2() const { return 2.0 * largest_nucleus_um2; }
};

}  // namespace kossa
