#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "kossa/measure/result.hpp"

namespace kossa::page {

/// What the charts count.

/// Deposit area of one range of depth, um2 by zone, in the order of all_zones.
struct DepthBin {
    double from_um = 0.0;  ///< included
    double to_um = 0.0;
    std::array<double, all_zones.size()> area_um2{};

    double total() const;
};

struct DepthProfile {
    double step_um = 0.0;
    std::vector<DepthBin> bins;      ///< without gaps, from the shallowest
    std::int64_t without_depth = 0;  ///< deposits that are in none
};

/// Bins of equal height that hold all deposits with a depth and reach from the surface to the deepest tissue. Empty
/// without deposits that have a depth.
DepthProfile depth_profile(const SlideResult& result);

struct SizeBin {
    std::string label;  ///< "5-10", in um
    std::int64_t count = 0;
};

/// Deposits by equivalent diameter, from the smallest to the largest class that has any.
std::vector<SizeBin> size_bins(const std::vector<DepositRow>& deposits);

}  // namespace kossa::page
