#include "kossa/measure/place.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kossa {

namespace {

bool candidate(const Finding& finding) {
    return finding.finding == FindingClass::calcium || finding.finding == FindingClass::uncertain;
}

/// Mean distance of the runs' middles below the surface, weighted by length.
double mean_below_surface(const Finding& finding, const SkinMap& skin, const SlideFrames& frames) {
    double sum = 0.0;
    double pixels = 0.0;
    for (const Run<Working>& run : finding.runs) {
        const Point<Survey> p =
            frames.survey_from_working(Point<Working>{(run.x_begin + run.x_end) / 2.0, run.y + 0.5});
        const int column = std::clamp(static_cast<int>(p.x), 0, skin.below_surface.cols - 1);
        const int row = std::clamp(static_cast<int>(p.y), 0, skin.below_surface.rows - 1);
        sum += static_cast<double>(skin.below_surface(row, column)) * run.length();
        pixels += run.length();
    }
    return sum / pixels;
}

}  // namespace

std::vector<Finding> name_by_place(std::vector<Finding> findings, const SkinMap& skin, const SlideFrames& frames,
                                   const PlaceOptions& options) {
    for (Finding& finding : findings) {
        if (!candidate(finding) || mean_colour(finding.sums).saturation() < options.keratin_saturation) {
            continue;
        }
        const double below = mean_below_surface(finding, skin, frames);
        if (below <= options.horny_layer_um) {
            finding.finding = FindingClass::keratin;
            finding.confidence = 0.0;
            finding.reason = fmt::format("{:.0f} um below the surface, saturation {:.3g}", below,
                                         mean_colour(finding.sums).saturation());
        }
    }
    return findings;
}

}  // namespace kossa
