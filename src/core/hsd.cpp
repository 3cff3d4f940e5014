#include "kossa/core/hsd.hpp"

#include <cmath>
#include <numbers>

namespace kossa {

double Hsd::saturation() const {
    return std::hypot(cx, cy);
}

Hsd hsd(double od_red, double od_green, double od_blue) {
    const double density = (od_red + od_green + od_blue) / 3.0;
    if (density <= 0.0) {
        return {};
    }
    return {density, od_red / density - 1.0, (od_green - od_blue) / (std::numbers::sqrt3 * density)};
}

}  // namespace kossa
