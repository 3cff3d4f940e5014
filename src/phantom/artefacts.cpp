#include <algorithm>
#include <cmath>
#include <numbers>

#include "kossa/phantom/confusers.hpp"

namespace kossa::phantom {

namespace {

constexpr double fold_factor = 1.8;  // on average; a fold nearly doubles the section
constexpr double ink_depth = 20.0;   // how far ink soaks into the cut edge, um
constexpr double dust_cell = 620.0;
constexpr double largest_dust = 70.0;

/// A wavy band through the section: pixels within half its width of a line.
struct Band {
    Spot middle;
    double angle;
    double half_length;
    double half_width;
    std::uint32_t salt;

    /// Distance from the band's axis over half its width there; above 1 outside.
    double place(const Spot& p) const {
        const double dx = p.x - middle.x;
        const double dy = p.y - middle.y;
        const double along = std::cos(angle) * dx + std::sin(angle) * dy;
        const double across = std::cos(angle) * dy - std::sin(angle) * dx +
                              0.12 * half_length * gradient_noise(salt, along / (0.8 * half_length), 0.5) +
                              2.5 * gradient_noise(salt + 1, along / 25.0, 0.5);
        const double taper = 1.0 - std::pow(std::abs(along) / half_length, 6.0);
        return taper <= 0.0 ? 9.0 : std::abs(across) / (half_width * std::sqrt(taper));
    }
};

Band fold_of(const Specimen& s) {
    Random random(hashed(s.seed, 150));
    const double x = s.width.value() * random.uniform(0.3, 0.7);
    const double top = s.layers.junction.at(x);
    const double bottom = s.layers.bottom.at(x);
    const double half_length = std::max(130.0, 0.2 * std::min(s.width.value(), s.height.value()));
    return {{x, top + (bottom - top) * random.uniform(0.35, 0.6)},
            random.uniform(0.0, std::numbers::pi),
            half_length,
            random.uniform(6.0, 28.0),
            static_cast<std::uint32_t>(hashed(s.seed, 151))};
}

Band pen_of(const Specimen& s) {
    Random random(hashed(s.seed, 152));
    const double half_width = std::clamp(0.04 * s.width.value(), 20.0, 260.0);
    const double x = random.chance(0.5) ? 0.25 * half_width : s.width.value() - 0.25 * half_width;
    return {{x, s.height.value() * random.uniform(0.3, 0.7)},
            std::numbers::pi / 2.0 + random.uniform(-0.04, 0.04),
            0.45 * s.height.value(),
            half_width,
            static_cast<std::uint32_t>(hashed(s.seed, 153))};
}

// The tissue beside the band lies over it a second time.
void paint_fold(Canvas& canvas, const Tissue& tissue) {
    const Band band = fold_of(tissue.specimen());
    const Spot shift{-std::sin(band.angle) * 2.0 * band.half_width, std::cos(band.angle) * 2.0 * band.half_width};
    canvas.paint_near(band.middle, 1.1 * band.half_length, [&](const Spot& p, Density& density) {
        const double place = band.place(p);
        const double share = smooth_step(1.04, 0.96, place);
        if (share <= 0.0) {
            return;
        }
        const Density above = tissue.density_at({p.x + shift.x, p.y + shift.y});
        const double crease = 1.0 + 0.3 * smooth_step(0.75, 0.95, place);
        const Density doubled = density + scaled(mix(density, above, 0.6), fold_factor - 1.0);
        density = mix(density, scaled(doubled, crease), share);
    });
}

void paint_pen(Canvas& canvas, const Tissue& tissue) {
    const Band band = pen_of(tissue.specimen());
    const Density colour = tissue.palette()[Material::pen];
    canvas.paint_near(band.middle, 1.2 * band.half_length, [&](const Spot& p, Density& density) {
        const double share = smooth_step(1.08, 0.9, band.place(p));
        const double streaks = 1.0 + 0.08 * gradient_noise(band.salt + 2, p.x / 22.0, p.y / 240.0);
        density += scaled(colour, share * streaks);
    });
}

void paint_margin_ink(Canvas& canvas, const Tissue& tissue) {
    const Layers& layers = tissue.specimen().layers;
    const Density colour = tissue.palette()[Material::ink];
    const auto salt = static_cast<std::uint32_t>(hashed(tissue.specimen().seed, 154));
    canvas.paint(canvas.box, [&](const Spot& p, Density& density) {
        const double inside = layers.inside_cut_edges(p);
        const bool beside_cut = inside > -6.0 && inside < 3.0 * ink_depth;
        if (!beside_cut || p.y < layers.surface.at(p.x)) {
            return;
        }
        const double soaked = ink_depth * (0.9 + gradient_noise(salt, p.x / 45.0, p.y / 45.0));
        const double grain = 0.75 + 0.7 * gradient_noise(salt + 1, p.x / 4.0, p.y / 4.0);
        const bool on_tissue = tissue.ground_at(p) != Ground::glass;
        const double beside = on_tissue ? grain : 0.4 * grain * smooth_step(16.0, 0.0, std::abs(inside));
        const double share = smooth_step(soaked + 5.0, soaked - 5.0, inside) * beside;
        density += scaled(colour, std::max(0.0, share));
    });
}

void paint_dust(Canvas& canvas, const Tissue& tissue) {
    const Density colour = tissue.palette()[Material::dust];
    const Extent seen = canvas.extent();
    for_each_cell(seen, dust_cell, largest_dust, [&](std::int64_t column, std::int64_t row) {
        Random random(hashed(hashed(tissue.specimen().seed, 155), column, row));
        const Spot centre{(static_cast<double>(column) + random.uniform()) * dust_cell,
                          (static_cast<double>(row) + random.uniform()) * dust_cell};
        const double radius = 4.0 + 22.0 * std::pow(random.uniform(), 2.0);
        const double strength = random.uniform(0.5, 1.2);
        const auto salt = static_cast<std::uint32_t>(random.uniform() * 4e9);
        canvas.paint_near(centre, 2.5 * radius, [&](const Spot& p, Density& density) {
            const double away =
                distance_between(p, centre) / radius + 0.35 * gradient_noise(salt, p.x / radius, p.y / radius);
            density += scaled(colour, strength * smooth_step(1.7, 0.2, away));
        });
    });
}

}  // namespace

void paint_confusers_on_glass(Canvas& canvas, const Tissue& tissue) {
    const Confusers& wanted = tissue.specimen().confusers;
    if (wanted.fold) {
        paint_fold(canvas, tissue);
    }
    if (wanted.margin_ink) {
        paint_margin_ink(canvas, tissue);
    }
    if (wanted.pen) {
        paint_pen(canvas, tissue);
    }
    if (wanted.dust) {
        paint_dust(canvas, tissue);
    }
}

}  // namespace kossa::phantom
