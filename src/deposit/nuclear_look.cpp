#include "kossa/deposit/nuclear_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace kossa {

namespace {

constexpr double smallest_um2 = 15.0;  // smaller than the profile of a lymphocyte's nucleus, 28 um2, cut off centre
constexpr double largest_um2 = 100.0;
constexpr double dark_share = 0.9;

bool taken_for_nucleus(const Finding& finding) {
    return finding.finding == FindingClass::nuclei || finding.finding == FindingClass::keratin ||
           finding.finding == FindingClass::uncertain;
}

double percentile(std::vector<double> values, double share) {
    const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values.at(static_cast<std::size_t>(rank));
}

}  // namespace

std::optional<NuclearLook> look_of_nuclei(const std::vector<Finding>& findings, const NuclearLookOptions& options,
                                          const PixelSize& working) {
    std::vector<double> densities;
    std::vector<double> saturations;
    for (const Finding& finding : findings) {
        const double area = working.area(finding.sums.pixels).value();
        const Hsd colour = seed_colour(finding.sums);
        if (taken_for_nucleus(finding) && area >= smallest_um2 && area <= largest_um2 &&
            colour.saturation() > grey_as_calcium) {
            densities.push_back(colour.density);
            saturations.push_back(colour.saturation());
        }
    }
    if (densities.size() < static_cast<std::size_t>(options.fewest_nuclei)) {
        return std::nullopt;
    }
    return NuclearLook{percentile(densities, dark_share), percentile(saturations, 0.5)};
}

std::vector<Finding> compare_with_nuclei(std::vector<Finding> findings, const NuclearLook& look,
                                         const NuclearLookOptions& options,
                                         const ClassificationOptions& classification) {
    for (Finding& finding : findings) {
        if ((finding.finding != FindingClass::calcium && finding.finding != FindingClass::uncertain) ||
            pixel_diameter(finding.sums) < classification.hue_from_px) {
            continue;
        }
        const Hsd colour = seed_colour(finding.sums);
        const double steps = (colour.density - look.dark_density) / options.density_step +
                             (look.median_saturation - colour.saturation()) / options.saturation_step;
        const double certainty = options.contrast(steps);
        if (certainty < finding.confidence) {
            finding.confidence = certainty;
            finding.finding = class_of(certainty, FindingClass::nuclei, classification);
            finding.reason = fmt::format("steps darker or greyer than nuclei {:.3g}", steps);
        }
    }
    return findings;
}

}  // namespace kossa
