#include "kossa/report/zoom_tile_file.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "kossa/core/error.hpp"
#include "kossa/report/base64.hpp"

namespace kossa::report {

namespace {

constexpr int most_halvings = 30;

ZoomTile zoom_tile_of(const nlohmann::json& entry) {
    const ZoomTilePlace place{entry.at("halvings").get<int>(), entry.at("column").get<std::int64_t>(),
                              entry.at("row").get<std::int64_t>()};
    if (place.halvings < 0 || place.halvings > most_halvings || place.column < 0 || place.row < 0) {
        throw SlideError("corrupt", "the stored tiles lie outside the slide; score the slide anew");
    }
    return {place, base64_bytes(entry.at("jpeg").get_ref<const std::string&>())};
}

}  // namespace

std::string zoom_tiles_json(const std::vector<ZoomTile>& tiles) {
    std::string text = "{\"tiles\": [";
    for (const ZoomTile& tile : tiles) {
        text += fmt::format("{}\n{{\"halvings\":{},\"column\":{},\"row\":{},\"jpeg\":\"{}\"}}",
                            &tile == &tiles.front() ? "" : ",", tile.place.halvings, tile.place.column, tile.place.row,
                            base64(tile.jpeg));
    }
    return text + "\n]}\n";
}

std::vector<ZoomTile> zoom_tiles_of(std::string_view json) {
    try {
        std::vector<ZoomTile> tiles;
        const nlohmann::json document = nlohmann::json::parse(json);
        for (const nlohmann::json& entry : document.at("tiles")) {
            tiles.push_back(zoom_tile_of(entry));
        }
        return tiles;
    } catch (const nlohmann::json::exception&) {
        throw SlideError("corrupt", "the stored tiles are damaged; score the slide anew");
    }
}

}  // namespace kossa::report
