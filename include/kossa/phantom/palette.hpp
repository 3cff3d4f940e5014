#pragma once

#include <array>
#include <cstddef>
#include <opencv2/core.hpp>

#include "kossa/phantom/options.hpp"

namespace kossa::phantom {

/// Optical densities (log base 10) of red, green and blue.
using Density = cv::Vec3f;

/// A colour by its mean optical density and its hue and saturation coordinates (van der Laak 2000):
/// cx = red / mean - 1, cy = (green - blue) / (sqrt 3 mean).
struct Hsd {
    double density;
    double cx;
    double cy;
};

Density density_from(const Hsd& colour);
Hsd hsd_from(const Density& density);

enum class Material : std::size_t {
    reticular_collagen,
    papillary_collagen,
    keratinocyte,
    basal_keratinocyte,
    loose_keratin,
    compact_keratin,
    keratinocyte_nucleus,
    lymphocyte_nucleus,
    fibroblast_nucleus,
    histiocyte_nucleus,
    histiocyte,
    vessel_wall,
    red_cell,
    gland,
    fat_membrane,
    hair,
    dense_calcium,
    amorphous_calcium,
    granular_calcium,
    melanin,
    carbon,
    ink,
    pen,
    dust,
    precipitate,
    bacteria,
    count
};

/// The densities of every material under one stain.
class Palette {
  public:
    Palette(Stain stain, double stain_strength);
    const Density& operator[](Material material) const { return densities_[static_cast<std::size_t>(material)]; }

  private:
    std::array<Density, static_cast<std::size_t>(Material::count)> densities_;
};

inline Density mix(const Density& from, const Density& to, double share) {
    const auto t = static_cast<float>(share);
    return from + (to - from) * t;
}

inline Density scaled(const Density& density, double factor) {
    return density * static_cast<float>(factor);
}

}  // namespace kossa::phantom
