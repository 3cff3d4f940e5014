#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/sheet.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/subcutis.hpp"
#include "kossa/skin/tissue.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// Deposits are looked for this far beyond the outline of the tissue, um, at most (survey.region_margin_um), ...
inline constexpr double farthest_off_tissue_um = 500.0;
/// ... and the tissue that they belong to, and whatever is told by what lies beside tissue, is sought this far off.
inline constexpr double reach_round_tissue_um = farthest_off_tissue_um + 100.0;

struct DepthOptions {
    /// The junction is smoothed by closing the epidermis with a disc of this diameter, um, 0..500: rete ridges would
    /// make depth depend on where between them a deposit lies.
    double smoothing_um = 150.0;
    /// Border between upper and deep dermis, um below the junction, 100..2000. No published definition in micrometres
    /// was found; results are also given for other cuts.
    double upper_dermis_um = 500.0;
    /// Beyond its ends the junction may turn inwards by as much, degrees, 0..90. Half of all stretches of 600 to 2400
    /// um turn by at most 4 to 16 from the stretch before, nine in ten by 11 to 36 (three sections).
    double end_turn_degrees = 15.0;
    /// Where depth could then be less by more than this share of it, 0..1, and by more than `least_error_um`, it is not
    /// known.
    double largest_error = 0.05;
    /// Three pixels of the survey, um, 0..200.
    double least_error_um = 25.0;
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

/// What the survey sees in one window of the slide, on square pixels of the survey grid; densities, log base 10, are
/// made as they are asked for. All parts have the same size.
struct WindowImage {
    DensityBands od;           ///< mean of the three channels
    DensityBands cellular_od;  ///< of the channel that the nuclear stain absorbs most
    DensityBands ground_od;    ///< the same of each pixel without its darkest quarter: what lies between nuclei
    Mask deposits;             ///< dense neutral material that must not count as cells
};

/// Tissue of a whole slide: TissueMap without what takes memory on glass. All sheets have the same size.
struct SlideTissue {
    MaskSheet tissue;
    MaskSheet solid;
    MaskSheet firm;
    LabelSheet pieces;  ///< 0 = none, 1.. = piece of `solid`, in no order that means anything
    int piece_count = 0;
    double threshold = 0.0;  ///< optical density
};

/// What was found in the picture, before any outline of a person is looked at. All sheets have the same size.
struct FoundSkin {
    Microns pixel;
    SlideTissue tissue;   ///< without `scraps`, but for its firm part
    MaskSheet scraps;     ///< tissue that the epidermis cuts off from the rest: flakes of the horny layer, and haze
    MaskSheet epidermis;  ///< all 0 where it cannot be trusted
    MaskSheet horny;      ///< the part of it above the living cells
    MaskSheet adnexa;     ///< epithelium of follicles and ducts that goes down from the epidermis
    MaskSheet subcutis;   ///< may overlap the epidermis, which goes before it
    /// Mean optical density half way between epidermis and dermis beside their border (BorderDensity).
    std::optional<double> border_od;
    std::string reason;  ///< why the epidermis cannot be trusted, empty when it can
    /// Where there is any of it, and as much round it as measuring looks at (skin_windows); empty for the whole.
    std::vector<SurveyWindow> windows = {};
};

/// The windows in which find_skin has to look: `solid` tissue and as much round it as any step looks at.
std::vector<SurveyWindow> skin_windows(const MaskSheet& solid, Microns pixel, const SkinOptions& options);

/// Finds epidermis, adnexa and fat of the tissue that find_tissue gives, from what the survey sees in each of these
/// windows, so that glass takes little time and no memory but that of the masks. The result is that of the whole, but
/// where a piece of tissue reaches deeper below its surface than it is far from the surface of the tissue in another
/// window: adnexa there are told by the piece's own surface.
FoundSkin find_skin(std::vector<WindowImage> images, const std::vector<SurveyWindow>& windows, SurveyTissue tissue,
                    Microns pixel, const SkinOptions& options);

}  // namespace kossa
