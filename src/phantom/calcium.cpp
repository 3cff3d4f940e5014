#include <cmath>

#include "kossa/phantom/objects.hpp"

namespace kossa::phantom {

namespace {

constexpr double fibroplasia = 34.0;     // width of the scarred rim, um
constexpr double palisade_reach = 50.0;  // how far beyond the calcium the farthest nucleus can end

Material material_of(DepositKind kind) {
    switch (kind) {
        case DepositKind::dense:
            return Material::dense_calcium;
        case DepositKind::amorphous:
            return Material::amorphous_calcium;
        default:
            return Material::granular_calcium;
    }
}

// Thin fibres in rings around the deposit, over the dermis only.
void paint_fibroplasia(Canvas& canvas, const Tissue& tissue, const Deposit& d) {
    const Density collagen = tissue.palette()[Material::reticular_collagen];
    const auto salt = static_cast<std::uint32_t>(d.seed) + 20;
    canvas.paint_near(d.centre, d.reach + fibroplasia, [&](const Spot& p, Density& density) {
        const double away = distance_between(p, d.centre);
        if (away > d.reach + fibroplasia) {
            return;
        }
        const double share = 0.75 * smooth_step(d.reach + fibroplasia, d.reach, away) *
                             (0.6 + gradient_noise(salt, p.x / 40.0, p.y / 40.0));
        if (share <= 0.0 || (tissue.ground_at(p) != Ground::dermis && !tissue.in_septum(p))) {
            return;
        }
        const double turn = std::atan2(p.y - d.centre.y, p.x - d.centre.x) * std::fmin(d.reach, 60.0);
        const double fibres = 0.95 + 0.5 * gradient_noise(salt + 1, turn / 14.0, away / 2.6) +
                              0.25 * gradient_noise(salt + 2, p.x / 9.0, p.y / 9.0);
        density = mix(density, scaled(collagen, fibres), std::fmin(1.0, share));
    });
}

void paint_palisade(Canvas& canvas, const Tissue& tissue, const Deposit& d) {
    const Density cytoplasm = tissue.palette()[Material::histiocyte];
    std::int64_t index = 0;
    for (const NucleusShape& nucleus : d.palisade) {
        ++index;
        const double reach = 1.9 * nucleus.half_length;
        if (tissue.ground_at(nucleus.centre) == Ground::fat && !tissue.in_septum(nucleus.centre)) {
            continue;
        }
        canvas.paint_near(nucleus.centre, reach, [&](const Spot& p, Density& density) {
            const double share = 0.5 * smooth_step(reach, 0.6 * reach, distance_between(p, nucleus.centre));
            density = mix(density, cytoplasm, share);
        });
        paint_nucleus(canvas, nucleus, tissue.palette()[Material::histiocyte_nucleus], hashed(d.seed, 30, index));
    }
}

void paint_calcium(Canvas& canvas, const Tissue& tissue, const Deposit& d) {
    const Density colour = scaled(tissue.palette()[material_of(d.kind)], d.tone);
    const auto salt = static_cast<std::uint32_t>(d.seed) + 10;
    const Box<Level0> part = canvas.placement.box_around(d.centre, d.reach).intersected(canvas.box);
    if (part.empty()) {
        return;
    }
    const Mask mask = rasterised(d, canvas.placement, part);
    for (int row = 0; row < mask.rows; ++row) {
        for (int column = 0; column < mask.cols; ++column) {
            if (mask(row, column) == 0) {
                continue;
            }
            const Spot p = canvas.placement.world_from_pixel_centre(part.x + column, part.y + row);
            const double shade = 1.0 + 0.16 * gradient_noise(salt, p.x / 45.0, p.y / 45.0) +
                                 0.12 * gradient_noise(salt + 1, p.x / 6.0, p.y / 6.0) +
                                 0.10 * gradient_noise(salt + 2, p.x / 2.2, p.y / 2.2);
            canvas.densities(static_cast<int>(part.y - canvas.box.y) + row,
                             static_cast<int>(part.x - canvas.box.x) + column) = scaled(colour, shade);
        }
    }
}

template <class Paint>
void for_each_deposit_seen(const Canvas& canvas, const Tissue& tissue, double beyond, const Paint& paint) {
    const Extent seen = canvas.extent();
    for (const Deposit& deposit : tissue.specimen().deposits) {
        if (seen.reached_by(deposit.centre, deposit.reach + beyond)) {
            paint(deposit);
        }
    }
}

}  // namespace

void paint_scars(Canvas& canvas, const Tissue& tissue) {
    for_each_deposit_seen(canvas, tissue, fibroplasia,
                          [&](const Deposit& deposit) { paint_fibroplasia(canvas, tissue, deposit); });
}

void paint_deposits(Canvas& canvas, const Tissue& tissue) {
    for_each_deposit_seen(canvas, tissue, palisade_reach, [&](const Deposit& deposit) {
        paint_palisade(canvas, tissue, deposit);
        paint_calcium(canvas, tissue, deposit);
    });
}

}  // namespace kossa::phantom
