#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/run.hpp"

namespace kossa {

/// Sums over the pixels of an object. All are whole numbers and simply add, so that an object cut into parts by tile
/// borders gives exactly the sums of the whole one.
struct PixelSums {
    std::int64_t pixels = 0;
    std::int64_t x2 = 0;  ///< of 2 x + 1: twice the pixel centres
    std::int64_t y2 = 0;
    std::array<std::int64_t, 3> milli_od{};  ///< red, green, blue
    std::int64_t seeds = 0;                  ///< pixels dark enough to start a deposit
    std::array<std::int64_t, 3> seed_milli_od{};
    /// Pixel edges of the outline beyond which it goes on just as dark: where the object was cut off by the reach round
    /// its seeds, and not by a border of its own.
    std::int64_t open_edges = 0;
    /// Pixel edges of the outline from which a pixel outside lies a reach away, and the densities there: what the
    /// object stands in.
    std::int64_t rim_edges = 0;
    std::array<std::int64_t, 3> rim_milli_od{};

    /// Adds the number and the places of a run's pixels.
    void add_places(const Run<Working>& run);
    PixelSums& operator+=(const PixelSums& other);
    PixelSums& operator-=(const PixelSums& part);
    bool operator==(const PixelSums&) const = default;
};

/// An 8-connected set of those pixels of a component that lie in no wide part of it.
struct ThinPart {
    std::vector<Run<Working>> runs;  ///< sorted
    PixelSums sums;
    bool operator==(const ThinPart&) const = default;
};

/// An 8-connected set of pixels on the working grid.
struct Component {
    std::vector<Run<Working>> runs;  ///< sorted
    PixelSums sums;
    std::vector<ThinPart> thin;   ///< what hangs on its wide parts, by first run; empty where no part of it is wide
    bool touches_border = false;  ///< of the tile, while still a part
};

}  // namespace kossa
