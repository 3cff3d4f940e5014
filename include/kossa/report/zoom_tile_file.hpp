#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kossa/measure/zoom_tile.hpp"

namespace kossa::report {

/// rescore-tiles.json.
std::string zoom_tiles_json(const std::vector<ZoomTile>& tiles);

/// The tiles as they were. Throws SlideError "corrupt".
std::vector<ZoomTile> zoom_tiles_of(std::string_view json);

}  // namespace kossa::report
