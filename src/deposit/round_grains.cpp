#include "kossa/deposit/round_grains.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>

#include "kossa/core/run.hpp"
#include "kossa/deposit/shape.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

namespace {

using Runs = std::vector<Run<Working>>;

std::vector<Runs> grains_of(const Runs& runs) {
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<Runs> grains;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        grains.resize(std::max(grains.size(), number + 1));
        grains[number].push_back(runs[i]);
    }
    return grains;
}

std::int64_t pixels_of(const Runs& runs) {
    return std::transform_reduce(runs.begin(), runs.end(), std::int64_t{0}, std::plus(),
                                 std::mem_fn(&Run<Working>::length));
}

bool is_round(const Runs& runs, std::int64_t pixels, const RoundGrainOptions& options, const CellOptions& cells,
              const PixelSize& working) {
    const double area_um2 = working.area(pixels).value();
    return area_um2 >= options.least_um2 && area_um2 < cells.smallest_nucleus_um2() &&
           axis_ratio(runs, working) >= options.axis_ratio;
}

/// Ratios of the axes, sorted.
struct AxisRatios {
    std::vector<double> of_round;
    std::vector<double> of_all;  ///< with what was gathered between the round grains
};

AxisRatios axis_ratios(const Runs& runs, const RoundGrainOptions& options, const CellOptions& cells,
                       const PixelSize& working) {
    AxisRatios ratios;
    for (const Runs& grain : grains_of(runs)) {
        const std::int64_t pixels = pixels_of(grain);
        if (working.area(pixels).value() >= options.least_um2) {
            ratios.of_all.push_back(axis_ratio(grain, working));
        }
        if (is_round(grain, pixels, options, cells, working)) {
            ratios.of_round.push_back(ratios.of_all.back());
        }
    }
    std::ranges::sort(ratios.of_round);
    std::ranges::sort(ratios.of_all);
    return ratios;
}

Verdict verdict_on(const std::vector<double>& ratios, const Ramp& ramp) {
    Verdict verdict{criteria::not_balls};
    verdict.value = ratios.empty() ? 0.0 : ratios[ratios.size() / 2];
    verdict.certainty = ramp(verdict.value);
    verdict.ramp = ramp;
    return verdict;
}

}  // namespace

bool is_round_grain(const Component& component, const RoundGrainOptions& options, const CellOptions& cells,
                    const PixelSize& working) {
    return is_round(component.runs, component.sums.pixels, options, cells, working);
}

std::vector<Finding> round_grains(const std::vector<Finding>& classified, const RoundGrainOptions& options,
                                  const ClassificationOptions& classification, const PixelSize& working) {
    std::vector<Finding> grains;
    for (const Finding& finding : classified) {
        if (finding.finding != FindingClass::calcium || finding.morphology != Morphology::granular) {
            continue;
        }
        const AxisRatios ratios = axis_ratios(finding.runs, options, classification.cells, working);
        const Verdict verdict =
            std::ranges::min(verdict_on(ratios.of_round, options.round_axis_ratio),
                             verdict_on(ratios.of_all, options.group_axis_ratio), {}, &Verdict::certainty);
        if (verdict.certainty < classification.confidence_cut) {
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
