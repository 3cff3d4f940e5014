#pragma once

#include <vector>

#include "kossa/deposit/classification.hpp"
#include "kossa/measure/deposit_rows.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

struct PlaceOptions {
    /// The horny layer with the granular layer under it reaches this far below the surface, um, 0..200 (horny layer of
    /// trunk and limbs 11 to 18 um, its oblique cut half as much again).
    double horny_layer_um = 30.0;
    /// Dark matter there is keratin from this saturation on, 0..1: dense calcium is greyer.
    double keratin_saturation = 0.36;
};

/// Names by their place what cannot be told by its look: findings taken for calcium or uncertain that lie in the horny
/// layer and are coloured become keratin. The order is kept.
std::vector<Finding> name_by_place(std::vector<Finding> findings, const SkinMap& skin, const SlideFrames& frames,
                                   const PlaceOptions& options);

}  // namespace kossa
