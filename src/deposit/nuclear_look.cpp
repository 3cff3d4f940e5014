#include "kossa/deposit/nuclear_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

constexpr double smallest_um2 = 15.0;  // smaller than the profile of a lymphocyte's nucleus, 28 um2, cut off centre
constexpr double largest_um2 = 100.0;
constexpr double dark_share = 0.9;
constexpr double macrophage_um2 = 314.0;  // 20 um across; full of pigment it is as compact and dark as a mass

bool taken_for_nucleus(const Finding& finding) {
    return finding.finding == FindingClass::nuclei || finding.finding == FindingClass::keratin ||
           finding.finding == FindingClass::uncertain;
}

double percentile(std::vector<double> values, double share) {
    const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values.at(static_cast<std::size_t>(rank));
}

/// How certainly a finding is one body in pale tissue, 0..1.
double stands_free(const Finding& finding, const NuclearLookOptions& options, const PixelSize& working) {
    const Shape shape = measure_shape(finding.runs, working);
    if (finding.morphology == Morphology::granular || shape.area.value() < macrophage_um2 ||
        finding.sums.rim_edges == 0) {
        return 0.0;
    }
    const double rim_od =
        1e-3 / 3.0 * static_cast<double>(finding.sums.rim_milli_od) / static_cast<double>(finding.sums.rim_edges);
    return options.free_solidity(shape.solidity) * options.free_rim_od(rim_od);
}

}  // namespace

NuclearLookOptions at_strength(NuclearLookOptions options, double strength) {
    options.density_step *= strength;
    return options;
}

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
                                         const NuclearLookOptions& options, const ClassificationOptions& classification,
                                         const PixelSize& working) {
    for (Finding& finding : findings) {
        if ((finding.finding != FindingClass::calcium && finding.finding != FindingClass::uncertain) ||
            pixel_diameter(finding.sums) < classification.hue_from_px) {
            continue;
        }
        const Hsd colour = seed_colour(finding.sums);
        const double steps = (colour.density - look.dark_density) / options.density_step +
                             (look.median_saturation - colour.saturation()) / options.saturation_step;
        const double contrast = options.contrast(steps);
        if (contrast >= finding.confidence) {
            continue;
        }
        const double certainty = std::max(contrast, stands_free(finding, options, working));
        if (certainty < finding.confidence) {
            finding.confidence = certainty;
            finding.finding = class_of(certainty, FindingClass::nuclei, classification);
            finding.reason = fmt::format("steps darker or greyer than nuclei {:.3g}", steps);
        }
    }
    return findings;
}

}  // namespace kossa
