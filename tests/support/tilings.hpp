#pragma once

#include <random>
#include <vector>

#include "kossa/core/geometry.hpp"

namespace kossa::support {

/// Splits a box again and again across its longer side at a random place, until no side is above `largest`.
inline std::vector<Box<Working>> random_tiling(const Box<Working>& box, std::int64_t largest, std::mt19937_64& random) {
    if (box.width <= largest && box.height <= largest) {
        return {box};
    }
    const bool across = box.width >= box.height;
    const std::int64_t side = across ? box.width : box.height;
    const auto cut = 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(side - 1));
    const Box<Working> first =
        across ? Box<Working>{box.x, box.y, cut, box.height} : Box<Working>{box.x, box.y, box.width, cut};
    const Box<Working> second = across ? Box<Working>{box.x + cut, box.y, box.width - cut, box.height}
                                       : Box<Working>{box.x, box.y + cut, box.width, box.height - cut};
    std::vector<Box<Working>> tiles = random_tiling(first, largest, random);
    const std::vector<Box<Working>> others = random_tiling(second, largest, random);
    tiles.insert(tiles.end(), others.begin(), others.end());
    return tiles;
}

}  // namespace kossa::support
