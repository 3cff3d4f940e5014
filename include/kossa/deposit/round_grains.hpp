#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/segmentation.hpp"

namespace kossa {

/// Grains of calcium are paler than the nuclei of many slides, and then no seed that nuclei do not reach finds them.
/// But they are balls, finer than nuclei, and crowded, where nuclei cut small, threads and debris are scraps. So on H&E
/// what is no calcium by the usual seed is read once more for round grains.
struct RoundGrainOptions {
    /// Seed for them, whatever nuclei have, optical density, 0.2..2: 30 groups of grains on two sections had 0.42 to
    /// 0.54 on average.
    double seed_od = 0.45;
    /// The form of what is smaller cannot be read, um2, 0.5..20: 8 pixels of 0.5 um.
    double least_um2 = 2.0;
    /// Width over length of a grain at least, 0..1. It must also be smaller than the smallest nucleus.
    double axis_ratio = 0.60;
    /// The median of them in a group: 67 of 74 groups of grains on fifteen fields had 0.77 to 0.95, groups of nuclei,
    /// threads and debris 0.64 to 0.84 (measured), ...
    Ramp round_axis_ratio{0.74, 0.80};
    /// ... and that of all that lies in it: 0.60 to 0.95 and 0.37 to 0.72. Few groups of what is none have both.
    Ramp group_axis_ratio{0.56, 0.64};
};

/// Whether the component is round and of the size of a grain.
bool is_round_grain(const Component& component, const RoundGrainOptions& options, const CellOptions& cells,
                    const PixelSize& working);

/// Those classified findings that are calcium of grains, and round in the median of those large enough to tell. The
/// confidence is at most the certainty that they are.
std::vector<Finding> round_grains(const std::vector<Finding>& classified, const RoundGrainOptions& options,
                                  const ClassificationOptions& classification, const PixelSize& working);

}  // namespace kossa
