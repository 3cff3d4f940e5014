#pragma once

#include "kossa/core/pixel_size.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/finding.hpp"

namespace kossa {

/// What dark matter that is no calcium is called by its own look. Colours are those of the seeds, in
/// hue-saturation-density space.
struct NamingOptions {
    /// Red as blood: cx below this, -1..1, ...
    double blood_cx = -0.30;
    /// ... and cy above that, -1..1. Single red cells measure -0.63 and 0.49, eosin -0.5 and 0.4. A clump absorbs all
    /// the green and most of the blue there is, so no scanner sees more of them, while red goes on growing: the colour
    /// moves to -0.35 and 0.1, measured -0.36 and 0.19. Nuclei lie at -0.12 and 0.37, melanin at -0.24 and -0.04.
    double blood_cy = 0.08;
    /// A fold is a band at least this long, um, 50..5000, ...
    double fold_length_um = 200.0;
    /// ... this wide at least, um, 1..100, ...
    double narrowest_fold_um = 10.0;
    /// ... and this wide at most, um, 10..500 (area over length); ...
    double widest_fold_um = 60.0;
    /// ... or a lump of at least this area, um2, 100..1e6: 16 nuclei of the largest kind without a gap between them,
    /// ...
    double fold_lump_um2 = 1250.0;
    /// ... that fills this share of its convex hull, 0..1, as crowds of nuclei do not (0.03 to 0.57 measured) ...
    double fold_lump_solidity = 0.65;
    /// ... and has less than this share of sharp outline, 0..1: it lies above the plane in focus (0.23 measured; crowds
    /// of nuclei 0.5 to 0.8).
    double fold_lump_sharpness = 0.35;
};

/// Dark matter of the colours of stained tissue: blood, a fold, or else nuclei. `hue_from_px`: diameter from which the
/// colour of an object can be read.
FindingClass name_stained(const DepositObject& object, const NamingOptions& options, double hue_from_px,
                          const PixelSize& working);

/// Dark matter as grey as calcium that has no body of its own: a fold, or else carbon, whose packed granules look
/// ragged.
FindingClass name_grey(const DepositObject& object, const NamingOptions& options, const PixelSize& working);

}  // namespace kossa
