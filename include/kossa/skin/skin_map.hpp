#pragma once

#include <optional>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/run.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/layers.hpp"
#include "kossa/skin/subcutis.hpp"
#include "kossa/skin/tissue.hpp"

namespace kossa {

struct DepthOptions {
    /// The junction is smoothed by closing the epidermis with a disc of this diameter, um, 0..500: rete ridges would
    /// make depth depend on where between them a deposit lies.
    double smoothing_um = 150.0;
    /// Border between upper and deep dermis, um below the junction, 100..2000. No published definition in micrometres
    /// was found; results are also given for other cuts.
    double upper_dermis_um = 500.0;
};

struct SkinOptions {
    TissueOptions tissue;
    EpidermisOptions epidermis;
    SubcutisOptions subcutis;
    DepthOptions depth;
};

/// What the survey of one slide sees, on square pixels of the survey grid. All rasters have the same size.
struct SurveyImage {
    FloatRaster od;           ///< mean optical density of the three channels, log base 10
    FloatRaster cellular_od;  ///< of the channel that the nuclear stain absorbs most
    Mask deposits;            ///< dense neutral material that must not count as cells
    Microns pixel;
};

/// Zones and depth of every survey pixel: frozen before the first tile is measured.
struct SkinMap {
    Microns pixel;
    TissueMap tissue;
    Mask epidermis;
    Mask adnexa;  ///< epithelium of follicles and ducts that goes down from the epidermis; not of glands
    Mask subcutis;
    cv::Mat_<std::uint8_t> zone;  ///< static_cast<uint8_t>(Zone) for tissue pixels, `no_zone` outside
    /// Signed distance of the pixel's centre from the smoothed junction, um, positive downwards; Euclidean, blurred by
    /// 1.5 pixels so that it does not jump with the pixels of the junction. NaN where depth cannot be assessed.
    FloatRaster depth;
    FloatRaster below_surface;              ///< distance to the outline of the section, um; infinite without one
    std::vector<bool> piece_has_epidermis;  ///< by piece number
    SkinReport report;

    static constexpr std::uint8_t no_zone = 255;

    SquareMicrons area_of(Zone zone) const;
};

/// Finds tissue, epidermis, junction and fat and measures depth. A section without trustworthy epidermis gets the zone
/// `unassessable` throughout (fat is not told apart either) and no depth; so do pieces without epidermis of their own.
SkinMap map_skin(const SurveyImage& image, const SkinOptions& options);

/// The layers as outlines in level-0 pixels.
LayerOutlines outline_layers(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey);

}  // namespace kossa
