#include "kossa/page/zoom_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "kossa/report/base64.hpp"

namespace kossa::page {

namespace {

int finest_halvings(const std::vector<ZoomTile>& tiles) {
    return std::min_element(tiles.begin(), tiles.end(),
                            [](const ZoomTile& a, const ZoomTile& b) { return a.place.halvings < b.place.halvings; })
        ->place.halvings;
}

}  // namespace

double finest_downsample(const std::vector<ZoomTile>& tiles, const report::Background& background) {
    return tiles.empty() ? background.level0_from_overlay.x : std::ldexp(1.0, finest_halvings(tiles));
}

Attributes zoom_attributes(const std::vector<ZoomTile>& tiles, const SlideIdentity& slide,
                           const report::Background& background) {
    return {{"id", "zoom-data"},
            {"hidden", "hidden"},
            {"data-width", std::to_string(slide.size.width)},
            {"data-height", std::to_string(slide.size.height)},
            {"data-finest", std::to_string(finest_halvings(tiles))},
            {"data-tile", std::to_string(zoom_tile_px)},
            {"data-level0-per-unit", fmt::format("{}", background.level0_from_overlay.x)}};
}

Html zoom_tile(const ZoomTile& tile) {
    const ZoomTilePlace& place = tile.place;
    return element("i", {{"data-place", fmt::format("{}/{}/{}", place.halvings, place.column, place.row)},
                         {"data-jpeg", report::base64(tile.jpeg)}});
}

}  // namespace kossa::page
