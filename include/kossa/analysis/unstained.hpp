#pragma once

#include "kossa/analysis/options.hpp"
#include "kossa/core/packed_picture.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/density_bands.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

/// All are grown by SurveyOptions::blurred_edge_um.

/// What holds no cells, in the darkest part of each survey pixel: dense grey material (calcium, carbon,
/// ink, melanin), and green or blue ink.
Mask without_cells(const PackedPicture& darkest, const OpticalDensity& density, const SurveyOptions& options,
                   Microns pixel);

/// What of a mask is SurveyOptions::solid_um wide and more.
Mask solid_parts(const Mask& mask, const SurveyOptions& options, Microns pixel);

/// What holds no cells whatever its colour: the solid parts of what is as dense, `od`, as dark nuclei are.
Mask solid_matter(const DensityBands& od, double nuclear_od, const SurveyOptions& options, Microns pixel);

/// What may be pen or margin ink: green or blue, dense grey but no melanin, and also pale neutral grey
/// (SurveyOptions::ink_od and what follows it). Calcium and dark keratin have that colour too: where it lies tells.
Mask colour_of_ink(const PackedPicture& image, const OpticalDensity& density, const SurveyOptions& options,
                   Microns pixel);

}  // namespace kossa
