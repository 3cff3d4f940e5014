#pragma once

#include <string>
#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/measure/zoom_tile.hpp"
#include "kossa/report/crop_file.hpp"
#include "kossa/report/overlay.hpp"
#include "kossa/tiling/execution.hpp"

namespace kossa::app {

/// What is drawn of a result.
struct Drawn {
    std::string page;         ///< report.html
    std::string overlay_png;  ///< overlay.png
};

/// Both, drawn at the same time where there are threads for it.
Drawn drawn_of(const SlideResult& result, const report::Background& background,
               const std::vector<report::CropPicture>& crops, const std::vector<ZoomTile>& tiles,
               const ExecutionOptions& execution);

}  // namespace kossa::app
