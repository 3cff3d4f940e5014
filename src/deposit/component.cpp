#include "kossa/deposit/component.hpp"

#include <algorithm>

namespace kossa {

void PixelSums::add_places(const Run<Working>& run) {
    const std::int64_t length = run.length();
    pixels += length;
    x2 += length * (run.x_begin + run.x_end);
    y2 += length * (2 * static_cast<std::int64_t>(run.y) + 1);
}

PixelSums& PixelSums::operator+=(const PixelSums& other) {
    pixels += other.pixels;
    x2 += other.x2;
    y2 += other.y2;
    seeds += other.seeds;
    open_edges += other.open_edges;
    rim_edges += other.rim_edges;
    for (std::size_t c = 0; c < 3; ++c) {
        milli_od.at(c) += other.milli_od.at(c);
        seed_milli_od.at(c) += other.seed_milli_od.at(c);
        rim_milli_od.at(c) += other.rim_milli_od.at(c);
    }
    return *this;
}

PixelSums& PixelSums::operator-=(const PixelSums& part) {
    pixels -= part.pixels;
    x2 -= part.x2;
    y2 -= part.y2;
    seeds -= part.seeds;
    open_edges -= part.open_edges;
    rim_edges -= part.rim_edges;
    for (std::size_t c = 0; c < 3; ++c) {
        milli_od.at(c) -= part.milli_od.at(c);
        seed_milli_od.at(c) -= part.seed_milli_od.at(c);
        rim_milli_od.at(c) -= part.rim_milli_od.at(c);
    }
    return *this;
}

}  // namespace kossa
