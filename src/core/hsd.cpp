#include "kossa/core/hsd.hpp"

#include <cmath>
#include <numbers>

namespace kossa {

double Hsd::saturation() const {
    return std::hypot(cx, cy);
}

std::partial_ordering Hsd::saturation_against(double limit) const {
    constexpr double rounding = 1e-12;
    const double square = cx * cx + cy * cy;
    const double difference = square - limit * limit;
    return std::abs(difference) > rounding * (1.0 + square) ? difference <=> 0.0 : saturation() <=> limit;
}

Hsd hsd(double od_red, double od_green, double od_blue) {
    const double density = (od_red + od_green + od_blue) / 3.0;
    if (density <= 0.0) {
        return {};
    }
    return {density, od_red / density - 1.0, (od_green - od_blue) / (std::numbers::sqrt3 * density)};
}

Hsd hsd(const cv::Vec3w& milli_od) {
    return hsd(milli_od[0] * 1e-3, milli_od[1] * 1e-3, milli_od[2] * 1e-3);
}

}  // namespace kossa
