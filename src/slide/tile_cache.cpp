#include "kossa/slide/tile_cache.hpp"

namespace kossa {

namespace {

std::size_t bytes_of(const RgbImage& pixels) {
    return pixels.total() * pixels.elemSize();
}

}  // namespace

std::optional<RgbImage> TileCache::find(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) {
        return std::nullopt;
    }
    entries_.splice(entries_.begin(), entries_, place->second);
    return entries_.front().pixels;
}

void TileCache::insert(const Key& key, const RgbImage& pixels) {
    const std::lock_guard lock(mutex_);
    if (places_.contains(key)) {
        return;
    }
    entries_.push_front({key, pixels});
    places_.emplace(key, entries_.begin());
    bytes_ += bytes_of(pixels);
    while (bytes_ > most_bytes_ && entries_.size() > 1) {
        bytes_ -= bytes_of(entries_.back().pixels);
        places_.erase(entries_.back().key);
        entries_.pop_back();
    }
}

void TileCache::clear(std::size_t least_bytes) {
    const std::lock_guard lock(mutex_);
    if (bytes_ < least_bytes) {
        return;
    }
    places_.clear();
    entries_.clear();
    bytes_ = 0;
}

}  // namespace kossa
