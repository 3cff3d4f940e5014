#include "slide_regions.hpp"

#include <fmt/format.h>

#include "kossa/core/error.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

namespace {

fs::path file_in(const fs::path& folder, const std::string& slide) {
    const std::string name = slide + ".geojson";
    for (const std::string& file : {name, name + ".gz"}) {
        std::error_code ignored;
        if (fs::exists(folder / file, ignored)) {
            return folder / file;
        }
    }
    throw UsageError(
        fmt::format("the folder {} that --regions names holds no {}; give slides without outlines a call of their own",
                    folder.string(), name));
}

}  // namespace

std::vector<std::optional<RegionsFile>> regions_of_slides(const std::optional<fs::path>& regions,
                                                          const std::vector<std::string>& slides) {
    std::vector<std::optional<RegionsFile>> result(slides.size());
    if (!regions) {
        return result;
    }
    std::error_code ignored;
    const bool is_folder = fs::is_directory(*regions, ignored);
    if (!is_folder && slides.size() > 1) {
        throw UsageError(
            fmt::format("--regions {} is one file, and the outlines of one slide do not fit the other {}; "
                        "give a folder that holds <slide name>.geojson for each",
                        regions->string(), slides.size() - 1));
    }
    for (std::size_t i = 0; i < slides.size(); ++i) {
        result[i] = read_regions(is_folder ? file_in(*regions, slides[i]) : *regions);
    }
    return result;
}

std::optional<fs::path> path_given(const std::optional<RegionsFile>& regions) {
    return regions ? std::optional(regions->path) : std::nullopt;
}

std::optional<std::string> bytes_given(const std::optional<RegionsFile>& regions) {
    return regions ? std::optional(regions->bytes) : std::nullopt;
}

}  // namespace kossa::app
