#include "kossa/deposit/run_owners.hpp"

#include <algorithm>
#include <iterator>

namespace kossa {

namespace {

/// The rows that the findings have pixels in, in their order.
std::vector<std::int32_t> rows_of(const std::vector<Finding>& findings) {
    std::vector<std::int32_t> rows;
    for (const Finding& finding : findings) {
        std::ranges::transform(finding.runs, std::back_inserter(rows), &Run<Working>::y);
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

}  // namespace

RunOwners::RunOwners(const std::vector<Finding>& findings, const std::vector<Finding>& others) {
    const std::vector<std::int32_t> rows = rows_of(others);
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const std::vector<Run<Working>>& runs = findings[i].runs;
        const auto next = std::ranges::lower_bound(rows, runs.front().y);
        if (next == rows.end() || *next > runs.back().y) {
            continue;
        }
        for (const Run<Working>& run : runs) {
            if (std::ranges::binary_search(rows, run.y)) {
                owned_.push_back({run, i});
            }
        }
    }
    std::ranges::sort(owned_, {}, &OwnedRun::run);
}

std::vector<std::size_t> RunOwners::of(const std::vector<Run<Working>>& runs) const {
    std::vector<std::size_t> owners;
    for (const Run<Working>& run : runs) {
        auto at = std::ranges::partition_point(owned_, [&](const OwnedRun& o) { return ends_before(o.run, run); });
        for (; at != owned_.end() && at->run.y == run.y && at->run.x_begin < run.x_end; ++at) {
            owners.push_back(at->owner);
        }
    }
    std::ranges::sort(owners);
    owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
    return owners;
}

}  // namespace kossa
