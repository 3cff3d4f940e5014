#include "kossa/phantom/cells.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "kossa/phantom/noise.hpp"

namespace kossa::phantom {

CellCentre cell_centre(std::uint64_t seed, std::int64_t column, std::int64_t row, double disorder) {
    const std::uint64_t hash = mixed(seed + static_cast<std::uint64_t>(column) * 0x9e3779b97f4a7c15ULL +
                                     static_cast<std::uint64_t>(row) * 0xc2b2ae3d27d4eb4fULL);
    constexpr double word = 1.0 / 65536.0;
    const double dx = static_cast<double>(hash & 0xffffU) * word - 0.5;
    const double dy = static_cast<double>((hash >> 16) & 0xffffU) * word - 0.5;
    return {static_cast<double>(column) + 0.5 + disorder * dx, static_cast<double>(row) + 0.5 + disorder * dy, hash};
}

CellPlace cell_at(std::uint64_t seed, double x, double y, double disorder) {
    const auto column = static_cast<std::int64_t>(std::floor(x));
    const auto row = static_cast<std::int64_t>(std::floor(y));
    std::array<CellCentre, 9> centres;
    std::array<double, 9> squared;
    std::size_t nearest = 0;
    for (std::size_t i = 0; i < centres.size(); ++i) {
        const auto step = static_cast<std::int64_t>(i);
        centres[i] = cell_centre(seed, column + step % 3 - 1, row + step / 3 - 1, disorder);
        const double dx = centres[i].x - x;
        const double dy = centres[i].y - y;
        squared[i] = dx * dx + dy * dy;
        nearest = squared[i] < squared[nearest] ? i : nearest;
    }
    double inverse_squares = 0.0;
    for (std::size_t i = 0; i < centres.size(); ++i) {
        const double dx = centres[i].x - centres[nearest].x;
        const double dy = centres[i].y - centres[nearest].y;
        const double difference = squared[i] - squared[nearest];
        if (i != nearest) {
            inverse_squares += 4.0 * (dx * dx + dy * dy) / (difference * difference + 1e-12);
        }
    }
    return {centres[nearest].x, centres[nearest].y, 1.0 / std::sqrt(inverse_squares), centres[nearest].hash};
}

}  // namespace kossa::phantom
