#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace kossa::support {

/// All of a file, in blocks: tests are not optimised, and byte by byte large results took most of their time. Empty
/// where it cannot be read.
inline std::string content_of(const std::filesystem::path& path) {
    std::ostringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    return std::move(content).str();
}

/// A file of the given text in a folder of its own, removed at the end.
class TextFile {
  public:
    explicit TextFile(std::string_view text, std::string_view name = "outlines.geojson") {
        std::string folder = (std::filesystem::temp_directory_path() / "kossa-text-XXXXXX").string();
        folder_ = mkdtemp(folder.data()) == nullptr ? "" : folder;
        std::ofstream(path_ = folder_ / name, std::ios::binary) << text;
    }
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;
    ~TextFile() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path folder_;
    std::filesystem::path path_;
};

}  // namespace kossa::support
