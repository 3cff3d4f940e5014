#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "kossa/pyramid/tile_coding.hpp"

namespace kossa::pyramid {

/// Packed tiles that come before their place in a file: on disk, in a file without a name, until they are asked for.
/// Memory: 16 bytes per tile. Every failure is an OutputError with the system's reason alone.
class TileSpool {
  public:
    /// `path` is used for the moment of opening the file; nothing stays there whatever happens afterwards.
    TileSpool(const std::filesystem::path& path, const std::vector<std::int64_t>& tiles_per_level);

    void add(std::size_t level, std::int64_t index, const Bytes& bytes);
    /// The bytes of a tile that was added.
    Bytes tile(std::size_t level, std::int64_t index) const;

  private:
    struct Place {
        std::int64_t offset = 0;
        std::int64_t size = 0;
    };
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::int64_t end_ = 0;
    std::vector<std::vector<Place>> places_;
};

}  // namespace kossa::pyramid
