#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"

namespace kossa {

/// Those classified findings that are calcium of grains, and round in the median of those large enough to tell. The
/// confidence is at most the certainty that they are.
std::vector<Finding> round_grains(const std::vector<Finding>& classified, const ClassificationOptions& options,
                                  const PixelSize& working);

}  // namespace kossa
