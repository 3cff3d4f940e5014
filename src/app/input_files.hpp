#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace kossa::app {

/// Files that a call reads, known by device and inode whatever name leads to them: results must not replace them.
class InputFiles {
  public:
    /// Paths that lead nowhere are left out.
    explicit InputFiles(const std::vector<std::filesystem::path>& files);

    /// The one of them, as it was given, that results written to `folder` would replace or remove. The folder's copy of
    /// the outlines is none: a run that is given it writes the same bytes.
    std::optional<std::filesystem::path> replaced_in(const std::filesystem::path& folder) const;

  private:
    using Identity = std::pair<std::uintmax_t, std::uintmax_t>;
    static std::optional<Identity> identity_of(const std::filesystem::path& file);

    std::map<Identity, std::filesystem::path> files_;
};

/// Throws UsageError, because nothing has been done yet, when one of `files` (of the options; nothing is none) would be
/// replaced by the results of the folder.
void require_kept(const std::vector<std::optional<std::filesystem::path>>& files, const std::filesystem::path& folder);

}  // namespace kossa::app
