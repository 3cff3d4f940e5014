#include "input_files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <string>

#include "kossa/core/error.hpp"
#include "kossa/report/write_results.hpp"

namespace kossa::app {

namespace fs = std::filesystem;

std::optional<InputFiles::Identity> InputFiles::identity_of(const fs::path& file) {
    struct stat status {};
    return stat(file.c_str(), &status) == 0 ? std::optional(Identity{status.st_dev, status.st_ino}) : std::nullopt;
}

InputFiles::InputFiles(const std::vector<fs::path>& files) {
    for (const fs::path& file : files) {
        if (const std::optional<Identity> identity = identity_of(file)) {
            files_.emplace(*identity, file);
        }
    }
}

std::optional<fs::path> InputFiles::replaced_in(const fs::path& folder) const {
    for (const std::string& name : report::replaced_files()) {
        const std::optional<Identity> identity = identity_of(folder / name);
        const auto input = identity ? files_.find(*identity) : files_.end();
        if (input != files_.end()) {
            return input->second;
        }
    }
    return std::nullopt;
}

void require_kept(const std::vector<std::optional<fs::path>>& files, const fs::path& folder) {
    std::vector<fs::path> given;
    for (const std::optional<fs::path>& file : files) {
        if (file) {
            given.push_back(*file);
        }
    }
    if (const std::optional<fs::path> input = InputFiles(given).replaced_in(folder)) {
        throw UsageError(
            fmt::format("this would replace {} by a new result; save what you have changed under another name, and "
                        "give that",
                        input->string()));
    }
}

}  // namespace kossa::app
