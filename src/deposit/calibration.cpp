#include "kossa/deposit/calibration.hpp"

namespace kossa {

std::vector<Finding> calibrated(std::vector<Finding> findings, const ClassificationOptions& options) {
    for (Finding& finding : findings) {
        if (finding.confidence >= options.confidence_cut || finding.finding == FindingClass::carbon) {
            continue;
        }
        finding.confidence *= options.below_cut_share;
        if (finding.finding == FindingClass::uncertain && finding.confidence < options.uncertain_cut) {
            finding.finding = finding.otherwise;
        }
    }
    return findings;
}

}  // namespace kossa
