#include "kossa/deposit/attached.hpp"

#include <algorithm>

namespace kossa {

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
    result.rest.runs = without(component.runs, holes);
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
