#pragma once

#include <optional>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/covered_surface.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/surface_profile.hpp"
#include "kossa/skin/tissue.hpp"

namespace kossa {

/// Radius of the disc that fills nuclei-poor spots and small deposits within the epithelium.
inline constexpr Microns epithelium_gap(12.0);
/// Radius of the disc that takes off capillaries and strands that touch it.
inline constexpr Microns epithelium_strand(10.0);

/// `epithelium` without strands narrower than that disc. What lies no further than its radius from what is left stays:
/// a disc does not fit into the tips of rete ridges.
Mask without_strands(const Mask& epithelium, Microns pixel);

/// What find_epithelia looks at in one window of the slide.
struct CoveredWindow {
    const CellImage& image;
    const Surface& surface;                ///< the covered points only
    const std::vector<float>& thresholds;  ///< of all points
    const TissueMap& tissue;
};

/// The epithelium that begins at the covered surface, with the horny layer above it and all that goes down from it:
/// what is more cellular than the threshold of the nearest outline point. In all windows of a slide: how deep
/// epithelium begins under the horny layer is that of all of it.
std::vector<Mask> find_epithelia(const std::vector<CoveredWindow>& windows, const EpidermisOptions& options);

/// The sets of `epithelium` that are the first below the surface somewhere.
Mask first_below(const Mask& epithelium, const Surface& surface, const EpidermisOptions& options);

/// Those of them that are large enough.
Mask at_surface(const Mask& epithelium, const Surface& surface, Microns pixel, const EpidermisOptions& options);

/// `epithelium` with its border to the dermis there where the density is half way between both sides, as measured along
/// the border: basal cells are denser than those above them, and papillary dermis is not what lies deeper. The border
/// moves by 20 um at most. `cellular_od` is not blurred yet; `firm` is the section.
Mask with_fine_border(const Mask& epithelium, const FloatRaster& cellular_od, const Mask& counted, const Mask& firm,
                      Microns pixel);

/// Optical density on both sides of the border of the epithelium, summed over pixels.
struct BorderDensity {
    double basal_sum = 0.0;
    double papillary_sum = 0.0;
    int basal_px = 0;
    int papillary_px = 0;

    BorderDensity& operator+=(const BorderDensity& other);
    /// Half way between the means of both sides: denser is epithelium. Nothing where one side is not seen.
    std::optional<double> half_way() const;
};

/// `od` from 8 to 40 um above and below the border, of what is `counted`.
BorderDensity density_at_border(const Mask& epithelium, const FloatRaster& od, const Mask& counted, const Mask& firm,
                                Microns pixel);

/// Within 20 um of the border to the dermis: as far as the border may lie from where it was found.
Mask near_border(const Mask& epithelium, const Mask& firm, Microns pixel);

/// Where adnexa go on deeper than the epidermis can reach: sets of pixels as cellular as the epithelium, that begin at
/// `adnexa` and are nowhere wider than `widest_adnexa_um`. Surface and thresholds as for find_epithelia.
Mask deeper_adnexa(const Mask& adnexa, const CellImage& image, const Surface& surface,
                   const std::vector<float>& thresholds, const Mask& firm, const EpidermisOptions& options);

/// The horny layer: what is less cellular than half way between epidermis and dermis, on top of the living cells of
/// `epidermis`. `cellular_od` is not blurred yet; surface and thresholds as for find_epithelia.
Mask horny_layer(const Mask& epidermis, const FloatRaster& cellular_od, const Mask& counted, const Surface& surface,
                 const std::vector<float>& thresholds, const Mask& firm, Microns pixel);

}  // namespace kossa
