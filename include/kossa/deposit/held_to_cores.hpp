#pragma once

#include <cstdint>
#include <vector>

#include "kossa/deposit/classification.hpp"

namespace kossa {

/// Calcium that touches keratin or crowded nuclei as dark as a seed is one body with them, and may be calcium as a
/// whole by its denser part. What is told here is which of it is no calcium.
struct TouchingTissue {
    double seed_od = 0.60;          ///< by which the findings were cut out: what is paler on average starts no deposit
    double over_core = 0.75;        ///< and is no more than this share of the density of what it touches, 0..1
    int reach_px = 4;               ///< how far a mass reaches beyond its dense core: the blur of lens and scanner
    std::int64_t least_pixels = 1;  ///< of a connected set; fewer are the uneven border of the mass
};

/// The findings, sorted; an amorphous deposit that holds dense cores (dense_cores()), and of which what is left without
/// them is tissue, becomes those cores, each as far as the reach goes within the deposit. Cores that are then still
/// connected are one. They are as certain as the surest of what they come from. What was taken off is listed as nuclei,
/// each connected set for itself. Runs of findings must not overlap, nor those of cores. What has fewer than the
/// `least_pixels` of `options` is dropped.
std::vector<Finding> held_to_cores(std::vector<Finding> findings, const std::vector<Finding>& cores,
                                   const TouchingTissue& tissue, const ClassificationOptions& options);

}  // namespace kossa
