#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kossa/analysis/regions_file.hpp"

namespace kossa::app {

/// The outlines that --regions names for each slide, in their order; nothing without --regions. `slides` are the names
/// of their result folders. A file is for one slide; a folder holds one for each: that name with ".geojson" or
/// ".geojson.gz". Everything is read. Throws UsageError where a file is given for several slides, one is missing in
/// the folder, or one cannot be used.
std::vector<std::optional<RegionsFile>> regions_of_slides(const std::optional<std::filesystem::path>& regions,
                                                          const std::vector<std::string>& slides);

/// Of outlines that may be none.
std::optional<std::filesystem::path> path_given(const std::optional<RegionsFile>& regions);
std::optional<std::string> bytes_given(const std::optional<RegionsFile>& regions);

}  // namespace kossa::app
