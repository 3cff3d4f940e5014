#include <algorithm>
#include <cmath>
#include <numbers>

#include "kossa/phantom/objects.hpp"

namespace kossa::phantom {

namespace {

constexpr double vessel_cell = 165.0;
constexpr double widest_reach = 135.0;  // lumen, wall and infiltrate

struct Vessel {
    Spot centre;
    double half_length;
    double half_width;
    double angle;
    double wall;
    std::uint64_t seed;

    /// Distance from the wall's inner surface, negative in the lumen; about right near the surface.
    double outside_lumen(const Spot& p) const {
        const double dx = p.x - centre.x;
        const double dy = p.y - centre.y;
        const double along = (std::cos(angle) * dx + std::sin(angle) * dy) / half_length;
        const double across = (std::cos(angle) * dy - std::sin(angle) * dx) / half_width;
        const double rough = gradient_noise(static_cast<std::uint32_t>(seed), p.x / 9.0, p.y / 9.0);
        return (std::hypot(along, across) - 1.0) * std::sqrt(half_length * half_width) + 1.6 * rough;
    }
    Spot around(double turn, double beyond) const {
        const double along = (half_length + beyond) * std::cos(turn);
        const double across = (half_width + beyond) * std::sin(turn);
        return {centre.x + std::cos(angle) * along - std::sin(angle) * across,
                centre.y + std::sin(angle) * along + std::cos(angle) * across};
    }
};

double likelihood(const Tissue& tissue, const Spot& p) {
    const double depth = tissue.below_junction(p);
    if (tissue.ground_at(p) == Ground::fat) {
        return tissue.in_septum(p) ? 0.5 : 0.0;
    }
    return 0.30 + 0.45 * smooth_step(420.0, 120.0, depth);
}

Vessel drawn_vessel(const Tissue& tissue, const Spot& centre, std::uint64_t seed, Random& random) {
    const bool large = tissue.below_junction(centre) > 150.0 && random.chance(0.22);
    const double half_width = large ? random.uniform(9.0, 24.0) : random.uniform(2.5, 7.5);
    const double half_length = half_width * random.uniform(1.1, large ? 2.6 : 3.6);
    const double wall = large ? random.uniform(4.0, 10.0) : random.uniform(1.6, 3.2);
    return {centre, half_length, half_width, tissue.fibre_angle(centre) + 0.4 * random.normal(), wall, seed};
}

void paint_wall(Canvas& canvas, const Tissue& tissue, const Vessel& v) {
    const Density wall = tissue.palette()[Material::vessel_wall];
    const auto salt = static_cast<std::uint32_t>(v.seed) + 1;
    canvas.paint_near(v.centre, v.half_length + v.wall + 4.0, [&](const Spot& p, Density& density) {
        const double out = v.outside_lumen(p);
        const double streak = 1.0 + 0.3 * gradient_noise(salt, p.x / 5.0, p.y / 5.0);
        density = mix(density, scaled(wall, streak), 0.85 * smooth_step(v.wall + 1.2, v.wall - 0.6, out));
        density = mix(density, scaled(wall, 0.04), smooth_step(0.4, -0.6, out));
    });
}

void paint_endothelium(Canvas& canvas, const Tissue& tissue, const Vessel& v, Random& random) {
    const double around = std::numbers::pi * (v.half_length + v.half_width);
    const int count = std::max(2, static_cast<int>(around / random.uniform(11.0, 22.0)));
    for (int i = 0; i < count; ++i) {
        const double turn = 2.0 * std::numbers::pi * (i + random.uniform(-0.4, 0.4)) / count;
        const double tangent = v.angle + std::atan2(v.half_width * std::cos(turn), -v.half_length * std::sin(turn));
        const NucleusShape shape{v.around(turn, 0.45 * std::min(v.wall, 4.0)), random.uniform(3.0, 5.5),
                                 random.uniform(1.2, 2.0), tangent};
        paint_nucleus(canvas, shape, tissue.palette()[Material::fibroblast_nucleus], hashed(v.seed, 1, i));
    }
}

void paint_blood(Canvas& canvas, const Tissue& tissue, const Vessel& v, Random& random) {
    const int count = static_cast<int>(random.uniform(0.1, 0.75) * v.half_length * v.half_width / 12.0);
    for (int i = 0; i < count; ++i) {
        const double away = std::sqrt(random.uniform());
        const double turn = random.uniform(0.0, 2.0 * std::numbers::pi);
        const Spot spot = v.around(turn, -std::min(v.half_width, 3.0) - (1.0 - away) * v.half_width);
        const double radius = random.uniform(2.7, 3.6);
        const double tone = random.uniform(0.6, 1.0);
        canvas.paint_near(spot, radius + 1.0, [&](const Spot& p, Density& density) {
            const double rim = distance_between(p, spot);
            const bool in_lumen = v.outside_lumen(p) < 0.3;
            const double share = in_lumen ? smooth_step(radius + 0.3, radius - 0.5, rim) : 0.0;
            density = mix(density, scaled(tissue.palette()[Material::red_cell], tone * (0.75 + 0.12 * rim)), share);
        });
    }
}

void paint_infiltrate(Canvas& canvas, const Tissue& tissue, const Vessel& v, Random& random) {
    const int count = random.integer(5, 42);
    const double spread = random.uniform(9.0, 26.0);
    for (int i = 0; i < count; ++i) {
        const double turn = random.uniform(0.0, 2.0 * std::numbers::pi);
        const double beyond = std::min(v.wall + 2.0 + std::abs(random.normal()) * spread, 62.0);
        const Spot spot = v.around(turn, beyond);
        const double radius = random.uniform(2.7, 3.7);
        const double stretch = random.uniform(1.0, 1.35);
        if (tissue.is_fibrous(spot)) {
            paint_nucleus(canvas, {spot, radius * stretch, radius, random.uniform(0.0, std::numbers::pi)},
                          tissue.palette()[Material::lymphocyte_nucleus], hashed(v.seed, 2, i));
        }
    }
}

}  // namespace

void paint_vessels(Canvas& canvas, const Tissue& tissue) {
    const Extent seen = canvas.extent();
    for_each_cell(seen, vessel_cell, widest_reach, [&](std::int64_t column, std::int64_t row) {
        const std::uint64_t seed = hashed(hashed(tissue.specimen().seed, 120), column, row);
        Random random(seed);
        const Spot centre{(static_cast<double>(column) + random.uniform(0.1, 0.9)) * vessel_cell,
                          (static_cast<double>(row) + random.uniform(0.1, 0.9)) * vessel_cell};
        if (!seen.reached_by(centre, widest_reach)) {
            return;
        }
        const Ground ground = tissue.ground_at(centre);
        const bool soft = ground == Ground::dermis || ground == Ground::fat;
        if (!soft || tissue.below_junction(centre) < 22.0 || !random.chance(likelihood(tissue, centre))) {
            return;
        }
        const Vessel vessel = drawn_vessel(tissue, centre, seed, random);
        const bool inflamed = random.chance(0.42);
        Random cells(hashed(seed, 3));
        if (inflamed) {
            paint_infiltrate(canvas, tissue, vessel, cells);
        }
        paint_wall(canvas, tissue, vessel);
        paint_blood(canvas, tissue, vessel, cells);
        paint_endothelium(canvas, tissue, vessel, cells);
    });
}

}  // namespace kossa::phantom
