#include "kossa/deposit/held_to_cores.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

#include "kossa/core/run.hpp"
#include "kossa/deposit/criterion.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/run_owners.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

using Runs = std::vector<Run<Working>>;

/// All pixels no further than that from one of the runs.
Runs grown(const Runs& runs, int reach_px) {
    Runs result;
    for (int down = -reach_px; down <= reach_px; ++down) {
        const auto across = static_cast<int>(std::sqrt(reach_px * reach_px - down * down));
        std::ranges::transform(runs, std::back_inserter(result), [&](const Run<Working>& run) {
            return Run<Working>{run.y + down, run.x_begin - across, run.x_end + across};
        });
    }
    return merged(std::move(result));
}

Runs common(const Runs& runs, const Runs& others) {
    return without(runs, without(runs, others));
}

/// As many pixels as the runs have, of the mean colour of `whole`; nothing is known of what lies round them.
PixelSums sums_in_colour_of(const PixelSums& whole, const Runs& runs) {
    PixelSums sums;
    std::ranges::for_each(runs, [&](const Run<Working>& run) { sums.add_places(run); });
    const double share = static_cast<double>(sums.pixels) / static_cast<double>(whole.pixels);
    std::ranges::transform(whole.milli_od, sums.milli_od.begin(),
                           [&](std::int64_t sum) { return std::llround(static_cast<double>(sum) * share); });
    return sums;
}

/// What of a dense core lies in a deposit.
struct Core {
    const Finding& finding;
    Runs runs;
    PixelSums sums;

    Core(const Finding& core, const Finding& deposit)
        : finding(core), runs(common(core.runs, deposit.runs)), sums(core.sums) {
        const PixelSums inside = sums_in_colour_of(core.sums, runs);
        if (inside.pixels < sums.pixels) {
            sums = inside;
            sums.seeds = sums.pixels;
            sums.seed_milli_od = sums.milli_od;
        }
    }
};

PixelSums sums_of(const std::vector<Core>& cores) {
    PixelSums sums;
    std::ranges::for_each(cores, [&](const Core& core) { sums += core.sums; });
    return sums;
}

/// An amorphous deposit with the dense cores that lie in it.
struct Mass {
    const Finding& whole;
    std::vector<Core> cores;
    PixelSums tissue;  ///< what is left without them

    Mass(const Finding& deposit, const std::vector<const Finding*>& dense) : whole(deposit), tissue(deposit.sums) {
        for (const Finding* core : dense) {
            cores.emplace_back(*core, deposit);
            tissue -= cores.back().sums;
        }
    }
};

/// One deposit of those cores of a mass, which has these pixels.
Finding deposit_of(const std::vector<const Core*>& cores, const Mass& mass, Runs runs) {
    const auto confidence = [](const Core* core) { return core->finding.confidence; };
    Finding deposit = (*std::ranges::max_element(cores, {}, confidence))->finding;
    if (mass.whole.confidence >= deposit.confidence) {
        deposit.confidence = mass.whole.confidence;
        deposit.look = mass.whole.look;
        deposit.reason = mass.whole.reason;
    }
    deposit.otherwise = mass.whole.otherwise;
    deposit.sums = {};
    Runs of_cores;
    for (const Core* core : cores) {
        deposit.sums += core->sums;
        std::ranges::copy(core->runs, std::back_inserter(of_cores));
    }
    deposit.sums += sums_in_colour_of(mass.tissue, without(runs, merged(std::move(of_cores))));
    deposit.runs = std::move(runs);
    return deposit;
}

/// Tissue that touched a mass.
Finding tissue_beside(const Mass& mass, Runs runs, double seed_od) {
    Finding beside;
    beside.sums = sums_in_colour_of(mass.tissue, runs);
    beside.sums.seeds = beside.sums.pixels;
    beside.sums.seed_milli_od = beside.sums.milli_od;
    beside.judged_colour = mean_colour(mass.tissue);
    beside.otherwise = mass.whole.otherwise;
    beside.reason = reason_text(criteria::beside_a_core, beside.judged_colour.density, {0.0, seed_od});
    beside.runs = std::move(runs);
    return beside;
}

/// What is left of a mass as deposits, one for each group of cores. Connected sets that one core reaches are one
/// deposit, and so are cores that reach the same set; a set that none reaches is tissue.
std::vector<Finding> deposits_of(const Mass& mass, const Runs& left, const TouchingTissue& by) {
    const std::size_t cores = mass.cores.size();
    const std::vector<std::int32_t> numbers = connected_sets(left, Connectivity::eight);
    const auto set_of = [&](std::size_t run) { return cores + static_cast<std::size_t>(numbers[run]); };
    DisjointSets joined(cores + left.size());
    for (std::size_t i = 0; i < cores; ++i) {
        for (const Run<Working>& run : common(left, grown(mass.cores[i].runs, by.reach_px))) {
            const auto at = std::ranges::partition_point(left, [&](const auto& r) { return ends_before(r, run); });
            joined.join(i, set_of(static_cast<std::size_t>(at - left.begin())));
        }
    }
    std::map<std::size_t, std::pair<std::vector<const Core*>, Runs>> groups;
    for (std::size_t i = 0; i < cores; ++i) {
        groups[joined.find(i)].first.push_back(&mass.cores[i]);
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        groups[joined.find(set_of(i))].second.push_back(left[i]);
    }
    std::vector<Finding> result;
    for (auto& [number, group] : groups) {
        auto& [of_group, runs] = group;
        result.push_back(of_group.empty() ? tissue_beside(mass, std::move(runs), by.seed_od)
                                          : deposit_of(of_group, mass, std::move(runs)));
    }
    return result;
}

bool is_tissue(const PixelSums& left, const std::vector<Core>& cores, const TouchingTissue& by) {
    const double palest = std::min(by.seed_od, by.over_core * mean_colour(sums_of(cores)).density);
    return left.pixels >= by.least_pixels && mean_colour(left).density <= palest;
}

/// The deposits that a mass becomes, and the tissue that touched them; nothing where all of it is the mass.
std::vector<Finding> parted(const Mass& mass, const TouchingTissue& by) {
    if (!is_tissue(mass.tissue, mass.cores, by)) {
        return {};
    }
    Runs beyond = mass.whole.runs;
    for (const Core& core : mass.cores) {
        beyond = without(beyond, grown(core.runs, by.reach_px));
    }
    std::vector<Finding> result;
    Runs left = mass.whole.runs;
    for (Runs& set : parts_of(beyond)) {
        if (pixel_count(set) >= by.least_pixels) {
            left = without(left, set);
            result.push_back(tissue_beside(mass, std::move(set), by.seed_od));
        }
    }
    if (!result.empty()) {
        std::ranges::move(deposits_of(mass, left, by), std::back_inserter(result));
    }
    return result;
}

}  // namespace

std::vector<Finding> held_to_cores(std::vector<Finding> findings, const std::vector<Finding>& cores,
                                   const TouchingTissue& tissue, const ClassificationOptions& options) {
    const RunOwners in_findings(findings, cores);
    std::map<std::size_t, std::vector<const Finding*>> cores_of;
    for (const Finding& core : cores) {
        for (const std::size_t owner : in_findings.of(core.runs)) {
            const Finding& whole = findings[owner];
            if (whole.finding == FindingClass::calcium && whole.morphology == Morphology::amorphous) {
                cores_of[owner].push_back(&core);
            }
        }
    }
    std::vector<Finding> result;
    for (const auto& [owner, held] : cores_of) {
        Finding& whole = findings[owner];
        std::vector<Finding> parts = parted({whole, held}, tissue);
        if (!parts.empty()) {
            std::ranges::move(parts, std::back_inserter(result));
            whole.sums = {};  // its parts take its place
        }
    }
    std::ranges::move(findings, std::back_inserter(result));
    std::erase_if(result, [&](const Finding& finding) { return finding.sums.pixels < options.least_pixels; });
    std::ranges::sort(result, {}, [](const Finding& finding) { return finding.runs.front(); });
    return result;
}

}  // namespace kossa
