#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/tissue.hpp"

namespace kossa {

/// `epithelium` with every connected set of `bodies`, which hide what they lie in, as a whole on the side of most of
/// the pixels of firm tissue beside it. What lies below a body says more than what lies above: a sheet right below the
/// epithelium has as much of it beside it as dermis, or more, since its upper side is the more ragged one. A body that
/// fills a gap between stretches of epithelium, from where they begin to where they end, is epithelium however long it
/// is. `depth` is that below the surface, um.
Mask with_whole_bodies(const Mask& epithelium, const Mask& bodies, const TissueMap& tissue, const FloatRaster& depth,
                       Microns pixel);

}  // namespace kossa
