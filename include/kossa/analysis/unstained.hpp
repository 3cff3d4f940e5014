#pragma once

#include "kossa/analysis/options.hpp"
#include "kossa/core/packed_picture.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/density_bands.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

/// What holds no cells, grown by 8 um, in the darkest part of each survey pixel: dense grey material (calcium, carbon,
/// ink, melanin), and green or blue ink.
Mask without_cells(const PackedPicture& darkest, const OpticalDensity& density, const SurveyOptions& options,
                   Microns pixel);

/// What holds no cells whatever its colour, grown by 8 um: throughout as dense, `od`, as dark nuclei are, over 40 um
/// and more. Nuclei are smaller, and between those of a crowd lies cytoplasm.
Mask solid_matter(const DensityBands& od, double nuclear_od, Microns pixel);

/// What is at least 40 um wide of the calcium that was found, grown by 8 um.
Mask solid_calcium(const Mask& calcium, Microns pixel);

/// What may be pen or margin ink, grown by 8 um: green or blue, dense grey but no melanin, and also pale neutral grey
/// (SurveyOptions::ink_od and what follows it). Calcium and dark keratin have that colour too: where it lies tells.
Mask colour_of_ink(const PackedPicture& image, const OpticalDensity& density, const SurveyOptions& options,
                   Microns pixel);

}  // namespace kossa
