#include <cmath>
#include <numbers>

#include "kossa/phantom/confusers.hpp"

namespace kossa::phantom {

namespace {

constexpr double precipitate_cell = 250.0;
constexpr double heap_reach = 30.0;
constexpr double bacteria_cell = 160.0;
constexpr double longest_colony = 70.0;

void paint_speck(Canvas& canvas, const Spot& centre, double radius, const Density& colour) {
    canvas.paint_near(centre, radius + 0.5, [&](const Spot& p, Density& density) {
        density = mix(density, colour, smooth_step(radius + 0.3, radius - 0.3, distance_between(p, centre)));
    });
}

// Heaps of crumbs of 1 to 5 um, of which some have company.
void paint_precipitate(Canvas& canvas, const Tissue& tissue) {
    const Density colour = tissue.palette()[Material::precipitate];
    for_each_cell(canvas.extent(), precipitate_cell, heap_reach, [&](std::int64_t column, std::int64_t row) {
        Random random(hashed(hashed(tissue.specimen().seed, 160), column, row));
        const Spot heap{(static_cast<double>(column) + random.uniform()) * precipitate_cell,
                        (static_cast<double>(row) + random.uniform()) * precipitate_cell};
        const int crumbs = random.integer(0, 9);
        for (int i = 0; i < crumbs; ++i) {
            const double away = heap_reach * 0.9 * std::sqrt(random.uniform());
            const double angle = random.uniform(0.0, 2.0 * std::numbers::pi);
            paint_speck(canvas, {heap.x + away * std::cos(angle), heap.y + away * std::sin(angle)},
                        random.uniform(0.5, 2.5), colour);
        }
    });
}

// Cocci of 1 um, crowded, flat on the surface.
void paint_colony(Canvas& canvas, const Tissue& tissue, std::int64_t number) {
    const Layers& layers = tissue.specimen().layers;
    const Density colour = tissue.palette()[Material::bacteria];
    Random random(hashed(tissue.specimen().seed, 161, number));
    const double middle = (static_cast<double>(number) + random.uniform()) * bacteria_cell;
    const double half_length = random.uniform(0.2, 1.0) * longest_colony / 2.0;
    const double thickness = random.uniform(4.0, 12.0);
    const double room = random.uniform(2.5, 5.0);  // um2 for each
    const auto count = static_cast<int>(2.0 * half_length * thickness / room);
    for (int i = 0; i < count; ++i) {
        const double x = middle + half_length * random.uniform(-1.0, 1.0);
        const double surface = layers.surface.at(x);
        if (layers.inside_cut_edges({x, surface}) > 0.0) {
            paint_speck(canvas, {x, surface - thickness * random.uniform(-0.1, 1.0)}, 0.5, colour);
        }
    }
}

void paint_bacteria(Canvas& canvas, const Tissue& tissue) {
    const Extent seen = canvas.extent().grown(longest_colony);
    const auto cell = [](double x) { return static_cast<std::int64_t>(std::floor(x / bacteria_cell)); };
    for (std::int64_t number = cell(seen.left); number <= cell(seen.right); ++number) {
        paint_colony(canvas, tissue, number);
    }
}

}  // namespace

void paint_specks(Canvas& canvas, const Tissue& tissue) {
    if (tissue.specimen().confusers.precipitate) {
        paint_precipitate(canvas, tissue);
    }
    if (tissue.specimen().confusers.bacteria) {
        paint_bacteria(canvas, tissue);
    }
}

}  // namespace kossa::phantom
