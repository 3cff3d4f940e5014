#pragma once

#include <optional>
#include <vector>

#include "kossa/measure/result.hpp"

namespace kossa {

/// One value with the weight it counts for.
struct Weighted {
    double value = 0.0;
    double weight = 1.0;
};

/// Percentiles of the values by weight: the smallest value at which the weights seen reach the share. Nothing without
/// values. Weights must be positive.
std::optional<Distribution> distribution(std::vector<Weighted> values);

/// Deposit and tissue area of one block of the section.
struct BlockAreas {
    double deposit_um2 = 0.0;
    double tissue_um2 = 0.0;
};

/// 95 % interval of deposit area over tissue area, from blocks of one section: t interval on the logarithm of the ratio
/// with its linearised variance (Cochran 1977, ratio estimator), at most 1. Blocks with neither do not count. Needs at
/// least 8 blocks and deposits in two of them; otherwise says why there is none.
Interval ratio_interval(const std::vector<BlockAreas>& blocks);

/// Two-sided 95 % quantile of Student's t (Cornish-Fisher expansion; within 0.002 from 7 degrees of freedom).
double t_quantile_95(int degrees_of_freedom);

}  // namespace kossa
