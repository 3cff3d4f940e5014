#include "kossa/phantom/palette.hpp"

#include <cmath>
#include <numbers>

namespace kossa::phantom {

namespace {

enum class Follows { dye, nothing };  // whether the density changes with the strength of the stain

struct Row {
    Material material;
    Hsd haematoxylin_eosin;
    Hsd von_kossa;
    Follows follows_on_he;
    Follows follows_on_von_kossa;
};

using enum Follows;
constexpr auto material_count = static_cast<std::size_t>(Material::count);

// Medians measured on scanned skin; von Kossa with nuclear fast red as counterstain.
constexpr std::array<Row, material_count> rows = {{
    {Material::reticular_collagen, {0.108, -0.47, 0.40}, {0.078, -0.61, 0.45}, dye, dye},
    {Material::papillary_collagen, {0.098, -0.42, 0.43}, {0.070, -0.61, 0.45}, dye, dye},
    {Material::keratinocyte, {0.195, -0.30, 0.50}, {0.115, -0.61, 0.46}, dye, dye},
    {Material::basal_keratinocyte, {0.245, -0.24, 0.47}, {0.150, -0.59, 0.43}, dye, dye},
    {Material::loose_keratin, {0.200, -0.33, 0.44}, {0.120, -0.58, 0.43}, dye, dye},
    {Material::compact_keratin, {0.480, -0.12, 0.40}, {0.220, -0.56, 0.41}, dye, dye},
    {Material::keratinocyte_nucleus, {0.385, -0.10, 0.41}, {0.245, -0.55, 0.40}, dye, dye},
    {Material::lymphocyte_nucleus, {0.480, -0.07, 0.39}, {0.310, -0.55, 0.40}, dye, dye},
    {Material::fibroblast_nucleus, {0.400, -0.12, 0.40}, {0.260, -0.55, 0.40}, dye, dye},
    {Material::histiocyte_nucleus, {0.300, -0.15, 0.42}, {0.215, -0.56, 0.41}, dye, dye},
    {Material::histiocyte, {0.120, -0.30, 0.43}, {0.075, -0.61, 0.45}, dye, dye},
    {Material::vessel_wall, {0.170, -0.36, 0.44}, {0.095, -0.61, 0.45}, dye, dye},
    {Material::red_cell, {0.220, -0.63, 0.49}, {0.120, -0.62, 0.47}, dye, dye},
    {Material::gland, {0.190, -0.25, 0.46}, {0.115, -0.60, 0.45}, dye, dye},
    {Material::fat_membrane, {0.160, -0.34, 0.42}, {0.085, -0.60, 0.45}, dye, dye},
    {Material::hair, {0.450, -0.25, 0.10}, {0.430, -0.25, 0.08}, nothing, nothing},
    {Material::dense_calcium, {0.770, -0.12, 0.21}, {1.300, -0.01, 0.03}, dye, nothing},
    {Material::amorphous_calcium, {0.660, -0.13, 0.26}, {1.280, -0.01, 0.03}, dye, nothing},
    {Material::granular_calcium, {0.620, -0.08, 0.27}, {1.220, -0.01, 0.03}, dye, nothing},
    {Material::melanin, {0.590, -0.24, -0.04}, {0.570, -0.24, -0.06}, nothing, nothing},
    {Material::carbon, {0.900, -0.10, 0.10}, {0.950, -0.06, 0.05}, nothing, nothing},
    {Material::ink, {0.800, 0.05, 0.10}, {0.800, 0.05, 0.10}, nothing, nothing},
    {Material::pen, {1.140, -0.19, 0.17}, {1.140, -0.19, 0.17}, nothing, nothing},
    {Material::dust, {0.300, 0.00, 0.00}, {0.300, 0.00, 0.00}, nothing, nothing},
    {Material::precipitate, {0.900, -0.06, 0.30}, {1.000, -0.02, -0.03}, nothing, nothing},
    {Material::bacteria, {0.800, -0.07, 0.36}, {0.310, -0.55, 0.40}, dye, dye},
}};

}  // namespace

Density density_from(const Hsd& c) {
    const double red = c.density * (1.0 + c.cx);
    const double both = c.density * (2.0 - c.cx);
    const double difference = std::numbers::sqrt3 * c.density * c.cy;
    return {static_cast<float>(red), static_cast<float>((both + difference) / 2.0),
            static_cast<float>((both - difference) / 2.0)};
}

Hsd hsd_from(const Density& d) {
    const double mean = (static_cast<double>(d[0]) + d[1] + d[2]) / 3.0;
    return {mean, d[0] / mean - 1.0, (static_cast<double>(d[1]) - d[2]) / (std::numbers::sqrt3 * mean)};
}

Palette::Palette(Stain stain, double stain_strength) : densities_() {
    const bool he = stain == Stain::haematoxylin_eosin;
    for (const Row& row : rows) {
        const Follows follows = he ? row.follows_on_he : row.follows_on_von_kossa;
        Hsd colour = he ? row.haematoxylin_eosin : row.von_kossa;
        colour.density *= follows == dye ? stain_strength : 1.0;
        densities_[static_cast<std::size_t>(row.material)] = density_from(colour);
    }
}

}  // namespace kossa::phantom
