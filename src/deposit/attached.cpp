#include "kossa/deposit/attached.hpp"

#include <algorithm>

namespace kossa {

namespace {

/// The stretches of `runs` that lie in none of `holes`; both sorted, the holes within the runs.
std::vector<Run<Working>> difference(const std::vector<Run<Working>>& runs, const std::vector<Run<Working>>& holes) {
    std::vector<Run<Working>> result;
    auto hole = holes.begin();
    for (Run<Working> run : runs) {
        for (; hole != holes.end() && hole->y == run.y && hole->x_begin < run.x_end; ++hole) {
            if (run.x_begin < hole->x_begin) {
                result.push_back({run.y, run.x_begin, hole->x_begin});
            }
            run.x_begin = hole->x_end;
        }
        if (run.x_begin < run.x_end) {
            result.push_back(run);
        }
    }
    return result;
}

}  // namespace

Parted take_off(const Component& component, const std::function<bool(const PixelSums&)>& belongs_elsewhere) {
    Parted result{component, {}};
    result.rest.thin.clear();
    std::vector<Run<Working>> holes;
    for (const ThinPart& part : component.thin) {
        if (belongs_elsewhere(part.sums)) {
            result.rest.sums -= part.sums;
            holes.insert(holes.end(), part.runs.begin(), part.runs.end());
            result.taken.push_back(part);
        } else {
            result.rest.thin.push_back(part);
        }
    }
    std::sort(holes.begin(), holes.end());
    result.rest.runs = difference(component.runs, holes);
    return result;
}

PixelSums wide_sums(const Component& component) {
    PixelSums sums = component.sums;
    for (const ThinPart& part : component.thin) {
        sums -= part.sums;
    }
    return sums;
}

}  // namespace kossa
