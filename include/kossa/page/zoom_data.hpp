#pragma once

#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/measure/zoom_tile.hpp"
#include "kossa/page/html.hpp"
#include "kossa/report/overlay.hpp"

namespace kossa::page {

/// Level-0 pixels per pixel of the finest picture there is of the slide: that of the finest tiles, else the background.
double finest_downsample(const std::vector<ZoomTile>& tiles, const report::Background& background);

/// The tiles for the script, hidden: each an element with its place, "halvings/column/row", and its picture in base64;
/// around them what it takes to lay them on the picture of the slide. Empty without tiles.
Html zoom_data(const std::vector<ZoomTile>& tiles, const SlideIdentity& slide, const report::Background& background);

}  // namespace kossa::page
