#include "kossa/core/three_digits.hpp"

#include <fmt/format.h>

#include <cmath>

namespace kossa {

std::string three_digits(double value) {
    constexpr double smallest_whole = 99.95;
    constexpr double smallest = 0.0005;
    if (std::abs(value) < smallest) {
        return "0";
    }
    return std::abs(value) < smallest_whole ? fmt::format("{:.3g}", value) : fmt::format("{:.0f}", value);
}

}  // namespace kossa
