#pragma once

#include <filesystem>

namespace kossa::phantom {

/// A file under a temporary name beside its final one; removed unless kept. The constructor makes it, empty, so that a
/// folder that cannot be written to is found before the work. Throws OutputError.
class TemporaryFile {
  public:
    explicit TemporaryFile(std::filesystem::path final_path);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// Gives the file its final name, in place of an older one.
    void keep();

  private:
    std::filesystem::path final_path_;
    std::filesystem::path path_;
};

}  // namespace kossa::phantom
