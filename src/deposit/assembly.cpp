#include "kossa/deposit/assembly.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace kossa {

namespace {

struct OwnedRun {
    Run<Working> run;
    std::size_t owner = 0;
};

/// Runs of the parts that touch a tile border, sorted by position.
std::vector<OwnedRun> border_runs(const std::vector<Component>& parts) {
    std::vector<OwnedRun> owned;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].touches_border) {
            std::transform(parts[i].runs.begin(), parts[i].runs.end(), std::back_inserter(owned),
                           [i](const Run<Working>& run) {
                               return OwnedRun{run, i};
                           });
        }
    }
    std::sort(owned.begin(), owned.end(), [](const OwnedRun& a, const OwnedRun& b) { return a.run < b.run; });
    return owned;
}

DisjointSets joined_parts(const std::vector<Component>& parts) {
    const std::vector<OwnedRun> owned = border_runs(parts);
    std::vector<Run<Working>> runs(owned.size());
    std::transform(owned.begin(), owned.end(), runs.begin(), [](const OwnedRun& o) { return o.run; });
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    DisjointSets sets(parts.size());
    std::vector<std::size_t> first_owner(owned.size(), parts.size());
    for (std::size_t i = 0; i < owned.size(); ++i) {
        std::size_t& first = first_owner[static_cast<std::size_t>(numbers[i])];
        if (first == parts.size()) {
            first = owned[i].owner;
        }
        sets.join(first, owned[i].owner);
    }
    return sets;
}

}  // namespace

std::vector<Component> assemble(std::vector<std::vector<Component>> parts_by_tile) {
    std::vector<Component> parts;
    for (std::vector<Component>& tile : parts_by_tile) {
        std::move(tile.begin(), tile.end(), std::back_inserter(parts));
        tile.clear();
    }
    DisjointSets sets = joined_parts(parts);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t root = sets.find(i);
        if (root != i) {
            parts[root].sums += parts[i].sums;
            std::move(parts[i].runs.begin(), parts[i].runs.end(), std::back_inserter(parts[root].runs));
            parts[i] = {};
        }
    }
    std::erase_if(parts, [](const Component& c) { return c.sums.seeds == 0; });
    for (Component& component : parts) {
        std::sort(component.runs.begin(), component.runs.end());
        component.runs = merged(component.runs);
        component.touches_border = false;
    }
    std::sort(parts.begin(), parts.end(),
              [](const Component& a, const Component& b) { return a.runs.front() < b.runs.front(); });
    return parts;
}

}  // namespace kossa
