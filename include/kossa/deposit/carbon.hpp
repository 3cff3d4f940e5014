#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"

namespace kossa {

/// Carbon comes as particles of less than 2 um, many in one macrophage. On H&E they have the colour of dense calcium,
/// on von Kossa that of silver.
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
    /// On von Kossa: fewest black bodies that look like particles in a macrophage, 1..10000, ...
    int fewest_particles = 5;
    /// ... and their share of what is no larger, by number, 0..1, that put a slide in doubt. Silver leaves none to 2,
    /// and at most 0.13 (measured on 43 phantoms and 15 slides).
    double particle_share = 0.20;
    /// A black body from this area on may be several particles, um2, 1..100: 3 um across. ...
    double least_particles_um2 = 7.0;
    /// ... It is none in a macrophage if its convex hull, um2, is larger than one (314), ...
    Ramp particles_extent_um2{210.0, 290.0};
    /// ... if it is compact, area over convex area, ...
    Ramp particles_solidity{0.75, 0.85};
    /// ... or if it is black throughout: mean optical density. Between particles tissue shows: macrophages full of them
    /// had 0.45 to 0.72 on phantoms, silver of that size 0.77 to 1.4.
    Ramp particles_od{0.65, 0.75};
};

/// Whether H&E findings look like carbon pigment or tattoo: many packed bodies as grey as calcium, of which so many are
/// ragged that the others cannot be taken for calcium by their looks.
bool carbon_possible(const std::vector<Finding>& findings, const CarbonOptions& options, const CellOptions& cells);

/// Findings taken for calcium that are as grey as carbon are named carbon, with their confidence capped; they are not
/// dropped. Masses named nuclei or uncertain that are as grey and larger than a macrophage are carbon as well. The
/// order is kept.
std::vector<Finding> doubt_grey_bodies(std::vector<Finding> findings, const CarbonOptions& options,
                                       const CellOptions& cells, const PixelSize& working);

/// On H&E where carbon is not possible: findings named carbon that are not packed are named nuclei, the dark spots of
/// paler cells. The order is kept.
std::vector<Finding> name_loose_bodies(std::vector<Finding> findings, const CarbonOptions& options);

/// Whether von Kossa findings look like carbon: many black bodies that may be particles in a macrophage, and many among
/// what is no larger. `silver` is the density of the silver of the slide relative to the usual, up to 1.
bool particles_possible(const std::vector<Finding>& findings, double silver, const CarbonOptions& options,
                        const ClassificationOptions& classification, const PixelSize& working);

/// Black bodies that look like particles in a macrophage are named carbon. The order is kept.
std::vector<Finding> name_particles(std::vector<Finding> findings, double silver, const CarbonOptions& options,
                                    const ClassificationOptions& classification, const PixelSize& working);

}  // namespace kossa
