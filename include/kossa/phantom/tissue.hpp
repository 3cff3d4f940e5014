#pragma once

#include <vector>

#include "kossa/phantom/palette.hpp"
#include "kossa/phantom/specimen.hpp"

namespace kossa::phantom {

/// What a point of the section consists of before cells are painted on it.
enum class Ground { glass, keratin, epidermis, follicle, canal, dermis, fat };

/// Fibre coordinates of the dermis: `along` and `across` the wavy bundles, in micrometres.
struct FibrePlace {
    double along;
    double across;
};

/// Keratinocytes lie on a disordered lattice, turned so that its rows do not run along the skin. `x` and `y` count
/// cells.
struct KeratinocyteLattice {
    static constexpr double size = 11.4;      // um per cell
    static constexpr double disorder = 0.68;  // how far a centre strays, in cells
    static constexpr double cosine = 0.88;
    static constexpr double sine = 0.4749736834815167;  // of the same angle: 28 degrees

    static Spot from_world(const Spot& p) {
        return {(cosine * p.x + sine * p.y) / size, (cosine * p.y - sine * p.x) / size};
    }
    static Spot to_world(const Spot& cell) {
        return {(cosine * cell.x - sine * cell.y) * size, (sine * cell.x + cosine * cell.y) * size};
    }
};

constexpr std::uint64_t keratinocyte_seed(std::uint64_t seed) {
    return hashed(seed, 91);
}

/// The continuous tissue: layers with their fibres, clefts, cell borders and fat cells, as a function of the place.
class Tissue {
  public:
    /// Knows the follicles that can touch `extent`; points outside it give wrong answers near follicles.
    Tissue(const Specimen& specimen, const Palette& palette, const Extent& extent);

    Ground ground_at(const Spot& p) const;
    Density density_at(const Spot& p) const;
    FibrePlace fibre_place(const Spot& p) const;
    /// Angle of the fibres there, from x towards y.
    double fibre_angle(const Spot& p) const;
    /// How far below the junction, um along y; negative in the epidermis.
    double below_junction(const Spot& p) const { return p.y - specimen_->layers.junction.at(p.x); }

    /// Whether cells of the connective tissue can lie there: in dermis or septum and not in a cleft.
    bool is_fibrous(const Spot& p) const;
    /// Whether the point is in the fat and there in a fibrous septum.
    bool in_septum(const Spot& p) const;

    const Specimen& specimen() const { return *specimen_; }
    const Palette& palette() const { return *palette_; }
    /// The follicle that holds the point, if one does.
    const Follicle* follicle_at(const Spot& p) const;

  private:
    const Specimen* specimen_;
    const Palette* palette_;
    std::vector<Follicle> follicles_;
    std::uint32_t salt_;

    double noise(std::uint32_t channel, double x, double y) const { return gradient_noise(salt_ + channel, x, y); }
    bool frayed_away(const Spot& p, double inside) const;
    Density keratin(const Spot& p) const;
    Density epidermis(const Spot& p) const;
    Density canal(const Spot& p) const;
    Density dermis(const Spot& p) const;
    Density papillary(const Spot& p) const;
    Density reticular(const Spot& p) const;
    double fibrils(const Spot& p, const FibrePlace& f, std::uint64_t bundle) const;
    Density fat(const Spot& p) const;
    double cell_borders(const Spot& p) const;
};

}  // namespace kossa::phantom
