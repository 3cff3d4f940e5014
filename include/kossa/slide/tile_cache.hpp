#pragma once

#include <compare>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>

#include "kossa/core/raster.hpp"

namespace kossa {

/// Decoded tiles, the ones used last. Safe from many threads; the lock is held for the look-up only, never while a tile
/// is decoded.
class TileCache {
  public:
    struct Key {
        int level = 0;
        std::size_t number = 0;  ///< of the tile
        int reduction = 1;       ///< at which it was decoded
        auto operator<=>(const Key&) const = default;
    };

    explicit TileCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    /// The pixels are shared, not copied: nobody may write to them.
    std::optional<RgbImage> find(const Key& key);
    /// Keeps the tile and lets go those not used for longest until all together are within the limit.
    void insert(const Key& key, const RgbImage& pixels);
    /// Lets go of all if that is as much as `least_bytes`.
    void clear(std::size_t least_bytes = 0);

  private:
    struct Entry {
        Key key;
        RgbImage pixels;
    };
    std::mutex mutex_;
    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    std::list<Entry> entries_;  ///< the one used last in front
    std::map<Key, std::list<Entry>::iterator> places_;
};

}  // namespace kossa
