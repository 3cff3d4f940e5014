#pragma once

#include <vector>

#include "kossa/measure/deposit_rows.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

/// What lies on the glass beside the section came from the stain: silver or haematoxylin that fell out. It falls on the
/// tissue as well, where it cannot be told from small deposits.
struct PrecipitateOptions {
    /// Glass is what lies further than this from any tissue, um, 0..150: the haze of its outline is nearer.
    double glass_from_um = 20.0;
    /// Crumbs are no larger than this in diameter, um, 1..200: a larger body is a piece that broke off.
    double largest_um = 20.0;
    /// They lie on bare glass: mean optical density a reach outside their outline up to this, 0..0.3. The palest tissue
    /// has 0.12.
    double bare_od = 0.06;
    /// As many as this must be as certain as a deposit, 1..10000, ...
    int fewest = 10;
    /// ... and their number per area of glass be this share of that of deposits per area of tissue, 0..10, for the
    /// slide to be flagged.
    double least_density_ratio = 0.10;
};

/// Where deposits were looked for and only glass is.
MaskSheet bare_glass(const MaskSheet& searched, const SkinMap& skin, const PrecipitateOptions& options);

/// Names crumbs on `glass` precipitate, whatever stained matter they were taken for. Their confidence stays: how much
/// they look like a deposit. The order is kept.
std::vector<Finding> name_precipitate(std::vector<Finding> findings, const MaskSheet& glass, const SlideFrames& frames,
                                      const PrecipitateOptions& options);

/// The crumbs among the findings of at least that confidence, and how dense they lie on `glass`, survey pixels of that
/// size. The ratio is missing.
CrumbsOnGlass crumbs_on_glass(const std::vector<Finding>& findings, double least_confidence, const MaskSheet& glass,
                              Microns pixel, const SlideFrames& frames);

/// Crumbs per area of glass over deposits per area of tissue; nothing without deposits or glass.
std::optional<double> density_ratio(const CrumbsOnGlass& crumbs, std::int64_t deposits, SquareMicrons tissue);

/// Whether so many crumbs lie so densely that the deposits may be crumbs too.
bool precipitate_on_glass(const CrumbsOnGlass& crumbs, const PrecipitateOptions& options);

}  // namespace kossa
