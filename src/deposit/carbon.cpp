#include "kossa/deposit/carbon.hpp"

#include <algorithm>

namespace kossa {

namespace {

bool ragged(const Finding& finding) {
    return finding.finding == FindingClass::carbon;
}

bool grey_calcium(const Finding& finding, const CellOptions& cells) {
    return finding.finding == FindingClass::calcium && seed_colour(finding.sums).saturation() <= cells.grey_saturation;
}

}  // namespace

bool carbon_possible(const std::vector<Finding>& findings, const CarbonOptions& options, const CellOptions& cells) {
    const auto all_ragged = std::ranges::count_if(findings, ragged);
    const auto packed = std::ranges::count_if(findings, [&](const Finding& finding) {
        return ragged(finding) && finding.confidence >= options.packed_confidence;
    });
    const auto clean =
        std::ranges::count_if(findings, [&](const Finding& finding) { return grey_calcium(finding, cells); });
    return packed >= options.fewest_ragged &&
           static_cast<double>(all_ragged) >= options.ragged_share * static_cast<double>(all_ragged + clean);
}

std::vector<Finding> doubt_grey_bodies(std::vector<Finding> findings, const CarbonOptions& options,
                                       const CellOptions& cells) {
    for (Finding& finding : findings) {
        if (grey_calcium(finding, cells)) {
            finding.finding = FindingClass::carbon;
            finding.confidence = std::min(finding.confidence, options.largest_confidence);
            finding.reason = "as grey as the ragged bodies of this slide; " + finding.reason;
        }
    }
    return findings;
}

std::vector<Finding> name_loose_bodies(std::vector<Finding> findings, const CarbonOptions& options) {
    for (Finding& finding : findings) {
        if (ragged(finding) && finding.confidence < options.packed_confidence) {
            finding.finding = FindingClass::nuclei;
            finding.reason = "ragged and loose, on a slide without carbon; " + finding.reason;
        }
    }
    return findings;
}

}  // namespace kossa
