#pragma once

#include <cstddef>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "kossa/core/density.hpp"
#include "kossa/core/rows.hpp"

namespace kossa {

/// Calls `look(i, pixels)` for every sample, its pixels averaged over squares of 3 x 3; in parallel.
template <class Look>
void over_smoothed(const std::vector<MilliOd>& samples, const Look& look) {
    over_stretches(static_cast<int>(samples.size()), 1, [&](int begin, int end) {
        for (int i = begin; i < end; ++i) {
            MilliOd smooth;
            cv::blur(samples[static_cast<std::size_t>(i)], smooth, {3, 3});
            look(static_cast<std::size_t>(i), smooth);
        }
    });
}

}  // namespace kossa
