#include <cmath>
#include <numbers>

#include "kossa/phantom/confusers.hpp"

namespace kossa::phantom {

namespace {

constexpr double pigment_block = 110.0;
constexpr double largest_macrophage = 24.0;  // with the granules at its ends

void paint_grain(Canvas& canvas, const Spot& centre, double radius, const Density& colour) {
    canvas.paint_near(centre, radius + 0.6, [&](const Spot& p, Density& density) {
        density = mix(density, colour, 0.9 * smooth_step(radius + 0.4, radius - 0.3, distance_between(p, centre)));
    });
}

struct Granules {
    Material material;
    double low_radius;
    double high_radius;
    int fewest;
    int most;
};

void paint_macrophage(Canvas& canvas, const Tissue& tissue, const Spot& centre, const Granules& granules,
                      std::uint64_t seed) {
    Random random(seed);
    const double angle = tissue.fibre_angle(centre);
    const double length = random.uniform(5.0, 10.0);
    const double width = random.uniform(3.0, 6.0);
    const int count = random.integer(granules.fewest, granules.most);
    for (int i = 0; i < count; ++i) {
        const double along = length * random.normal() * 0.5;
        const double across = width * random.normal() * 0.5;
        const Spot spot{centre.x + std::cos(angle) * along - std::sin(angle) * across,
                        centre.y + std::sin(angle) * along + std::cos(angle) * across};
        const double radius = random.uniform(granules.low_radius, granules.high_radius);
        paint_grain(canvas, spot, radius, tissue.palette()[granules.material]);
    }
}

// Macrophages of the dermis in random places, as many as `likelihood(depth)` per pigment_block.
template <class Likelihood>
void paint_macrophages(Canvas& canvas, const Tissue& tissue, const Granules& granules, const Likelihood& likelihood) {
    for_each_cell(canvas.extent(), pigment_block, largest_macrophage, [&](std::int64_t column, std::int64_t row) {
        const auto kind = static_cast<std::int64_t>(granules.material);
        const std::uint64_t seed = hashed(hashed(tissue.specimen().seed, 140, kind), column, row);
        Random random(seed);
        for (int i = 0; i < 3; ++i) {
            const Spot spot{(static_cast<double>(column) + random.uniform()) * pigment_block,
                            (static_cast<double>(row) + random.uniform()) * pigment_block};
            const double chance = likelihood(tissue.below_junction(spot));
            if (random.chance(chance) && tissue.ground_at(spot) == Ground::dermis) {
                paint_macrophage(canvas, tissue, spot, granules, hashed(seed, i));
            }
        }
    });
}

void paint_melanin(Canvas& canvas, const Tissue& tissue) {
    const Density brown = tissue.palette()[Material::melanin];
    const auto salt = static_cast<std::uint32_t>(hashed(tissue.specimen().seed, 141));
    canvas.paint(canvas.box, [&](const Spot& p, Density& density) {
        const double height = -tissue.below_junction(p);
        if (height < 0.0 || height > 24.0 || tissue.ground_at(p) != Ground::epidermis) {
            return;
        }
        const double patch = 0.55 + 0.9 * gradient_noise(salt, p.x / 45.0, 0.5);
        const double grains = 0.5 + 0.9 * gradient_noise(salt + 1, p.x / 1.4, p.y / 1.4) +
                              0.5 * gradient_noise(salt + 2, p.x / 6.0, p.y / 6.0);
        const double share = smooth_step(22.0, 3.0, height) * patch * grains;
        density = mix(density, brown, std::fmin(0.95, std::fmax(0.0, share)));
    });
    paint_macrophages(canvas, tissue, {Material::melanin, 0.4, 0.9, 25, 70},
                      [](double depth) { return 0.35 * smooth_step(170.0, 60.0, depth); });
}

}  // namespace

void paint_confusers_in_tissue(Canvas& canvas, const Tissue& tissue) {
    if (tissue.specimen().confusers.melanin) {
        paint_melanin(canvas, tissue);
    }
    if (tissue.specimen().confusers.carbon) {
        paint_macrophages(canvas, tissue, {Material::carbon, 0.35, 1.0, 12, 60},
                          [](double depth) { return 0.22 * smooth_step(900.0, 250.0, depth); });
    }
}

}  // namespace kossa::phantom
