#pragma once

#include "kossa/analysis/survey.hpp"
#include "kossa/core/density.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/stain/optical_density.hpp"

namespace kossa {

/// Density and eligibility of working pixels under the slide's stain. On H&E a pixel is eligible when it unmixes to
/// more haematoxylin than eosin: deposits are basophilic. On von Kossa it is when it absorbs all colours; neutrality is
/// judged per object. Pixels too pale for any seed are not asked. `density` is that of the stain's white point.
DensityTile density_tile(const RgbImage& pixels, const StainModel& stain, const OpticalDensity& density);

/// Whether a colour could belong to a deposit at all, as above; however pale it is.
bool is_eligible(const cv::Vec3w& od, const StainModel& stain);

}  // namespace kossa
