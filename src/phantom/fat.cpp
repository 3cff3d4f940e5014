#include "kossa/phantom/fat.hpp"

#include <cmath>

#include "kossa/phantom/cells.hpp"
#include "kossa/phantom/noise.hpp"

namespace kossa::phantom {

namespace {
constexpr double fat_cell = 78.0;
constexpr double cell_disorder = 0.8;
constexpr double lobule_size = 430.0;
constexpr double slope_per_um = 1.15 / lobule_size;  // of gradient noise where it crosses zero, on average
}  // namespace

FatPlace fat_at(std::uint64_t seed, const Spot& p) {
    const auto salt = static_cast<std::uint32_t>(seed >> 7);
    const double sway_x = 34.0 * gradient_noise(salt, p.x / 110.0, p.y / 110.0);
    const double sway_y = 34.0 * gradient_noise(salt + 1, p.x / 110.0, p.y / 110.0);
    const double ripple = 2.5 * gradient_noise(salt + 5, p.x / 14.0, p.y / 14.0);
    const double ridge = gradient_noise(salt + 2, (p.x + sway_x) / lobule_size, (p.y + sway_y) / (0.8 * lobule_size));
    const double thickness = 14.0 + 26.0 * gradient_noise(salt + 3, p.x / 260.0, p.y / 260.0);
    const CellPlace cell =
        cell_at(seed, (p.x + sway_x + ripple) / fat_cell, (p.y + sway_y - ripple) / fat_cell, cell_disorder);
    return {std::abs(ridge) / slope_per_um - std::fmax(2.0, thickness) + ripple, cell.wall * fat_cell, cell.hash};
}

}  // namespace kossa::phantom
