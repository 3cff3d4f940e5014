#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/segmentation.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

/// Calcium that touches what is as dark as a seed, crowded nuclei or a band of melanin, is one ragged body with it, and
/// turned down with it. So on H&E what is no calcium is read again for cores denser than it, and for cores greyer than
/// it; analysis/second_reading.hpp lists all readings.

/// How dense cores are cut out: a seed that many times as dense, 1..2, and what is paler than the usual seed belongs to
/// the surroundings.
SegmentationOptions dense_core_segmentation(SegmentationOptions usual, double core_over_seed);

/// Those classified cores that are calcium and solid: the outline of such a core alone says that it is one body. The
/// confidence is at most that of the solidity.
std::vector<Finding> dense_cores(const std::vector<Finding>& classified, const ClassificationOptions& options,
                                 const PixelSize& working);

/// Those components of what GreyPixels finds that are calcium by being grey and wider than any nucleus: their wide
/// parts, with what hangs on them left out.
std::vector<Finding> grey_cores(const std::vector<Component>& components, const Judgement& by);

/// Those components of what PlatePixels finds that are calcium by being wide and even, with a border of their own; what
/// hangs on the wide part in another hue is left out.
std::vector<Finding> plates(const std::vector<Component>& components, const Judgement& by);

/// The findings, sorted, with those cores of which no pixel lies in calcium, each taken out of what it lies in. What is
/// left of that keeps its colour, and is dropped below `least_pixels`. Runs of findings must not overlap, nor those of
/// cores.
std::vector<Finding> with_cores(std::vector<Finding> findings, const std::vector<Finding>& cores,
                                const ClassificationOptions& options);

}  // namespace kossa
