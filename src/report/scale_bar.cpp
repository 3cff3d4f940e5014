#include "kossa/report/scale_bar.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "kossa/core/units.hpp"

namespace kossa::report {

namespace {

double nearest_round_number(double value) {
    constexpr std::array<double, 4> steps{1.0, 2.0, 5.0, 10.0};
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    double best = decade;
    for (const double step : steps) {
        if (std::abs(std::log(step * decade / value)) < std::abs(std::log(best / value))) {
            best = step * decade;
        }
    }
    return best;
}

}  // namespace

ScaleBar scale_bar(double um_per_px, int picture_width_px) {
    constexpr double share_of_width = 0.2;
    const double length_um = nearest_round_number(share_of_width * picture_width_px * um_per_px);
    const std::string label =
        length_um < um_per_mm ? fmt::format("{:g} um", length_um) : fmt::format("{:g} mm", length_um / um_per_mm);
    return {length_um, static_cast<int>(std::lround(length_um / um_per_px)), label};
}

}  // namespace kossa::report
