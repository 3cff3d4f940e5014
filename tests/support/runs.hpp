#pragma once

#include <algorithm>
#include <vector>

#include "kossa/core/run.hpp"

namespace kossa::support {

/// The runs of the pixels of a box, a row each.
inline std::vector<Run<Working>> filled(int x, int y, int width, int height) {
    std::vector<Run<Working>> runs;
    for (int row = y; row < y + height; ++row) {
        runs.push_back({row, x, x + width});
    }
    return runs;
}

/// Both, sorted.
inline std::vector<Run<Working>> joined(std::vector<Run<Working>> runs, const std::vector<Run<Working>>& others) {
    runs.insert(runs.end(), others.begin(), others.end());
    std::sort(runs.begin(), runs.end());
    return runs;
}

}  // namespace kossa::support
