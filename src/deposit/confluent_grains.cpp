#include "kossa/deposit/confluent_grains.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "kossa/core/run.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

bool are_confluent_grains(const std::vector<Run<Working>>& runs, const GroupingOptions& options,
                          const PixelSize& working) {
    const Microns grain(options.granule_um);
    const Shape shape = measure_shape(runs, working);
    if (shape.max_diameter <= grain || shape.solidity >= options.confluent_solidity) {
        return false;  // filling holes adds to both
    }
    std::vector<Run<Working>> filled = holes_in(runs);
    std::copy(runs.begin(), runs.end(), std::back_inserter(filled));
    const Shape outer = measure_shape(merged(std::move(filled)), working);
    return outer.solidity < options.confluent_solidity && 4.0 * outer.area.value() <= (outer.perimeter * grain).value();
}

std::vector<Finding> name_confluent_grains(std::vector<Finding> findings, const GroupingOptions& options,
                                           const PixelSize& working) {
    for (Finding& finding : findings) {
        if (is_calcium(finding) && finding.morphology == Morphology::amorphous &&
            are_confluent_grains(finding.runs, options, working)) {
            finding.morphology = Morphology::granular;
        }
    }
    return findings;
}

}  // namespace kossa
