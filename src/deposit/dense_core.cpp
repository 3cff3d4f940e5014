#include "kossa/deposit/dense_core.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>

#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

struct FoundRun {
    Run<Working> run;
    std::size_t owner;  ///< number of the finding
};

bool is_calcium(const Finding& finding) {
    return finding.finding == FindingClass::calcium;
}

/// The rows that calcium among the cores has pixels in, in their order.
std::vector<std::int32_t> rows_of(const std::vector<Finding>& cores) {
    std::vector<std::int32_t> rows;
    for (const Finding& core : cores) {
        if (is_calcium(core)) {
            std::ranges::transform(core.runs, std::back_inserter(rows), &Run<Working>::y);
        }
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

/// The runs of the findings in those rows.
std::vector<FoundRun> runs_in_rows(const std::vector<Finding>& findings, const std::vector<std::int32_t>& rows) {
    std::vector<FoundRun> owned;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const std::vector<Run<Working>>& runs = findings[i].runs;
        const auto next = std::ranges::lower_bound(rows, runs.front().y);
        if (next == rows.end() || *next > runs.back().y) {
            continue;
        }
        for (const Run<Working>& run : runs) {
            if (std::ranges::binary_search(rows, run.y)) {
                owned.push_back({run, i});
            }
        }
    }
    std::ranges::sort(owned, {}, &FoundRun::run);
    return owned;
}

bool ends_before(const Run<Working>& run, const Run<Working>& other) {
    return run.y < other.y || (run.y == other.y && run.x_end <= other.x_begin);
}

/// The finding that holds all pixels of these runs.
std::optional<std::size_t> owner_of(const std::vector<Run<Working>>& runs, const std::vector<FoundRun>& owned) {
    std::optional<std::size_t> owner;
    for (const Run<Working>& run : runs) {
        int covered = 0;
        auto at = std::ranges::partition_point(owned, [&](const FoundRun& o) { return ends_before(o.run, run); });
        for (; at != owned.end() && at->run.y == run.y && at->run.x_begin < run.x_end; ++at) {
            if (owner && *owner != at->owner) {
                return std::nullopt;
            }
            owner = at->owner;
            covered += std::min(at->run.x_end, run.x_end) - std::max(at->run.x_begin, run.x_begin);
        }
        if (covered < run.length()) {
            return std::nullopt;
        }
    }
    return owner;
}

/// The runs without the pixels of others; both sorted.
std::vector<Run<Working>> without(const std::vector<Run<Working>>& runs, const std::vector<Run<Working>>& others) {
    std::vector<Run<Working>> rest;
    auto next = others.begin();
    for (Run<Working> run : runs) {
        next = std::find_if(next, others.end(), [&](const Run<Working>& other) { return !ends_before(other, run); });
        for (auto other = next; other != others.end() && !ends_before(run, *other); ++other) {
            if (run.x_begin < other->x_begin) {
                rest.push_back({run.y, run.x_begin, other->x_begin});
            }
            run.x_begin = std::min(run.x_end, std::max(run.x_begin, other->x_end));
        }
        if (run.x_begin < run.x_end) {
            rest.push_back(run);
        }
    }
    return rest;
}

/// Takes the pixels of a core out of the finding it lies in. What lies round the finding stays as it was read.
void take_out(Finding& finding, const Finding& core) {
    PixelSums taken = core.sums;
    taken.open_edges = 0;
    taken.rim_edges = 0;
    taken.rim_milli_od = 0;
    finding.sums -= taken;
    finding.runs = without(finding.runs, core.runs);
}

}  // namespace

SegmentationOptions core_segmentation(SegmentationOptions usual, double core_over_seed) {
    usual.surroundings_od = usual.seed_od;
    usual.seed_od *= core_over_seed;
    usual.body_od = std::max(usual.body_od, usual.seed_od);
    usual.gapless_od = std::max(usual.gapless_od, usual.seed_od);
    return usual;
}

std::vector<Finding> with_dense_cores(std::vector<Finding> findings, const std::vector<Finding>& cores,
                                      const ClassificationOptions& options, const PixelSize& working) {
    const std::vector<FoundRun> owned = runs_in_rows(findings, rows_of(cores));
    std::vector<Finding> added;
    for (const Finding& core : cores) {
        if (!is_calcium(core)) {
            continue;
        }
        const std::optional<std::size_t> owner = owner_of(core.runs, owned);
        if (!owner || is_calcium(findings[*owner])) {
            continue;
        }
        const double solid = options.free_standing.solidity(measure_shape(core.runs, working).solidity);
        if (std::min(core.confidence, solid) >= options.confidence_cut) {
            take_out(findings[*owner], core);
            added.push_back(core);
            added.back().confidence = std::min(core.confidence, solid);
        }
    }
    std::ranges::move(added, std::back_inserter(findings));
    std::erase_if(findings, [&](const Finding& finding) { return finding.sums.pixels < options.least_pixels; });
    std::ranges::sort(findings, {}, [](const Finding& finding) { return finding.runs.front(); });
    return findings;
}

}  // namespace kossa
