#pragma once

#include <cstdint>
#include <filesystem>

namespace kossa::app {

/// What changes when a file is written to or replaced: its number, size and time of change. All 0 where there is none.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t number = 0;
    std::int64_t size = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;

    bool operator==(const FileStamp&) const = default;
};

FileStamp stamp_of(const std::filesystem::path& file);

/// Throws SlideError "changed" where the file is no longer the one that had this stamp: what was read of it may be of
/// two slides. Of a slide of several files only the one that was named is looked at.
void require_unchanged(const std::filesystem::path& file, const FileStamp& before);

}  // namespace kossa::app
