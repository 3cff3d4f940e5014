#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"

namespace kossa {

struct CarbonOptions {
    /// A ragged body of at least this confidence is packed, as carbon is, 0..1. The dark spot of a nucleus or of the
    /// horny layer has none: their dark core times sharp outline is 0.05 to 0.4, that of packed carbon 0.4 to 0.8.
    double packed_confidence = 0.1;
    /// Fewest ragged and packed bodies of the colour of calcium that put a slide in doubt, 1..10000: carbon comes in
    /// many.
    int fewest_ragged = 10;
    /// ... and the share of ragged ones, packed or loose, among all bodies of that colour, by number, 0..1. Calcium
    /// leaves few of them.
    double ragged_share = 0.33;
    /// The confidence that bodies of that colour have at most on a slide in doubt, 0..1; below the cut for calcium.
    double largest_confidence = 0.45;
};

/// Whether H&E findings look like carbon pigment or tattoo: many packed bodies as grey as calcium, of which so many are
/// ragged that the others cannot be taken for calcium by their looks.
bool carbon_possible(const std::vector<Finding>& findings, const CarbonOptions& options, const CellOptions& cells);

/// Findings taken for calcium that are as grey as carbon are named carbon, with their confidence capped; they are not
/// dropped. The order is kept.
std::vector<Finding> doubt_grey_bodies(std::vector<Finding> findings, const CarbonOptions& options,
                                       const CellOptions& cells);

/// On H&E where carbon is not possible: findings named carbon that are not packed are named nuclei, the dark spots of
/// paler cells. The order is kept.
std::vector<Finding> name_loose_bodies(std::vector<Finding> findings, const CarbonOptions& options);

}  // namespace kossa
