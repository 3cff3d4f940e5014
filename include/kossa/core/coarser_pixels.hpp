#pragma once

#include <algorithm>
#include <cstdint>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/run.hpp"

namespace kossa {

/// Calls `use(row, column, pixels)` for each stretch of a run that lies in one pixel of a coarser grid of `size`. A
/// pixel belongs to the coarser one its centre lies in; beyond the last row or column, to that.
template <class Coarse, class Fine, class Use>
void over_coarser_pixels(const Run<Fine>& run, const Scaling<Coarse, Fine>& scale, const cv::Size& size,
                         const Use& use) {
    const auto at = [](std::int32_t pixel, double factor, int pixels) {
        return std::min(static_cast<int>((pixel + 0.5) * factor), pixels - 1);
    };
    const int row = at(run.y, scale.y, size.height);
    for (std::int32_t x = run.x_begin; x < run.x_end;) {
        const int column = at(x, scale.x, size.width);
        std::int32_t end = x + 1;
        while (end < run.x_end && at(end, scale.x, size.width) == column) {
            ++end;
        }
        use(row, column, end - x);
        x = end;
    }
}

}  // namespace kossa
