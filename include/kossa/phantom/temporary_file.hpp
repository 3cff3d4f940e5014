#pragma once

#include <filesystem>
#include <functional>
#include <list>
#include <string>

namespace kossa::phantom {

/// A file under a temporary name beside its final one; removed unless kept. The constructor makes it, empty, so that a
/// folder that cannot be written to is found before the work. A plain file left under the temporary name is replaced;
/// anything else there is refused. All throw OutputError that names the final file and the system's reason.
class TemporaryFile {
  public:
    explicit TemporaryFile(std::filesystem::path final_path);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// Calls `write` with the temporary path; the message of an OutputError it throws is taken for the reason.
    void fill(const std::function<void(const std::filesystem::path&)>& write) const;
    /// Gives the file its final name, in place of an older one.
    void keep();
    /// Removes the file under its final name; for what was kept with others that could not be.
    void take_back();

  private:
    std::filesystem::path final_path_;
    std::filesystem::path path_;
};

/// Keeps all; if one cannot be kept, none stays under its final name. Throws OutputError.
void keep_all(std::list<TemporaryFile>& files);

}  // namespace kossa::phantom
