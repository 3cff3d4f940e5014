#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kossa::app {

/// The folder below --out that a slide's results go to: its file name without the last extension ("a/b.ome.tif" gives
/// "b.ome"). Throws UsageError where the path has no file name, such as "..".
std::string folder_name(const std::filesystem::path& slide);

/// The folders of all slides, in their order. Throws UsageError naming two slides that would share one, or one for
/// which a slide lies there: itself, or the tiles of a MIRAX slide.
std::vector<std::filesystem::path> slide_folders(const std::filesystem::path& out,
                                                 const std::vector<std::filesystem::path>& slides);

}  // namespace kossa::app
