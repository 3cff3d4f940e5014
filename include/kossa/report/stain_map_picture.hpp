#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/measure/stain_map.hpp"

namespace kossa::report {

/// The map in colours that rise evenly in lightness and stay apart for colour-blind readers (viridis), dark for none
/// and bright for much. A white strip below it holds the scale bar, a bar of the colours with its ticks and unit, the
/// stain, the slide's name and where the stain vectors come from. The same bytes for equal input.
RgbImage draw_stain_map(const StainMap& map, const SlideSummary& summary);

}  // namespace kossa::report
