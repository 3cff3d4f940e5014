#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"
#include "kossa/deposit/segmentation.hpp"

namespace kossa {

/// Calcium that touches crowded nuclei or a band of melanin as dark as a seed is one ragged body with them, and turned
/// down with them. So what is no calcium is read once more with a higher seed: its dense cores.

/// How such cores are cut out: a seed that many times as dense, 1..2, and what is paler than the usual seed belongs to
/// the surroundings.
SegmentationOptions core_segmentation(SegmentationOptions usual, double core_over_seed);

/// The findings, sorted, with those cores that are calcium and solid within findings that are not, each taken out of
/// the one it lies in; the outline of a core alone says that it is one body. Its confidence is at most that of its
/// solidity. What does not lie in one finding as a whole, or not for certain enough to count, is left out, and so is
/// what a core leaves of fewer than `least_pixels`. Runs of findings must not overlap, nor those of cores.
std::vector<Finding> with_dense_cores(std::vector<Finding> findings, const std::vector<Finding>& cores,
                                      const ClassificationOptions& options, const PixelSize& working);

}  // namespace kossa
