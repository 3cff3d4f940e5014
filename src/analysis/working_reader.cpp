#include "kossa/analysis/working_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {

constexpr int wanted_block_px = 512;
constexpr int largest_block_px = 1024;

/// Side of the tiles of a level as OpenSlide tells it, or 1.
int tile_width(const SlideInfo& slide, int level) {
    const auto found = slide.properties.find(fmt::format("openslide.level[{}].tile-width", level));
    int width = 1;
    if (found != slide.properties.end()) {
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), width);
    }
    return std::max(1, width);
}

/// As many whole tiles as come closest to the wanted side, where that is whole working pixels.
int block_side(const SlideInfo& slide, const WorkingGrid& grid) {
    if (slide.levels.at(static_cast<std::size_t>(grid.level)).direct) {
        return 0;
    }
    const int tile = tile_width(slide, grid.level);
    const int working_tile = tile % grid.reduction == 0 ? tile / grid.reduction : 1;
    if (working_tile > largest_block_px) {
        return wanted_block_px;
    }
    return std::max(1, (wanted_block_px + working_tile / 2) / working_tile) * working_tile;
}

}  // namespace

WorkingReader::WorkingReader(const SlideSource& slide, const WorkingGrid& grid, std::size_t most_bytes)
    : slide_(slide), grid_(grid), block_px_(block_side(slide.info(), grid)) {
    if (block_px_ > 0) {
        const auto side = static_cast<std::size_t>(block_px_);
        most_blocks_ = std::max<std::size_t>(1, most_bytes / (3 * side * side));
    }
}

void WorkingReader::forget_oldest() {
    entries_.erase(uses_.back());
    uses_.pop_back();
}

WorkingReader::Share WorkingReader::share_of(const Box<Working>& box, std::promise<RgbImage>& promise) {
    const Place place{box.y, box.x};
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(place);
    if (found != entries_.end()) {
        uses_.splice(uses_.begin(), uses_, found->second.use);
        return {found->second.pixels, false};
    }
    uses_.push_front(place);
    const Block block = promise.get_future().share();
    entries_.emplace(place, Entry{block, uses_.begin()});
    while (entries_.size() > most_blocks_) {
        forget_oldest();
    }
    return {block, true};
}

RgbImage WorkingReader::block(const Box<Working>& box) {
    std::promise<RgbImage> promise;
    const Share share = share_of(box, promise);
    if (share.promised) {
        try {
            promise.set_value(read_working(slide_, grid_, box));
        } catch (...) {
            promise.set_exception(std::current_exception());
        }
    }
    return share.pixels.get();
}

RgbImage WorkingReader::read(const Box<Working>& region) {
    if (block_px_ == 0) {
        return read_working(slide_, grid_, region);
    }
    RgbImage pixels(static_cast<int>(region.height), static_cast<int>(region.width));
    try {
        for (const Box<Working>& box : squares_touching(region, block_px_)) {
            const Box<Working> shared = box.intersected(region);
            block(box)(rect_within(shared, box)).copyTo(pixels(rect_within(shared, region)));
        }
    } catch (const SlideError&) {
        return read_working(slide_, grid_, region);
    }
    return pixels;
}

}  // namespace kossa
