#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kossa/phantom/cells.hpp"
#include "kossa/phantom/objects.hpp"

namespace kossa::phantom {

namespace {

constexpr double block = 40.0;  // side of the hash cells of small objects, um
constexpr double largest_nucleus = 14.0;
constexpr double basal_spacing = 5.6;  // along the junction
constexpr double basal_height = 6.6;   // of nuclear centres above it
constexpr double basal_layer = 13.0;   // no other nuclei below this height

double slope_of(const Profile& curve, double x) {
    constexpr double step = 3.0;
    return (curve.at(x + step) - curve.at(x - step)) / (2.0 * step);
}

// Flat below the horny layer, round in the middle.
NucleusShape spinous_shape(const Spot& centre, double from_top, Random& random) {
    const double flat = smooth_step(22.0, 5.0, from_top);
    const double radius = random.uniform(3.3, 4.7);
    const double stretch = 1.0 + random.uniform(0.0, 0.3) + 0.7 * flat;
    const double upright = random.chance(0.5) ? std::numbers::pi / 2.0 : 0.0;
    const double angle = (1.0 - flat) * (upright + 0.5 * random.normal()) + 0.12 * random.normal();
    return {centre, radius * std::sqrt(stretch), radius / std::sqrt(stretch) * (1.0 - 0.25 * flat), angle};
}

// Where the cell has shrunk from its nucleus there is a pale crescent.
void paint_halo(Canvas& canvas, const Tissue& tissue, const NucleusShape& nucleus, Random& random) {
    const Density pale = scaled(tissue.palette()[Material::keratinocyte], random.uniform(0.1, 0.5));
    const double turn = random.uniform(0.0, 2.0 * std::numbers::pi);
    const Spot centre{nucleus.centre.x + 1.1 * std::cos(turn), nucleus.centre.y + 1.1 * std::sin(turn)};
    const double cosine = std::cos(nucleus.angle);
    const double sine = std::sin(nucleus.angle);
    canvas.paint_near(centre, 1.2 * nucleus.half_length + 1.0, [&](const Spot& p, Density& density) {
        const double along = (cosine * (p.x - centre.x) + sine * (p.y - centre.y)) / (nucleus.half_length + 0.5);
        const double across = (cosine * (p.y - centre.y) - sine * (p.x - centre.x)) / (nucleus.half_width + 0.8);
        density = mix(density, pale, 0.85 * smooth_step(1.1, 0.85, std::sqrt(along * along + across * across)));
    });
}

void paint_keratinocyte(Canvas& canvas, const Tissue& tissue, const NucleusShape& nucleus, double tone,
                        std::uint64_t seed) {
    constexpr double halo_share = 0.22;
    Random random(mixed(seed));
    if (random.chance(halo_share)) {
        paint_halo(canvas, tissue, nucleus, random);
    }
    paint_nucleus(canvas, nucleus, scaled(tissue.palette()[Material::keratinocyte_nucleus], tone), seed);
}

void paint_spinous(Canvas& canvas, const Tissue& tissue, std::int64_t column, std::int64_t row) {
    const Layers& layers = tissue.specimen().layers;
    const CellCentre cell =
        cell_centre(keratinocyte_seed(tissue.specimen().seed), column, row, KeratinocyteLattice::disorder);
    const Spot spot = KeratinocyteLattice::to_world({cell.x, cell.y});
    const Ground ground = tissue.ground_at(spot);
    const double from_top = spot.y - layers.granular.at(spot.x);
    if ((ground != Ground::epidermis && ground != Ground::follicle) || from_top < 4.0) {
        return;
    }
    const double slope = slope_of(layers.junction, spot.x);
    const double height = -tissue.below_junction(spot) / std::sqrt(1.0 + slope * slope);
    Random random(cell.hash);
    if ((ground == Ground::epidermis && height < basal_layer) || random.chance(0.1)) {
        return;
    }
    paint_keratinocyte(canvas, tissue, spinous_shape(spot, from_top, random), 1.0, cell.hash);
}

// Walks along the junction within one hash cell and sets nuclei upright on it.
void paint_basal(Canvas& canvas, const Tissue& tissue, std::int64_t column) {
    const Profile& junction = tissue.specimen().layers.junction;
    Random random(hashed(tissue.specimen().seed, 110, column));
    double walked = random.uniform(0.0, basal_spacing);
    const double start = static_cast<double>(column) * block;
    constexpr double step = 0.5;
    for (const double x : positions(start, start + block - 0.5 * step, step)) {
        walked += std::hypot(step, junction.at(x + step) - junction.at(x));
        if (walked < basal_spacing) {
            continue;
        }
        walked -= basal_spacing * random.uniform(0.75, 1.25);
        const double normal = std::atan2(-1.0, slope_of(junction, x)) + 0.22 * random.normal();
        const double height = basal_height + 1.3 * random.normal();
        const Spot spot{x + height * std::cos(normal), junction.at(x) + height * std::sin(normal)};
        const NucleusShape shape{spot, random.uniform(4.1, 5.6), random.uniform(2.3, 3.1), normal};
        if (tissue.ground_at(spot) == Ground::epidermis && random.chance(0.97)) {
            paint_keratinocyte(canvas, tissue, shape, 1.12,
                               hashed(tissue.specimen().seed, 111, static_cast<std::int64_t>(2.0 * x)));
        }
    }
}

// The part of the turned lattice that covers an upright rectangle.
Extent keratinocyte_extent(const Extent& e) {
    const std::array<Spot, 4> corners = {
        KeratinocyteLattice::from_world({e.left, e.top}), KeratinocyteLattice::from_world({e.right, e.top}),
        KeratinocyteLattice::from_world({e.left, e.bottom}), KeratinocyteLattice::from_world({e.right, e.bottom})};
    const auto [left, right] = std::ranges::minmax(corners, {}, &Spot::x);
    const auto [top, bottom] = std::ranges::minmax(corners, {}, &Spot::y);
    return {left.x, top.y, right.x, bottom.y};
}

}  // namespace

void paint_keratinocytes(Canvas& canvas, const Tissue& tissue) {
    const Extent lattice = keratinocyte_extent(canvas.extent().grown(largest_nucleus));
    for_each_cell(lattice, 1.0, KeratinocyteLattice::disorder,
                  [&](std::int64_t column, std::int64_t row) { paint_spinous(canvas, tissue, column, row); });
    const Extent seen = canvas.extent();
    for_each_cell({seen.left, 0.0, seen.right, 0.0}, block, largest_nucleus + basal_layer,
                  [&](std::int64_t column, std::int64_t row) {
                      if (row == 0) {
                          paint_basal(canvas, tissue, column);
                      }
                  });
}

void paint_fibroblasts(Canvas& canvas, const Tissue& tissue) {
    for_each_cell(canvas.extent(), block, largest_nucleus, [&](std::int64_t column, std::int64_t row) {
        const std::uint64_t seed = hashed(hashed(tissue.specimen().seed, 112), column, row);
        Random random(seed);
        const Spot corner{static_cast<double>(column) * block, static_cast<double>(row) * block};
        const double depth = tissue.below_junction(corner);
        const int count = static_cast<int>(random.uniform() * (0.9 + 2.3 * smooth_step(350.0, 60.0, depth)) + 0.25);
        for (int i = 0; i < count; ++i) {
            const Spot spot{corner.x + random.uniform(0.0, block), corner.y + random.uniform(0.0, block)};
            const double half_length = random.uniform(3.2, 9.5);
            const double half_width = 0.8 + 1.3 * std::pow(random.uniform(), 1.6);
            const double turn = 0.3 * random.normal();
            if (tissue.is_fibrous(spot)) {
                paint_nucleus(canvas, {spot, half_length, half_width, tissue.fibre_angle(spot) + turn},
                              tissue.palette()[Material::fibroblast_nucleus], hashed(seed, i));
            }
        }
    });
}

// Fat cells have a flat nucleus at their wall; few sections meet it.
void paint_fat_nuclei(Canvas& canvas, const Tissue& tissue) {
    constexpr double spacing = 62.0;
    for_each_cell(canvas.extent(), spacing, 2.0 * largest_nucleus, [&](std::int64_t column, std::int64_t row) {
        const std::uint64_t seed = hashed(hashed(tissue.specimen().seed, 113), column, row);
        Random random(seed);
        // The wall is looked for along a short line from a random place.
        const double x = (static_cast<double>(column) + random.uniform()) * spacing;
        const double y = (static_cast<double>(row) + random.uniform()) * spacing;
        const double angle = random.uniform(0.0, std::numbers::pi);
        if (tissue.ground_at({x, y}) != Ground::fat) {
            return;
        }
        for (const double away : positions(0.0, largest_nucleus, 1.0)) {
            const Spot spot{x, y + away};
            const double here = tissue.density_at(spot)[1];
            if (here > 0.6F * tissue.palette()[Material::fat_membrane][1]) {
                paint_nucleus(canvas, {spot, random.uniform(3.5, 6.5), random.uniform(1.2, 2.2), angle},
                              tissue.palette()[Material::fibroblast_nucleus], seed);
                return;
            }
        }
    });
}

}  // namespace kossa::phantom
