#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/measure/zoom_tile.hpp"
#include "kossa/report/crop_file.hpp"
#include "kossa/report/overlay.hpp"

namespace kossa::page {

/// report.html: everything about one slide in one file that needs nothing else, for a browser. Of a failed slide why it
/// failed and what to do. Figures are those of `result`; the same bytes for equal input. Nothing in it but its own
/// style and script and the viewer takes effect, whatever texts the result holds. Below 15 MB: of the tiles, whose
/// bytes become a third more as text, up to 4.5 MB.
std::string report_page(const SlideResult& result, const std::optional<report::Background>& background,
                        const std::vector<report::CropPicture>& crops, const std::vector<ZoomTile>& tiles);

}  // namespace kossa::page
