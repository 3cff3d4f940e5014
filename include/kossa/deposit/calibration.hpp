#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"

namespace kossa {

/// Findings on H&E with the confidence that such turn out to deserve, in place of the certainty by the rules: lower for
/// those that do not count, of which the least likely are called what they are otherwise. Carbon keeps what it has.
std::vector<Finding> calibrated(std::vector<Finding> findings, const ClassificationOptions& options);

}  // namespace kossa
