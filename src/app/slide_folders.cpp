#include "slide_folders.hpp"

#include <fmt/format.h>

#include <map>

#include "kossa/core/error.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

std::string folder_name(const fs::path& slide) {
    const fs::path file = slide.has_filename() ? slide : slide.parent_path();
    std::string stem = file.stem().string();
    if (stem.empty() || stem == "." || stem == ".." || stem == "/") {
        throw UsageError(fmt::format("'{}' is not the name of a slide file", slide.string()));
    }
    return stem;
}

namespace {

bool is_taken(const fs::path& folder, const fs::path& slide) {
    std::error_code ignored;
    return fs::equivalent(folder, slide, ignored) || fs::exists(folder / "Slidedat.ini", ignored);
}

}  // namespace

std::vector<fs::path> slide_folders(const fs::path& out, const std::vector<fs::path>& slides) {
    std::map<std::string, fs::path> owners;
    std::vector<fs::path> folders;
    for (const fs::path& slide : slides) {
        const std::string name = folder_name(slide);
        const auto [owner, is_new] = owners.emplace(name, slide);
        if (!is_new) {
            throw UsageError(fmt::format("{} and {} would both write to {}; score them into different folders",
                                         owner->second.string(), slide.string(), (out / name).string()));
        }
        folders.push_back(out / name);
        if (is_taken(folders.back(), slide)) {
            throw UsageError(
                fmt::format("the results of {} would go to {}, where a slide is; name another folder with --out",
                            slide.string(), folders.back().string()));
        }
    }
    return folders;
}

}  // namespace kossa::app
