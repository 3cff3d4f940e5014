#include "kossa/analysis/slide_colours.hpp"

#include <algorithm>

namespace kossa {

namespace {

/// 1 within the range, beyond it in proportion.
double beyond(double value, double least, double most) {
    return value / std::clamp(value, least, std::max(least, most));
}

void scale(Ramp& ramp, double factor) {
    ramp.no *= factor;
    ramp.yes *= factor;
}

}  // namespace

bool shows_nuclear_colour(const PixelSize& working, const ClassificationOptions& options) {
    return options.cells.nucleus_measures(options.hue_from_px, working);
}

ColourScale colour_scale(std::optional<double> nuclear_saturation, const PixelSize& working,
                         const AnalysisOptions& options) {
    if (!nuclear_saturation) {
        return {};
    }
    const auto from = [&](double least) { return beyond(*nuclear_saturation, least, options.colours.most_vivid); };
    const bool resolved = shows_nuclear_colour(working, options.deposit.classification);
    return {from(resolved ? options.colours.usual : options.colours.dullest), from(options.colours.dullest)};
}

NuclearDensityOptions in_colours(NuclearDensityOptions options, const ColourScale& scale) {
    for (double* limit : {&options.least_saturation, &options.largest_saturation, &options.least_cy, &options.least_cx,
                          &options.largest_cx}) {
        *limit *= scale.grey;
    }
    return options;
}

AnalysisOptions in_slide_colours(AnalysisOptions options, std::optional<double> nuclear_saturation,
                                 const PixelSize& working) {
    const ColourScale colours = colour_scale(nuclear_saturation, working, options);
    DepositOptions& deposit = options.deposit;
    ClassificationOptions& by = deposit.classification;
    for (Ramp* ramp :
         {&deposit.he.tint, &deposit.he.veil_tint, &by.plates.saturation, &by.round_grains.saturation_in_a_cell}) {
        scale(*ramp, colours.grey);
    }
    by.cells.grey_saturation *= colours.grey;
    deposit.nuclear_look.least_cy *= colours.grey;
    for (Ramp* ramp : {&deposit.he.mass_greyness, &deposit.he.grain_greyness, &deposit.he.not_keratin,
                       &deposit.he.not_brown, &deposit.he.not_green}) {
        scale(*ramp, colours.violet);
    }
    for (double* limit : {&by.plates.largest_saturation, &deposit.nuclear_look.saturation_step,
                          &deposit.nuclear_look.least_saturation, &deposit.place.keratin_saturation}) {
        *limit *= colours.violet;
    }
    return options;
}

}  // namespace kossa
