#pragma once

#include <string>
#include <string_view>

namespace kossa::page {

/// The viewer of report.html, OpenSeadragon, as it is vendored in src/page/openseadragon, and its licence.
std::string_view openseadragon();
std::string_view openseadragon_licence();

/// The text of the script element: the licence as a comment, and the library without the line that names the file of
/// its source map, which is not there.
std::string viewer_library();

}  // namespace kossa::page
