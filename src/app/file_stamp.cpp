#include "file_stamp.hpp"

#include <sys/stat.h>

#include "kossa/core/error.hpp"

namespace kossa::app {

FileStamp stamp_of(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        return {};
    }
    return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

void require_unchanged(const std::filesystem::path& file, const FileStamp& before) {
    if (stamp_of(file) != before) {
        throw SlideError("changed",
                         "the file was written to or replaced while it was read; score it again when it is "
                         "whole");
    }
}

}  // namespace kossa::app
