#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "kossa/phantom/objects.hpp"

namespace kossa::phantom {

namespace {

constexpr double gland_cell = 760.0;
constexpr double share_of_gland_cells = 0.75;
constexpr double widest_cluster = 160.0;  // with the walls and the rim of its tubules
constexpr double stroma = 7.0;            // pale rim around a tubule, um

struct Tubule {
    Spot centre;
    double radius;
    double lumen;
    double squeeze;
    double angle;
    std::uint64_t seed;

    double from_axis(const Spot& p) const {
        const double dx = p.x - centre.x;
        const double dy = p.y - centre.y;
        const double along = std::cos(angle) * dx + std::sin(angle) * dy;
        const double across = std::cos(angle) * dy - std::sin(angle) * dx;
        const double rough = gradient_noise(static_cast<std::uint32_t>(seed), p.x / 14.0, p.y / 14.0);
        return std::hypot(along * squeeze, across / squeeze) + 1.5 * rough;
    }
};

std::vector<Tubule> coil(const Spot& centre, std::uint64_t seed) {
    Random random(seed);
    const double spread = random.uniform(45.0, 95.0);
    const int wanted = random.integer(5, 15);
    std::vector<Tubule> tubules;
    for (int attempt = 0; attempt < 12 * wanted && static_cast<int>(tubules.size()) < wanted; ++attempt) {
        const double turn = random.uniform(0.0, 2.0 * std::numbers::pi);
        const double away = spread * std::sqrt(random.uniform());
        const double radius = random.uniform(13.0, 22.0);
        const Tubule next{{centre.x + 1.25 * away * std::cos(turn), centre.y + 0.8 * away * std::sin(turn)},
                          radius,
                          random.uniform(1.2, 0.34 * radius),
                          random.uniform(0.7, 1.0),
                          random.uniform(0.0, std::numbers::pi),
                          hashed(seed, attempt)};
        const bool free = std::none_of(tubules.begin(), tubules.end(), [&](const Tubule& other) {
            return distance_between(next.centre, other.centre) < next.radius + other.radius + 4.0;
        });
        if (free) {
            tubules.push_back(next);
        }
    }
    return tubules;
}

void paint_tubule(Canvas& canvas, const Tissue& tissue, const Tubule& t) {
    const Density cytoplasm = tissue.palette()[Material::gland];
    const Density pale = scaled(tissue.palette()[Material::papillary_collagen], 0.55);
    const auto salt = static_cast<std::uint32_t>(t.seed) + 1;
    canvas.paint_near(t.centre, 1.3 * t.radius + stroma, [&](const Spot& p, Density& density) {
        const double away = t.from_axis(p);
        const double grain = 1.0 + 0.3 * gradient_noise(salt, p.x / 3.0, p.y / 3.0);
        density = mix(density, scaled(pale, grain), 0.8 * smooth_step(t.radius + stroma, t.radius + 1.0, away));
        density = mix(density, scaled(cytoplasm, grain), 0.95 * smooth_step(t.radius + 0.6, t.radius - 0.6, away));
        density = mix(density, scaled(cytoplasm, 0.06), smooth_step(t.lumen + 0.6, t.lumen - 0.6, away));
    });
    Random random(t.seed);
    const double ring = 0.66 * t.radius;
    const int count = static_cast<int>(2.0 * std::numbers::pi * ring / random.uniform(6.5, 8.5));
    for (int i = 0; i < count; ++i) {
        const double turn = 2.0 * std::numbers::pi * (i + random.uniform(-0.35, 0.35)) / count;
        const double away = ring + random.uniform(-2.2, 2.2);
        const double along = away * std::cos(turn) / t.squeeze;
        const double across = away * std::sin(turn) * t.squeeze;
        const NucleusShape shape{{t.centre.x + std::cos(t.angle) * along - std::sin(t.angle) * across,
                                  t.centre.y + std::sin(t.angle) * along + std::cos(t.angle) * across},
                                 random.uniform(2.9, 3.7),
                                 random.uniform(2.3, 3.0),
                                 random.uniform(0.0, std::numbers::pi)};
        paint_nucleus(canvas, shape, tissue.palette()[Material::keratinocyte_nucleus], hashed(t.seed, i));
    }
}

bool suits_a_gland(const Tissue& tissue, const Spot& p) {
    const Layers& layers = tissue.specimen().layers;
    const double dermis = std::min(layers.fat.at(p.x), layers.bottom.at(p.x)) - layers.junction.at(p.x);
    const double depth = tissue.below_junction(p);
    return depth > 0.5 * dermis && depth > 250.0 && depth < dermis + 90.0 && tissue.ground_at(p) != Ground::glass;
}

}  // namespace

void paint_sweat_glands(Canvas& canvas, const Tissue& tissue) {
    const Extent seen = canvas.extent();
    for_each_cell(seen, gland_cell, widest_cluster, [&](std::int64_t column, std::int64_t row) {
        const std::uint64_t seed = hashed(hashed(tissue.specimen().seed, 130), column, row);
        Random random(seed);
        const Spot centre{(static_cast<double>(column) + random.uniform(0.2, 0.8)) * gland_cell,
                          (static_cast<double>(row) + random.uniform(0.2, 0.8)) * gland_cell};
        if (!random.chance(share_of_gland_cells) || !seen.reached_by(centre, widest_cluster) ||
            !suits_a_gland(tissue, centre)) {
            return;
        }
        for (const Tubule& tubule : coil(centre, seed)) {
            const Ground ground = tissue.ground_at(tubule.centre);
            if (ground == Ground::dermis || ground == Ground::fat) {
                paint_tubule(canvas, tissue, tubule);
            }
        }
    });
}

}  // namespace kossa::phantom
