#include "kossa/deposit/full_cells.hpp"

#include <algorithm>

#include "kossa/deposit/criterion.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/shape.hpp"
#include "kossa/deposit/verdicts.hpp"

namespace kossa {

namespace {

bool full_cell(const Finding& finding, const FullCellOptions& options, const CellOptions& cells,
               const PixelSize& working) {
    if (finding.finding != FindingClass::pigment || finding.sums.seeds == 0) {
        return false;
    }
    const Hsd colour = seed_colour(finding.sums);
    return colour.saturation() <= cells.grey_saturation && colour.cy >= options.least_cy &&
           measure_shape(finding.runs, working).convex_area.value() <= cells.macrophage_um2;
}

/// How certainly a mass is no full cell beside a nucleus.
Verdict more_than_a_cell(const Finding& mass, const FullCellOptions& options, const PixelSize& working) {
    const Shape shape = measure_shape(mass.runs, working);
    const double certainty = std::max(options.extent_um2(shape.convex_area.value()), options.solidity(shape.solidity));
    return {criteria::ragged_as_a_cell,
            shape.solidity,
            certainty,
            FindingClass::pigment,
            false,
            certainty,
            options.solidity};
}

}  // namespace

bool cells_full_of_pigment(const std::vector<Finding>& findings, const FullCellOptions& options,
                           const CellOptions& cells, const PixelSize& working) {
    return std::ranges::count_if(findings, [&](const Finding& finding) {
               return full_cell(finding, options, cells, working);
           }) >= options.fewest;
}

std::vector<Finding> doubt_full_cells(std::vector<Finding> findings, const FullCellOptions& options,
                                      const ClassificationOptions& classification, const PixelSize& working) {
    for (Finding& finding : findings) {
        const bool grey_mass = may_be_calcium(finding.finding) && finding.morphology == Morphology::amorphous &&
                               seed_colour(finding.sums).saturation() <= classification.cells.grey_saturation;
        if (grey_mass) {
            lower_confidence(finding, more_than_a_cell(finding, options, working), classification);
        }
    }
    return findings;
}

}  // namespace kossa
