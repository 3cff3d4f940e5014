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
    /// Sets a plain file of its final name aside, under former_name.
    void set_former_aside() const;
    /// Puts what was set aside in place of what was kept; what was not set aside stays as it is.
    void put_former_back() const;
    /// Removes what was set aside.
    void forget_former() const;

  private:
    std::filesystem::path final_path_;
    std::filesystem::path path_;
    bool kept_ = false;
};

/// What a file is called while new ones are put in place; where that was cut short it keeps the name.
std::filesystem::path former_name(std::filesystem::path file);

/// Keeps all; if one cannot be kept, the older ones are there as they were. Throws OutputError.
void keep_all(std::list<TemporaryFile>& files);

}  // namespace kossa::phantom
