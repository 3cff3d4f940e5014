#include "kossa/deposit/grouping.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>

namespace kossa {

namespace {

constexpr std::int64_t cell_px = 64;

/// Components by the cells of a coarse grid that their runs touch, so that only near ones are compared: the boxes of
/// long oblique ones hold many others.
class Neighbourhood {
  public:
    explicit Neighbourhood(std::int64_t margin) : margin_(margin) {}

    void add(const Component& component) {
        visit_cells(component.runs, 0, [&](std::int64_t key) { cells_[key].push_back(boxes_.size()); });
        boxes_.push_back(bounding_box(component.runs));
    }

    /// Which of the components, in the order in which they were added, may come within the margin, each once,
    /// ascending.
    std::vector<std::size_t> near(const Component& component) const {
        const Box<Working> reach = bounding_box(component.runs).grown(margin_);
        std::vector<std::size_t> found;
        visit_cells(component.runs, margin_, [&](std::int64_t key) {
            if (const auto cell = cells_.find(key); cell != cells_.end()) {
                std::ranges::copy_if(cell->second, std::back_inserter(found),
                                     [&](std::size_t i) { return !boxes_[i].intersected(reach).empty(); });
            }
        });
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

  private:
    /// Calls action(key) once for each cell that comes within the margin of a run.
    template <class Action>
    static void visit_cells(const std::vector<Run<Working>>& runs, std::int64_t margin, Action action) {
        const auto cell = [](std::int64_t v) { return v >= 0 ? v / cell_px : (v - cell_px + 1) / cell_px; };
        std::vector<std::int64_t> keys;
        for (const Run<Working>& run : runs) {
            for (std::int64_t cy = cell(run.y - margin); cy <= cell(run.y + margin); ++cy) {
                for (std::int64_t cx = cell(run.x_begin - margin); cx <= cell(run.x_end - 1 + margin); ++cx) {
                    const std::int64_t key = cy * (std::int64_t{1} << 32) + cx;
                    if (keys.empty() || keys.back() != key) {
                        keys.push_back(key);
                    }
                }
            }
        }
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        std::ranges::for_each(keys, action);
    }

    std::int64_t margin_;
    std::vector<Box<Working>> boxes_;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> cells_;
};

std::int64_t gap_between(std::int64_t a_begin, std::int64_t a_end, std::int64_t b_begin, std::int64_t b_end) {
    return std::max({std::int64_t{0}, b_begin - a_end, a_begin - b_end});
}

/// Whether any run of `b` lies within the gap of a run of `a`. Runs are sorted, so those to the left and to the right
/// of what is near in a row are stepped over.
bool within(const Component& a, const Component& b, Microns gap, const PixelSize& working) {
    if (a.runs.size() > b.runs.size()) {
        return within(b, a, gap, working);
    }
    const auto rows = static_cast<std::int32_t>(std::floor(gap / working.y())) + 1;
    const auto columns = static_cast<std::int32_t>(std::floor(gap / working.x())) + 1;
    for (const Run<Working>& run : a.runs) {
        auto other = std::lower_bound(b.runs.begin(), b.runs.end(), Run<Working>{run.y - rows, INT32_MIN, 0});
        while (other != b.runs.end() && other->y <= run.y + rows) {
            const std::int32_t y = other->y;
            if (other->x_end + columns < run.x_begin) {
                other = std::partition_point(other, b.runs.end(), [&](const Run<Working>& r) {
                    return r.y == y && r.x_end + columns < run.x_begin;
                });
                continue;
            }
            if (other->x_begin > run.x_end + columns) {
                other = std::partition_point(other, b.runs.end(), [y](const Run<Working>& r) { return r.y == y; });
                continue;
            }
            const std::int64_t dx = gap_between(run.x_begin, run.x_end, other->x_begin, other->x_end);
            const std::int64_t dy = gap_between(run.y, run.y + 1, other->y, other->y + 1);
            if (working.distance(static_cast<double>(dx), static_cast<double>(dy)) <= gap) {
                return true;
            }
            ++other;
        }
    }
    return false;
}

}  // namespace

bool is_granule(const Component& component, const GroupingOptions& options, const PixelSize& working) {
    return equivalent_diameter(working.area(component.sums.pixels)) <= Microns(options.granule_um);
}

std::vector<std::int32_t> group_components(const std::vector<Component>& components, const GroupingOptions& options,
                                           const PixelSize& working) {
    const Microns granule_gap(options.granule_gap_um);
    const Microns crack(options.crack_um);
    const double reach = std::max(granule_gap, crack) / std::min(working.x(), working.y());
    Neighbourhood neighbourhood(static_cast<std::int64_t>(std::ceil(reach)) + 1);
    std::vector<bool> granules(components.size());
    DisjointSets sets(components.size());
    for (std::size_t i = 0; i < components.size(); ++i) {
        granules[i] = is_granule(components[i], options, working);
        for (const std::size_t j : neighbourhood.near(components[i])) {
            const Microns gap = granules[i] ? granule_gap : crack;
            if (granules[i] == granules[j] && sets.find(i) != sets.find(j) &&
                within(components[i], components[j], gap, working)) {
                sets.join(i, j);
            }
        }
        neighbourhood.add(components[i]);
    }
    std::vector<std::int32_t> numbers(components.size());
    std::int32_t next = 0;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const std::size_t root = sets.find(i);
        numbers[i] = root == i ? next++ : numbers[root];
    }
    return numbers;
}

std::vector<std::optional<std::size_t>> neighbours_of(const std::vector<Component>& loose,
                                                      const std::vector<Component>& fixed, Microns gap,
                                                      const PixelSize& working, const AsksFor& asked) {
    Neighbourhood neighbourhood(static_cast<std::int64_t>(std::ceil(gap / std::min(working.x(), working.y()))) + 1);
    for (const Component& component : fixed) {
        neighbourhood.add(component);
    }
    std::vector<std::optional<std::size_t>> neighbours(loose.size());
    for (std::size_t i = 0; i < loose.size(); ++i) {
        if (!asked(loose[i])) {
            continue;
        }
        const std::vector<std::size_t> near = neighbourhood.near(loose[i]);
        const auto first =
            std::ranges::find_if(near, [&](std::size_t j) { return within(loose[i], fixed[j], gap, working); });
        if (first != near.end()) {
            neighbours[i] = *first;
        }
    }
    return neighbours;
}

}  // namespace kossa
