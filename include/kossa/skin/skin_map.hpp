#pragma once

#include <optional>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/run.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/layers.hpp"
#include "kossa/skin/regions.hpp"
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

struct AdnexaOptions {
    /// Deposits no further than this from a follicle or duct are adnexal, um, 0..500.
    double near_um = 50.0;
};

struct SkinOptions {
    TissueOptions tissue;
    EpidermisOptions epidermis;
    AdnexaOptions adnexa;
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

/// What was found in the picture, before any outline of a person is looked at. All rasters have the same size.
struct FoundSkin {
    Microns pixel;
    TissueMap tissue;    ///< without `scraps`, but for its firm part
    Mask scraps;         ///< tissue that the epidermis cuts off from the rest: flakes of the horny layer, and haze
    Mask epidermis;      ///< all 0 where it cannot be trusted
    Mask horny;          ///< the part of it above the living cells
    Mask adnexa;         ///< epithelium of follicles and ducts that goes down from the epidermis
    Mask subcutis;       ///< may overlap the epidermis, which goes before it
    std::string reason;  ///< why the epidermis cannot be trusted, empty when it can
};

/// Zones and depth of every survey pixel.
struct SkinMap {
    Microns pixel;
    Microns upper_dermis;  ///< DepthOptions::upper_dermis_um
    TissueMap tissue;
    Mask epidermis;
    Mask adnexa;  ///< epithelium of follicles and ducts that goes down from the epidermis; not of glands
    /// The adnexa and what lies no further than AdnexaOptions::near_um from them. Nothing where no epidermis was found:
    /// adnexa are found from it.
    std::optional<Mask> near_adnexa;
    Mask subcutis;
    cv::Mat_<std::uint8_t> zone;  ///< static_cast<uint8_t>(Zone) for tissue pixels, `no_zone` outside
    /// Signed distance of the pixel's centre from the smoothed junction, um, positive downwards; Euclidean, blurred by
    /// 1.5 pixels so that it does not jump with the pixels of the junction. NaN where depth cannot be assessed.
    FloatRaster depth;
    FloatRaster below_surface;              ///< distance to the outline of the section, um; infinite without one
    std::vector<cv::Point> top;             ///< pixels of the living epidermis at the horny layer or the outline
    std::vector<cv::Point> fat_border;      ///< outline pixels of the subcutis
    std::vector<bool> piece_has_fat;        ///< by piece number; empty without
    std::vector<bool> piece_has_epidermis;  ///< by piece number; a drawn junction counts as one
    std::vector<bool> piece_has_line;       ///< likewise, where depth is that below a drawn line; or empty
    std::vector<Polyline<Level0>> drawn_junction;
    SkinReport report;

    static constexpr std::uint8_t no_zone = 255;

    SquareMicrons area_of(Zone zone) const;
};

/// Finds tissue, epidermis and fat.
FoundSkin find_skin(const SurveyImage& image, const SkinOptions& options);
/// The same with the tissue as find_tissue gives it for that image.
FoundSkin find_skin(const SurveyImage& image, TissueMap tissue, const SkinOptions& options);

/// Measures depth and gives every pixel its zone, from what was found and the outlines that go before it:
/// - tissue: the outline as drawn instead of the found tissue; its holes up to `tear_mm2` are no surface; haze that was
///   found along the outline is not firm, all else is;
/// - exclude: taken from the tissue, with the epidermis and the fat in it; the outline of the section stays;
/// - epidermis, subcutis: the outline as far as it lies on tissue instead of what was found; the gates do not apply;
/// - junction: on the pieces of tissue it runs through, depth is the distance to the line as drawn (not smoothed),
///   negative on the side of the epidermis. Where no outline of the epidermis is given, what lies on that side is
///   epidermis there.
/// A section without trustworthy epidermis gets the zone `unassessable` throughout (fat is not told apart either) and
/// no depth; so do pieces without epidermis of their own. Throws RefusedSlide "regions" where the outlines leave no
/// tissue, where one of epidermis or subcutis holds none, or where the tissue does not tell on which side of a line
/// the dermis lies.
SkinMap compose_skin(const FoundSkin& found, const RegionMasks& regions, const SkinOptions& options);

/// Both, without outlines.
SkinMap map_skin(const SurveyImage& image, const SkinOptions& options);

/// The layers as smooth outlines in level-0 pixels (LabelBorders), which hold exactly the centres of their pixels;
/// upper and deep dermis meet, and the junction lies, where depth is that of the border.
LayerOutlines outline_layers(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey);

}  // namespace kossa
