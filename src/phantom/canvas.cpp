#include "kossa/phantom/canvas.hpp"

#include <cmath>

namespace kossa::phantom {

void paint_nucleus(Canvas& canvas, const NucleusShape& shape, const Density& colour, std::uint64_t seed) {
    constexpr double opacity = 0.93;      // a section holds some cytoplasm above and below the nucleus
    constexpr double chromatin_um = 1.5;  // size of its clumps
    const auto salt = static_cast<std::uint32_t>(seed);
    const double cosine = std::cos(shape.angle);
    const double sine = std::sin(shape.angle);
    const double tone = 0.72 + 0.42 * unit(mixed(seed));
    const double spot_turn = 6.3 * unit(mixed(seed + 2));
    const double spot_size = shape.half_width > 2.4 ? 0.3 : 0.0;  // a nucleolus, in large nuclei
    canvas.paint_near(shape.centre, 1.3 * shape.half_length, [&](const Spot& p, Density& density) {
        const double dx = p.x - shape.centre.x;
        const double dy = p.y - shape.centre.y;
        const double along = (cosine * dx + sine * dy) / shape.half_length;
        const double across = (cosine * dy - sine * dx) / shape.half_width;
        const double bow = across + 0.25 * (along * along - 0.3) * (unit(mixed(seed + 1)) - 0.5) * 2.0;
        const double rim = std::hypot(along, bow) + 0.16 * gradient_noise(salt, p.x / 3.2, p.y / 3.2);
        if (rim > 1.12) {
            return;
        }
        const double clumps = gradient_noise(salt + 1, p.x / chromatin_um, p.y / chromatin_um);
        const double from_spot = std::hypot(along - 0.3 * std::cos(spot_turn), bow - 0.3 * std::sin(spot_turn));
        const double nucleolus =
            spot_size > 0.0 ? 0.4 * smooth_step(spot_size + 0.15, spot_size - 0.1, from_spot) : 0.0;
        const double shade = tone * (0.8 + 0.28 * smooth_step(0.6, 0.95, rim) + 0.45 * clumps + nucleolus);
        density = mix(density, scaled(colour, shade), opacity * smooth_step(1.1, 0.86, rim));
    });
}

}  // namespace kossa::phantom
