#pragma once

#include <string>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/surface_profile.hpp"

namespace kossa {

/// What is measured of a candidate for the epidermis, with the gate that it fails.
EpidermisGates measure_gates(const Mask& epidermis, const Mask& tissue, const Surface& outline, Microns pixel,
                             const EpidermisOptions& options);

}  // namespace kossa
