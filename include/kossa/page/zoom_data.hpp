#pragma once

#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/measure/zoom_tile.hpp"
#include "kossa/page/html.hpp"
#include "kossa/report/overlay.hpp"

namespace kossa::page {

/// Level-0 pixels per pixel of the finest picture there is of the slide: that of the finest tiles, else the background.
double finest_downsample(const std::vector<ZoomTile>& tiles, const report::Background& background);

/// What takes the tiles for the script, hidden, with what it takes to lay them on the picture of the slide. There must
/// be tiles.
Attributes zoom_attributes(const std::vector<ZoomTile>& tiles, const SlideIdentity& slide,
                           const report::Background& background);
/// One of them: its place, "halvings/column/row", and its picture in base64.
Html zoom_tile(const ZoomTile& tile);

}  // namespace kossa::page
