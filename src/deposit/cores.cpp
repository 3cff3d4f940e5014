#include "kossa/deposit/cores.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

#include "kossa/deposit/attached.hpp"
#include "kossa/deposit/free_standing.hpp"
#include "kossa/deposit/run_owners.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

std::int64_t shrunk(std::int64_t sum, std::int64_t pixels, std::int64_t of_pixels) {
    return std::llround(static_cast<double>(sum) * static_cast<double>(pixels) / static_cast<double>(of_pixels));
}

/// Takes pixels out of a finding. The colour of what is left, and what lies round it, are as they were read.
void take_out(Finding& finding, const std::vector<Run<Working>>& taken) {
    finding.runs = without(finding.runs.all(), taken);
    const PixelSums whole = finding.sums;
    PixelSums& left = finding.sums;
    left.pixels = left.x2 = left.y2 = 0;
    std::ranges::for_each(finding.runs, [&](const Run<Working>& run) { left.add_places(run); });
    left.seeds = shrunk(whole.seeds, left.pixels, whole.pixels);
    for (std::size_t c = 0; c < 3; ++c) {
        left.milli_od.at(c) = shrunk(whole.milli_od.at(c), left.pixels, whole.pixels);
        left.seed_milli_od.at(c) = shrunk(whole.seed_milli_od.at(c), left.pixels, whole.pixels);
    }
}

}  // namespace

SegmentationOptions dense_core_segmentation(SegmentationOptions usual, double core_over_seed) {
    usual.surroundings_od = usual.seed_od;
    return with_seed(usual, core_over_seed * usual.seed_od);
}

std::vector<Finding> dense_cores(const std::vector<Finding>& classified, const ClassificationOptions& options,
                                 const PixelSize& working) {
    std::vector<Finding> cores;
    std::ranges::copy_if(classified, std::back_inserter(cores), is_calcium);
    for (Finding& core : cores) {
        const double solid = options.free_standing.solidity(measure_shape(core.runs, working).solidity);
        core.confidence = std::min(core.confidence, solid);
    }
    std::erase_if(cores, [&](const Finding& core) { return core.confidence < options.confidence_cut; });
    return cores;
}

namespace {

/// What is asked of the wide part of a component, as one.
using CoreVerdict = Verdict (*)(const DepositObject& wide, const Judgement& by);
/// Whether what hangs on the wide part is none of it.
using HangsOn = std::function<bool(const PixelSums& thin, const PixelSums& wide)>;

bool always(const PixelSums&, const PixelSums&) {
    return true;
}

/// Those components that hold a square that no nucleus fills and are calcium by that verdict, without what hangs on
/// them.
std::vector<Finding> wide_cores(const std::vector<Component>& components, const Judgement& by, CoreVerdict verdict_on,
                                const HangsOn& hangs_on) {
    const Microns square(by.options.free_standing.square_um);
    std::vector<Finding> cores;
    for (const Component& component : components) {
        const Component wide = take_off(component, [](const PixelSums&) { return true; }).rest;
        if (wide.sums.seeds == 0 || !holds_gapless_square(wide.runs, square, by.working)) {
            continue;
        }
        const Verdict verdict = verdict_on(object_of(wide), by);
        if (verdict.certainty < by.options.confidence_cut) {
            continue;
        }
        Component kept = take_off(component, [&](const PixelSums& thin) { return hangs_on(thin, wide.sums); }).rest;
        Finding& core = cores.emplace_back();
        core.sums = kept.sums;
        core.judged_colour = seed_colour(wide.sums);
        core.finding = FindingClass::calcium;
        core.confidence = verdict.certainty;
        core.look = verdict.look;
        core.reason = reason_of(verdict);
        core.runs = std::move(kept.runs);
    }
    return cores;
}

}  // namespace

std::vector<Finding> grey_cores(const std::vector<Component>& components, const Judgement& by) {
    return wide_cores(components, by, verdict_as_grey_core, always);
}

std::vector<Finding> plates(const std::vector<Component>& components, const Judgement& by) {
    const double one_hue = 2.0 * by.options.plates.largest_hue_spread;
    return wide_cores(components, by, verdict_as_plate, [one_hue](const PixelSums& thin, const PixelSums& wide) {
        const Hsd part = mean_colour(thin);
        const Hsd plate = mean_colour(wide);
        return std::hypot(part.cx - plate.cx, part.cy - plate.cy) > one_hue;
    });
}

std::vector<Finding> with_cores(std::vector<Finding> findings, const std::vector<Finding>& cores,
                                const ClassificationOptions& options) {
    const RunOwners in_findings(findings, cores);
    std::vector<Finding> added;
    std::map<std::size_t, std::vector<Run<Working>>> taken;  // from each owner
    for (const Finding& core : cores) {
        const std::vector<std::size_t> owners = in_findings.of(core.runs);
        if (std::ranges::any_of(owners, [&](std::size_t owner) { return is_calcium(findings[owner]); })) {
            continue;
        }
        for (const std::size_t owner : owners) {
            taken[owner].insert(taken[owner].end(), core.runs.begin(), core.runs.end());
        }
        added.push_back(core);
    }
    for (auto& [owner, runs] : taken) {
        std::ranges::sort(runs);
        take_out(findings[owner], runs);
    }
    std::ranges::move(added, std::back_inserter(findings));
    std::erase_if(findings, [&](const Finding& finding) { return finding.sums.pixels < options.least_pixels; });
    std::ranges::sort(findings, {}, [](const Finding& finding) { return finding.runs.front(); });
    return findings;
}

}  // namespace kossa
