#include "kossa/phantom/tissue.hpp"

#include <cmath>

#include "kossa/phantom/cells.hpp"
#include "kossa/phantom/fat.hpp"

namespace kossa::phantom {

namespace {
constexpr double fraying = 30.0;  // how far cut edges are torn, um
const Density no_density(0.F, 0.F, 0.F);
}  // namespace

Tissue::Tissue(const Specimen& specimen, const Palette& palette, const Extent& extent)
    : specimen_(&specimen), palette_(&palette), salt_(static_cast<std::uint32_t>(hashed(specimen.seed, 100))) {
    for (const Follicle& follicle : specimen.follicles) {
        const double reach = reach_of(follicle);
        if (follicle.mouth.x + reach >= extent.left && follicle.mouth.x - reach <= extent.right) {
            follicles_.push_back(follicle);
        }
    }
}

const Follicle* Tissue::follicle_at(const Spot& p) const {
    for (const Follicle& follicle : follicles_) {
        const FolliclePlace place = place_in(follicle, p);
        if (std::abs(place.across) < place.outer) {
            return &follicle;
        }
    }
    return nullptr;
}

bool Tissue::frayed_away(const Spot& p, double inside) const {
    if (inside > fraying || below_junction(p) < 0.0) {
        return inside < 0.0;
    }
    const FibrePlace f = fibre_place(p);
    const double tear = 0.4 + 0.55 * noise(1, f.along / 50.0, f.across / 14.0) +
                        0.6 * noise(2, p.x / 60.0, p.y / 60.0) + 0.5 * noise(3, p.x / 11.0, p.y / 11.0);
    return inside < fraying * std::fmin(1.0, tear);
}

Ground Tissue::ground_at(const Spot& p) const {
    const Layers& layers = specimen_->layers;
    if (p.y < layers.surface.at(p.x)) {
        return Ground::glass;
    }
    if (frayed_away(p, layers.inside_cut_edges(p))) {
        return Ground::glass;
    }
    if (const Follicle* follicle = follicle_at(p)) {
        const FolliclePlace place = place_in(*follicle, p);
        if (std::abs(place.across) < place.canal) {
            return Ground::canal;
        }
        if (p.y > layers.granular.at(p.x)) {
            return p.y < layers.junction.at(p.x) ? Ground::epidermis : Ground::follicle;
        }
    }
    if (p.y < layers.granular.at(p.x)) {
        return Ground::keratin;
    }
    if (p.y < layers.junction.at(p.x)) {
        return Ground::epidermis;
    }
    return p.y < layers.fat.at(p.x) ? Ground::dermis : Ground::fat;
}

Density Tissue::density_at(const Spot& p) const {
    switch (ground_at(p)) {
        case Ground::glass:
            return no_density;
        case Ground::keratin:
            return keratin(p);
        case Ground::epidermis:
        case Ground::follicle:
            return epidermis(p);
        case Ground::canal:
            return canal(p);
        case Ground::dermis:
            return dermis(p);
        default:
            return fat(p);
    }
}

// A dark compact line on the granular layer, above it wavy lamellae with gaps between them.
Density Tissue::keratin(const Spot& p) const {
    const Layers& layers = specimen_->layers;
    const double above = layers.granular.at(p.x) - p.y;
    const double compact = 3.5 + 2.0 * noise(10, p.x / 90.0, 0.5);
    if (above < compact) {
        const double streaks = 1.0 + 0.4 * noise(11, p.x / 20.0, above / 1.6);
        return scaled((*palette_)[Material::compact_keratin], streaks);
    }
    const double wavy = above + 2.2 * noise(12, p.x / 28.0, above / 8.0) + 0.8 * noise(13, p.x / 9.0, above / 5.0);
    const double lamella = std::abs(noise(14, p.x / 60.0, wavy / 3.2));
    const double share = smooth_step(0.24, 0.1, lamella);
    return scaled((*palette_)[Material::loose_keratin], share * (1.1 + 0.5 * noise(15, p.x / 30.0, wavy / 2.0)));
}

// Pale seams between cells, crossed by bridges.
double Tissue::cell_borders(const Spot& p) const {
    const double sway = 1.2 * noise(20, p.x / 6.0, p.y / 6.0);
    const Spot place = KeratinocyteLattice::from_world({p.x + sway, p.y - sway});
    const CellPlace cell = cell_at(keratinocyte_seed(specimen_->seed), place.x, place.y, KeratinocyteLattice::disorder);
    const double tint = unit(cell.hash) - 0.5;
    const double bridges = 0.14 + 0.3 * noise(23, p.x / 1.6, p.y / 1.6);
    return 1.0 + 0.16 * tint - bridges * smooth_step(1.2, 0.2, cell.wall * KeratinocyteLattice::size);
}

Density Tissue::epidermis(const Spot& p) const {
    const Layers& layers = specimen_->layers;
    const double from_base = layers.junction.at(p.x) - p.y;
    const double from_top = p.y - layers.granular.at(p.x);
    const double base = from_base > 0.0 ? smooth_step(34.0, 4.0, from_base) : 0.6;
    Density colour = mix((*palette_)[Material::keratinocyte], (*palette_)[Material::basal_keratinocyte], base);
    colour = mix(colour, (*palette_)[Material::keratinocyte_nucleus], 0.30 * smooth_step(12.0, 2.0, from_top));
    const double cloud = 1.0 + 0.25 * noise(21, p.x / 60.0, p.y / 45.0) + 0.3 * noise(22, p.x / 1.9, p.y / 1.9) +
                         0.16 * noise(24, p.x / 7.0, p.y / 7.0);
    return scaled(colour, cell_borders(p) * cloud);
}

// Keratin lamellae round an open space, and the hair.
Density Tissue::canal(const Spot& p) const {
    const Follicle& follicle = *follicle_at(p);
    const FolliclePlace place = place_in(follicle, p);
    const double across = std::abs(place.across);
    if (across < place.hair && unit(follicle.seed) < 0.7) {
        return scaled((*palette_)[Material::hair], 0.8 + 0.4 * noise(25, p.x / 2.0, p.y / 14.0));
    }
    const double lamella = std::abs(noise(26, place.along * follicle.length / 50.0, across / 3.5));
    const double near_wall = smooth_step(0.35, 0.95, across / place.canal);
    const double strands = smooth_step(0.22, 0.08, lamella);
    return mix(scaled((*palette_)[Material::loose_keratin], strands), (*palette_)[Material::compact_keratin],
               0.75 * near_wall * near_wall);
}

FibrePlace Tissue::fibre_place(const Spot& p) const {
    const double sway = 70.0 * noise(30, p.x / 330.0, p.y / 260.0) + 16.0 * noise(31, p.x / 75.0, p.y / 60.0);
    const double drift = 85.0 * noise(32, p.x / 300.0, p.y / 230.0) + 15.0 * noise(33, p.x / 66.0, p.y / 52.0) +
                         3.0 * noise(34, p.x / 17.0, p.y / 15.0);
    return {p.x + sway, p.y + drift};
}

double Tissue::fibre_angle(const Spot& p) const {
    constexpr double step = 4.0;
    const double slope_x = fibre_place({p.x + step, p.y}).across - fibre_place({p.x - step, p.y}).across;
    const double slope_y = fibre_place({p.x, p.y + step}).across - fibre_place({p.x, p.y - step}).across;
    return std::atan2(-slope_x, slope_y);
}

// A loose web of thin curled fibres with empty gaps.
Density Tissue::papillary(const Spot& p) const {
    const FibrePlace f = fibre_place(p);
    const double curl = 3.5 * noise(43, p.x / 10.0, p.y / 10.0);
    const double along = noise(40, f.along / 26.0, (f.across + curl) / 6.0);
    const double web = noise(41, (p.x + curl) / 11.0, (p.y - curl) / 6.5);
    const double strands = smooth_step(0.22, 0.05, std::abs(along)) + 0.8 * smooth_step(0.22, 0.05, std::abs(web));
    const double density = 0.30 + 0.9 * noise(42, f.along / 38.0, f.across / 15.0);
    const double gap = smooth_step(0.12, 0.32, noise(45, f.along / 45.0, (f.across + curl) / 9.0));
    const double grain = 1.0 + 0.5 * noise(44, p.x / 2.0, p.y / 1.5);
    const double fibres = 0.85 * std::min(1.2, strands) * (1.0 - 0.5 * gap) + std::max(0.05, density) * (1.0 - gap);
    return scaled((*palette_)[Material::papillary_collagen], fibres * grain);
}

// Thick bundles, each with its own tone and slant, parted by white clefts along the zero lines of an elongated noise.
Density Tissue::reticular(const Spot& p) const {
    const FibrePlace f = fibre_place(p);
    const double lines = noise(50, f.along / 120.0, f.across / 27.0) + 0.35 * noise(51, f.along / 38.0, f.across / 9.5);
    const double width =
        0.04 + 0.2 * noise(52, f.along / 130.0, f.across / 60.0) + 0.14 * noise(53, p.x / 420.0, p.y / 420.0);
    const double beside = std::abs(lines) - width;
    const double cleft = width > 0.0 ? smooth_step(0.04, -0.02, beside) : 0.0;
    if (cleft >= 1.0) {
        return scaled((*palette_)[Material::reticular_collagen], 0.02);
    }
    const CellPlace bundle = cell_at(salt_, f.along / 130.0, f.across / 34.0, 0.95);
    const double tone = 0.96 + 0.42 * (unit(bundle.hash) - 0.5) + 0.2 * noise(54, p.x / 130.0, p.y / 90.0);
    const double seam = 0.35 * smooth_step(0.05, 0.0, bundle.wall + 0.03 * noise(59, p.x / 7.0, p.y / 7.0));
    const double rim = 1.0 + 0.25 * smooth_step(0.1, 0.0, std::abs(beside)) - seam;
    return scaled((*palette_)[Material::reticular_collagen],
                  tone * fibrils(p, f, bundle.hash) * rim * (1.0 - 0.98 * cleft));
}

// Crimped fibrils along the bundle at a slant of its own, or the dots of a bundle that is cut across.
double Tissue::fibrils(const Spot& p, const FibrePlace& f, std::uint64_t bundle) const {
    const double dots = noise(56, p.x / 2.1, p.y / 1.7);
    if (unit(mixed(bundle + 1)) < 0.22) {
        return 0.95 + 0.6 * dots + 0.4 * noise(61, p.x / 5.0, p.y / 4.0);
    }
    const double slant = 1.3 * (unit(mixed(bundle)) - 0.5);
    const double along = f.along - slant * f.across;
    const double across = f.across + slant * f.along;
    const double crimp = across + 2.2 * noise(57, along / 13.0, across / 16.0);
    return 1.0 + 0.5 * noise(55, along / 13.0, crimp / 1.6) + 0.3 * dots + 0.35 * noise(58, along / 28.0, crimp / 4.5);
}

Density Tissue::dermis(const Spot& p) const {
    const double depth = below_junction(p);
    const double coarse = smooth_step(50.0, 250.0, depth + 70.0 * noise(60, p.x / 160.0, p.y / 160.0));
    if (coarse <= 0.0) {
        return papillary(p);
    }
    return coarse >= 1.0 ? reticular(p) : mix(papillary(p), reticular(p), coarse);
}

bool Tissue::is_fibrous(const Spot& p) const {
    const float least = 0.3F * (*palette_)[Material::papillary_collagen][1];
    return (ground_at(p) == Ground::dermis || in_septum(p)) && density_at(p)[1] > least;
}

bool Tissue::in_septum(const Spot& p) const {
    return ground_at(p) == Ground::fat && fat_at(fat_seed(specimen_->seed), p).septum < 0.0;
}

Density Tissue::fat(const Spot& p) const {
    const FatPlace place = fat_at(fat_seed(specimen_->seed), p);
    if (place.septum < 0.0) {
        return mix(papillary(p), reticular(p), 0.6);
    }
    const double thickness = 0.9 + 0.5 * noise(70, p.x / 30.0, p.y / 30.0);
    const double membrane = smooth_step(thickness + 0.6, thickness - 0.3, place.membrane);
    const double edge = smooth_step(4.0, 0.0, place.septum);
    return scaled((*palette_)[Material::fat_membrane], std::fmax(0.85 * membrane, 0.8 * edge));
}

}  // namespace kossa::phantom
