#include "kossa/deposit/criterion.hpp"

#include <fmt/format.h>

#include <cmath>

namespace kossa {

namespace {

/// Three digits, but never an exponent.
std::string number_of(double value) {
    constexpr double smallest_whole = 99.95;
    constexpr double smallest = 0.0005;
    if (std::abs(value) < smallest) {
        return "0";
    }
    return std::abs(value) < smallest_whole ? fmt::format("{:.3g}", value) : fmt::format("{:.0f}", value);
}

}  // namespace

std::string reason_text(const Criterion& criterion, double value, const Ramp& ramp) {
    const auto measured = [&](double number) {
        return number_of(criterion.scale * number) + std::string(criterion.unit);
    };
    return fmt::format("{}, {} {}", fmt::format(fmt::runtime(criterion.failing), measured(value)),
                       ramp.yes < ramp.no ? "fits calcium up to" : "enough from", measured(ramp.yes));
}

}  // namespace kossa
