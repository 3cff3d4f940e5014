#pragma once

#include <optional>

#include "kossa/analysis/options.hpp"

namespace kossa {

/// How far the limits of colour (saturation, cx and cy) on H&E go along with the colours of a slide. Scanners and
/// stains show all colours more or less vividly, and what tells calcium from nuclei then lies elsewhere by as much.
struct ColourScale {
    double grey = 1.0;    ///< of what nuclei are known by, and of the limits between grey and them
    double violet = 1.0;  ///< of how coloured calcium may be
};

/// Whether a nucleus is wide enough that its own colour is seen, and not a mixture with what is round it.
bool shows_nuclear_colour(const PixelSize& working, const ClassificationOptions& options);

/// From the median saturation of the slide's nuclei (saturation_of_nuclear_hue). 1 where that is not known, and for
/// what lies among the slides on which the limits were measured (ColourOptions); beyond them in proportion. Where
/// nuclei show no colour of their own, all limits go along from the dullest on.
ColourScale colour_scale(std::optional<double> nuclear_saturation, const PixelSize& working,
                         const AnalysisOptions& options);

/// What nuclei are known by.
NuclearDensityOptions in_colours(NuclearDensityOptions options, const ColourScale& scale);

/// The options for a slide whose nuclei have that saturation.
AnalysisOptions in_slide_colours(AnalysisOptions options, std::optional<double> nuclear_saturation,
                                 const PixelSize& working);

}  // namespace kossa
