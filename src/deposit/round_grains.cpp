#include "kossa/deposit/round_grains.hpp"

#include <algorithm>

#include "kossa/deposit/grain_form.hpp"
#include "kossa/deposit/shape.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

namespace {

Verdict verdict_on(double ratio, const Ramp& ramp) {
    Verdict verdict{criteria::not_balls};
    verdict.value = ratio;
    verdict.certainty = ramp(ratio);
    verdict.ramp = ramp;
    return verdict;
}

/// On the round grains, and on all with what was gathered between them.
Verdict verdict_on_form(const Finding& finding, const ClassificationOptions& options, const PixelSize& working) {
    AxisRatios ratios(options.round_grains, options.cells, working);
    for (const std::vector<Run<Working>>& grain : parts_of(finding.runs)) {
        ratios.add(grain);
    }
    return std::ranges::min(verdict_on(ratios.median_of_round(), options.round_grains.round_axis_ratio),
                            verdict_on(ratios.median(), options.round_grains.group_axis_ratio), {},
                            &Verdict::certainty);
}

}  // namespace

std::vector<Finding> round_grains(const std::vector<Finding>& classified, const ClassificationOptions& options,
                                  const PixelSize& working) {
    std::vector<Finding> grains;
    for (const Finding& finding : classified) {
        if (finding.finding != FindingClass::calcium || finding.morphology != Morphology::granular) {
            continue;
        }
        const Verdict verdict = verdict_on_form(finding, options, working);
        if (verdict.certainty < options.confidence_cut) {
            continue;
        }
        Finding& kept = grains.emplace_back(finding);
        if (verdict.certainty < finding.confidence) {
            kept.reason = reason_of(verdict);
        }
        kept.confidence = std::min(kept.confidence, verdict.certainty);
        kept.look = std::min(kept.look, verdict.certainty);
    }
    return grains;
}

}  // namespace kossa
