#pragma once

#include <cstddef>

#include "kossa/measure/result.hpp"
#include "kossa/measure/zoom_tile.hpp"
#include "kossa/page/html.hpp"
#include "kossa/report/overlay.hpp"

namespace kossa::page {

/// Deposits and what was turned down drawn as shapes of their own; of more, the largest. The table of deposits has no
/// more rows.
inline constexpr std::size_t most_deposits_drawn = 2000;
inline constexpr std::size_t most_confusers_drawn = 1000;
inline constexpr std::size_t most_rows = 300;

/// Where in the page the shape of a confuser that is set aside is to be found, by its index.
std::string set_aside_id(std::size_t index);
/// The same of one that was turned down.
std::string turned_down_id(std::size_t index);

/// The rows of the `most` largest, in their order.
template <class Row>
std::vector<std::size_t> largest(const std::vector<Row>& rows, std::size_t most);

/// The picture of the slide with layers and deposits on it, each layer a group that can be switched off, with switches,
/// buttons to zoom, and scale bar. A deposit leads to its row in the table. Works without a script but for zooming and
/// switching. Objects are drawn to half a pixel of the finest tiles, more coarsely where
/// they would take more than 3 MB.
Html slide_view(const SlideResult& result, const report::Background& background, const std::vector<ZoomTile>& tiles);

}  // namespace kossa::page
