#pragma once

#include <vector>

#include "kossa/analysis/score.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/measure/stain_map.hpp"

namespace kossa {

/// The maps of a slide's stains, under the white point and the vectors that it was measured with: on H&E the
/// concentrations of haematoxylin and eosin, that is how much of each unit vector the optical density unmixes to; on
/// von Kossa, which is not unmixed, the mean density of the three channels, called silver. The density is that of the
/// picture's pixels, which are means of intensity: where a pixel holds dark and bright it is less than the mean
/// density.
std::vector<StainMap> stain_maps(const Picture& picture, const StainReport& stain);

}  // namespace kossa
