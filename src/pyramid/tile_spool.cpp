#include "kossa/pyramid/tile_spool.hpp"

#include <cerrno>
#include <string>

#include "kossa/core/error.hpp"
#include "kossa/core/system_reason.hpp"

namespace kossa::pyramid {

namespace {

void require_done(bool success) {
    if (!success) {
        throw OutputError(system_reason());
    }
}

/// A new file without a name: never what is there under it, such as a link to a file of somebody else.
std::FILE* opened(const std::filesystem::path& path) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    errno = 0;
    std::FILE* file = std::fopen(path.c_str(), "w+bx");
    if (file != nullptr) {
        std::filesystem::remove(path, ignored);
    }
    return file;
}

}  // namespace

TileSpool::TileSpool(const std::filesystem::path& path, const std::vector<std::int64_t>& tiles_per_level)
    : file_(opened(path), &std::fclose) {
    require_done(file_ != nullptr);
    for (const std::int64_t count : tiles_per_level) {
        places_.emplace_back(static_cast<std::size_t>(count));
    }
}

void TileSpool::add(std::size_t level, std::int64_t index, const Bytes& bytes) {
    errno = 0;
    require_done(std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size());
    const auto size = static_cast<std::int64_t>(bytes.size());
    places_.at(level).at(static_cast<std::size_t>(index)) = {end_, size};
    end_ += size;
}

Bytes TileSpool::tile(std::size_t level, std::int64_t index) const {
    const Place& place = places_.at(level).at(static_cast<std::size_t>(index));
    Bytes bytes(static_cast<std::size_t>(place.size));
    errno = 0;
    require_done(fseeko(file_.get(), place.offset, SEEK_SET) == 0);
    require_done(std::fread(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size());
    return bytes;
}

}  // namespace kossa::pyramid
