#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/measure/zoom_tile.hpp"
#include "kossa/report/crop_file.hpp"
#include "kossa/report/overlay.hpp"
#include "kossa/report/rescore_files.hpp"

namespace kossa::page {

/// report.html: everything about one slide in one file that needs nothing else, for a browser. Of a failed slide why it
/// failed and what to do. Figures are those of `result`; the same bytes for equal input. Nothing in it but its own
/// style and scripts takes effect, whatever texts the result holds. Its size is that of the pictures given, a third
/// more as text, and up to 4 MB of outlines and text. The tiles, which must outlive the document, are read while it is
/// written, one after the other.
report::Document report_page(const SlideResult& result, const std::optional<report::Background>& background,
                             const std::vector<report::CropPicture>& crops, const std::vector<ZoomTile>& tiles);

}  // namespace kossa::page
