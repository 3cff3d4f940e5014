#pragma once

#include <cstdint>

#include "kossa/phantom/frame.hpp"

namespace kossa::phantom {

/// A point of the subcutis seen from its lobules and fat cells, in micrometres.
struct FatPlace {
    double septum;    ///< distance to the edge of the nearest fibrous septum, negative in the septum
    double membrane;  ///< distance to the wall of the fat cell, rounded in the corners
    std::uint64_t cell;
};

/// Lobules of about 400 um between fibrous septa; in them polygonal fat cells of 50 to 110 um.
FatPlace fat_at(std::uint64_t seed, const Spot& p);

}  // namespace kossa::phantom
