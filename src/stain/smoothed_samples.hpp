#pragma once

#include <numeric>
#include <optional>
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

/// What `choose(od)`, an optional value, gives for the smoothed pixels, sample by sample and row by row.
template <class Value, class Choose>
std::vector<Value> chosen_of_smoothed(const std::vector<MilliOd>& samples, const Choose& choose) {
    std::vector<std::vector<Value>> parts(samples.size());
    over_smoothed(samples, [&](std::size_t i, const MilliOd& smooth) {
        for (const cv::Vec3w& od : smooth) {
            if (const std::optional<Value> value = choose(od)) {
                parts[i].push_back(*value);
            }
        }
    });
    std::vector<Value> all;
    all.reserve(std::accumulate(parts.begin(), parts.end(), std::size_t{0},
                                [](std::size_t sum, const std::vector<Value>& part) { return sum + part.size(); }));
    for (const std::vector<Value>& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace kossa
