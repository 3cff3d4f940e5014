#pragma once

#include <vector>

#include "kossa/deposit/finding.hpp"
#include "kossa/deposit/grouping.hpp"

namespace kossa {

/// Whether the runs are grains that have run together: longer than a grain, lobed (solidity with holes filled), and on
/// average no wider than one. The mean width is four areas over the perimeter, which of discs that
/// touch is their diameter. Runs as in shape.hpp.
bool are_confluent_grains(const std::vector<Run<Working>>& runs, const GroupingOptions& options,
                          const PixelSize& working);

/// Calcium that was read as a mass and is such grains becomes granular; how many they are is not known. The order is
/// kept.
std::vector<Finding> name_confluent_grains(std::vector<Finding> findings, const GroupingOptions& options,
                                           const PixelSize& working);

}  // namespace kossa
