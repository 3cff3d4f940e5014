#include "kossa/deposit/assembly.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace kossa {

namespace {

struct OwnedRun {
    Run<Working> run;
    std::size_t owner = 0;
};

bool by_place(const OwnedRun& a, const OwnedRun& b) {
    return a.run < b.run;
}

void add_runs(std::vector<OwnedRun>& owned, const std::vector<Run<Working>>& runs, std::size_t owner) {
    std::transform(runs.begin(), runs.end(), std::back_inserter(owned), [owner](const Run<Working>& run) {
        return OwnedRun{run, owner};
    });
}

/// Runs of the parts that touch a tile border, sorted by position.
std::vector<OwnedRun> border_runs(const std::vector<Component>& parts) {
    std::vector<OwnedRun> owned;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].touches_border) {
            add_runs(owned, parts[i].runs, i);
        }
    }
    std::sort(owned.begin(), owned.end(), by_place);
    return owned;
}

/// Which of `parts` touch: their runs, sorted, with their owners.
DisjointSets joined_owners(const std::vector<OwnedRun>& owned, std::size_t parts) {
    std::vector<Run<Working>> runs(owned.size());
    std::transform(owned.begin(), owned.end(), runs.begin(), [](const OwnedRun& o) { return o.run; });
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    DisjointSets sets(parts);
    std::vector<std::size_t> first_owner(owned.size(), parts);
    for (std::size_t i = 0; i < owned.size(); ++i) {
        std::size_t& first = first_owner[static_cast<std::size_t>(numbers[i])];
        if (first == parts) {
            first = owned[i].owner;
        }
        sets.join(first, owned[i].owner);
    }
    return sets;
}

/// The thin parts of a whole component; none where it has no wide part.
std::vector<ThinPart> joined_thin(std::vector<ThinPart> parts, std::int64_t component_pixels) {
    std::int64_t pixels = 0;
    std::vector<OwnedRun> owned;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        pixels += parts[i].sums.pixels;
        add_runs(owned, parts[i].runs, i);
    }
    if (pixels == component_pixels) {
        return {};
    }
    std::sort(owned.begin(), owned.end(), by_place);
    DisjointSets sets = joined_owners(owned, parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (const std::size_t root = sets.find(i); root != i) {
            parts[root].sums += parts[i].sums;
            std::move(parts[i].runs.begin(), parts[i].runs.end(), std::back_inserter(parts[root].runs));
            parts[i] = {};
        }
    }
    std::erase_if(parts, [](const ThinPart& part) { return part.runs.empty(); });
    for (ThinPart& part : parts) {
        std::sort(part.runs.begin(), part.runs.end());
        part.runs = merged(part.runs);
    }
    std::sort(parts.begin(), parts.end(),
              [](const ThinPart& a, const ThinPart& b) { return a.runs.front() < b.runs.front(); });
    return parts;
}

/// The parts of all tiles, one after the other; each tile's are freed when they are taken.
std::vector<Component> unpacked(std::vector<PackedComponents> tiles) {
    std::vector<Component> parts;
    parts.reserve(std::accumulate(tiles.begin(), tiles.end(), std::size_t{0},
                                  [](std::size_t sum, const PackedComponents& tile) { return sum + tile.size(); }));
    for (PackedComponents& tile : tiles) {
        tile.append_to(parts);
        tile = {};
    }
    return parts;
}

}  // namespace

std::vector<Component> assemble(std::vector<PackedComponents> parts_by_tile) {
    std::vector<Component> parts = unpacked(std::move(parts_by_tile));
    DisjointSets sets = joined_owners(border_runs(parts), parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t root = sets.find(i);
        if (root != i) {
            parts[root].sums += parts[i].sums;
            std::move(parts[i].runs.begin(), parts[i].runs.end(), std::back_inserter(parts[root].runs));
            std::move(parts[i].thin.begin(), parts[i].thin.end(), std::back_inserter(parts[root].thin));
            parts[i] = {};
        }
    }
    std::erase_if(parts, [](const Component& c) { return c.sums.seeds == 0; });
    for (Component& component : parts) {
        if (!component.touches_border) {
            continue;
        }
        std::sort(component.runs.begin(), component.runs.end());
        component.runs = merged(component.runs);
        component.thin = joined_thin(std::move(component.thin), component.sums.pixels);
        component.touches_border = false;
    }
    std::sort(parts.begin(), parts.end(),
              [](const Component& a, const Component& b) { return a.runs.front() < b.runs.front(); });
    return parts;
}

}  // namespace kossa
