#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/analysis/layer_search.hpp"
#include "kossa/analysis/options.hpp"
#include "kossa/analysis/working_grid.hpp"
#include "kossa/core/progress.hpp"
#include "kossa/measure/deposit_rows.hpp"
#include "kossa/skin/skin_map.hpp"
#include "kossa/slide/slide_source.hpp"
#include "kossa/stain/optical_density.hpp"
#include "kossa/stain/stain_matrix.hpp"
#include "kossa/stain/stain_recognition.hpp"

namespace kossa {

/// Where the stain vectors come from: this slide, the reference because they could not be told apart, or the
/// laboratory's profile.
enum class MatrixSource { estimated, reference, profile };

/// "estimated", "reference" or "profile".
std::string_view name(MatrixSource source);

/// Why to doubt which stain a slide has.
enum class StainDoubt {
    none,
    traces_of_black,  ///< von Kossa was recognised, but hardly anything on the slide is black
    other_colours,    ///< the user said one, and the colours are those of the other
    unknown_colours   ///< the user said one, and the colours are those of neither
};

/// What the stain turned out to be, and how deposits are told from it.
struct StainModel {
    Stain stain = Stain::haematoxylin_eosin;
    bool recognised = true;  ///< false: the user said so
    StainDoubt doubt = StainDoubt::none;
    WhitePointEstimate white;
    std::optional<StainMatrix> matrix;  ///< none on von Kossa: grey cannot be unmixed
    std::optional<OdVector> silver;  ///< von Kossa only: its direction, of the profile or as seen; never unmixed with
    MatrixSource matrix_source = MatrixSource::reference;
    std::string matrix_reason;                 ///< why the reference matrix was used
    std::optional<double> dark_nuclear_od;     ///< H&E only: as measured on this slide, nuclear_colour_of
    std::optional<double> sampled_saturation;  ///< of the same pixels
    std::optional<double> nuclear_saturation;  ///< H&E only: saturation_of_nuclear_hue
    double strength =
        1.0;               ///< density of dark nuclei, on von Kossa of silver, relative to the usual; 1 where not known
    double mass_od = 0.0;  ///< that a mass must exceed that does not stand free; 0 where not known
    double cell_mass_od = 0.0;         ///< that a grey mass must exceed that may be one cell; 0 where not known
    SegmentationOptions segmentation;  ///< with the seed that this slide's nuclei or silver demand
    double least_channel = 0.0;        ///< von Kossa only: share of the mean density that each channel of a seed has
};

/// Everything global about one slide, fixed before the first tile is measured.
struct SlideSurvey {
    WorkingGrid grid;
    SlideFrames frames;
    Scaling<Level0, Survey> level0_from_survey;
    StainModel stain;
    Microns pixel;     ///< of the survey
    MaskSheet tissue;  ///< survey pixels of tissue, flakes of the horny layer among them
    int pieces = 0;
    MaskSheet region;       ///< survey pixels in which deposits are looked for: round all of that
    QualityReport quality;  ///< as far as the survey sees it
    std::vector<std::string> flags;
    int level = 0;       ///< of the slide, from which the survey was read
    LayerSearch layers;  ///< for find_layers
};

/// Looks at the whole slide coarsely and at samples of its tissue closely. Throws RefusedSlide: "fluorescence",
/// "no-tissue", "no-colour", "stain-not-recognised", "stain-profile" (of another stain); SlideError when the slide
/// cannot be read.
SlideSurvey survey_slide(const SlideSource& slide, const PixelSize& level0_pixel, const AnalysisOptions& options,
                         Progress& progress);

/// The survey pixels of tissue, and of what lies so near that deposits are looked for there as well.
MaskSheet searched_round(const MaskSheet& tissue, Microns pixel, const SurveyOptions& options);

}  // namespace kossa
