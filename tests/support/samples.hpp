#pragma once

#include <cmath>
#include <numbers>
#include <vector>

#include "kossa/core/density.hpp"
#include "kossa/stain/stain_matrix.hpp"
#include "support/masks.hpp"

namespace kossa::support {

/// Standard normal by Box and Muller, the same for every library.
inline double normal(std::mt19937_64& random) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform(random)));
    return radius * std::cos(2.0 * std::numbers::pi * uniform(random));
}

inline cv::Vec3w in_thousandths(const OdVector& od) {
    const auto milli = [](double v) { return static_cast<std::uint16_t>(std::lround(1000.0 * std::max(0.0, v))); };
    return {milli(od[0]), milli(od[1]), milli(od[2])};
}

/// A patch of one colour; smoothing leaves it as it is.
inline MilliOd patch(const OdVector& od, int side = 8) {
    return MilliOd(side, side, in_thousandths(od));
}

}  // namespace kossa::support
