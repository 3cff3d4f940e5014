#include "kossa/deposit/carbon.hpp"

#include <algorithm>

namespace kossa {

namespace {

bool grey_calcium(const Finding& finding) {
    return finding.finding == FindingClass::calcium && seed_colour(finding.sums).saturation() <= grey_as_calcium;
}

}  // namespace

bool carbon_possible(const std::vector<Finding>& findings, const CarbonOptions& options) {
    const auto ragged =
        std::ranges::count_if(findings, [](const Finding& f) { return f.finding == FindingClass::carbon; });
    const auto clean = std::ranges::count_if(findings, grey_calcium);
    return ragged >= options.fewest_ragged &&
           static_cast<double>(ragged) >= options.ragged_share * static_cast<double>(ragged + clean);
}

std::vector<Finding> doubt_grey_bodies(std::vector<Finding> findings, const CarbonOptions& options) {
    for (Finding& finding : findings) {
        if (grey_calcium(finding)) {
            finding.finding = FindingClass::carbon;
            finding.confidence = std::min(finding.confidence, options.largest_confidence);
            finding.reason = "as grey as the ragged bodies of this slide; " + finding.reason;
        }
    }
    return findings;
}

}  // namespace kossa
