#pragma once

#include <array>
#include <cstdint>

namespace kossa::support {

/// The densities of the channels whose sum that is, of the colour of eosin (saturation 0.58).
inline std::array<std::int64_t, 3> pink(std::int64_t sum) {
    const std::int64_t red = sum / 6;
    const std::int64_t green = sum / 2;
    return {red, green, sum - red - green};
}

}  // namespace kossa::support
