#pragma once

#include <vector>

#include "kossa/deposit/finding.hpp"

namespace kossa {

/// What is neutral and black on a slide with the colours of H&E: silver, where von Kossa was counterstained with
/// haematoxylin, or foreign matter.
struct BlackBodyOptions {
    /// Least mean optical density of the seed pixels, 0.3..2: dirt on sections had up to 0.6 and black pigment 0.8,
    /// silver on the same tissue 1.0 and more (measured) ...
    double least_od = 0.8;
    /// ... and their saturation at most, 0.05..0.4: silver in haematoxylin and eosin had 0.06 to 0.12, ...
    double largest_saturation = 0.15;
    /// ... of so many bodies, 1..10000: a speck or two are on any slide.
    int fewest = 3;
};

/// Whether H&E findings, those that count, hold so many black bodies that the slide may be a von Kossa stain. Looked
/// at are those named dust because they are neutral.
bool silver_possible(const std::vector<Finding>& findings, const BlackBodyOptions& options);

}  // namespace kossa
