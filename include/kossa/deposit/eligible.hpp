#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "kossa/core/density.hpp"

namespace kossa {

/// Calls visit(x) for the eligible pixels of row y of which the densities sum up to at least `least_sum`. Few pixels
/// are eligible: eight are passed over at a time.
template <class Visit>
void visit_eligible(const DensityTile& tile, int y, int least_sum, const Visit& visit) {
    constexpr int together = 8;
    const std::uint8_t* eligible = tile.eligible[y];
    const cv::Vec4w* looks = tile.looks[y];
    for (int begin = 0; begin < tile.eligible.cols; begin += together) {
        const int end = std::min(begin + together, tile.eligible.cols);
        std::uint64_t any = 0;
        std::memcpy(&any, eligible + begin, static_cast<std::size_t>(end - begin));
        for (int x = any == 0 ? end : begin; x < end; ++x) {
            if (eligible[x] != 0 && density_sum(looks[x]) >= least_sum) {
                visit(x);
            }
        }
    }
}

}  // namespace kossa
