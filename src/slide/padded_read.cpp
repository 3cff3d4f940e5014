#include "kossa/slide/padded_read.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <stdexcept>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {

/// Farther out than any slide; keeps the arithmetic of boxes from overflowing.
constexpr std::int64_t farthest_position = std::int64_t{1} << 40;

void require_level(const SlideInfo& info, int level) {
    if (level < 0 || static_cast<std::size_t>(level) >= info.levels.size()) {
        throw std::out_of_range(fmt::format("level {} of {} levels", level, info.levels.size()));
    }
}

void require_bounded(int level, const Box<LevelPixels>& region) {
    const bool small = region.width <= largest_read_pixels && region.height <= largest_read_pixels &&
                       region.width * region.height <= largest_read_pixels;
    if (!small || std::abs(region.x) > farthest_position || std::abs(region.y) > farthest_position) {
        throw SlideError("too-large", fmt::format("{} is more than can be read at once; the limit is {} pixels",
                                                  place_name(level, region), largest_read_pixels));
    }
}

}  // namespace

std::string place_name(int level, const Box<LevelPixels>& region) {
    return fmt::format("level {}, region {} x {} at ({}, {})", level, region.width, region.height, region.x, region.y);
}

RgbImage read_padded(const SlideInfo& info, int level, const Box<LevelPixels>& region,
                     const InsideReader& read_inside) {
    require_level(info, level);
    if (region.empty()) {
        return {};
    }
    require_bounded(level, region);
    const Box<LevelPixels> inside = region.intersected(whole(info.levels[static_cast<std::size_t>(level)].size));
    if (inside == region) {
        return read_inside(inside);
    }
    RgbImage padded(static_cast<int>(region.height), static_cast<int>(region.width), info.background);
    if (!inside.empty()) {
        const cv::Rect place(static_cast<int>(inside.x - region.x), static_cast<int>(inside.y - region.y),
                             static_cast<int>(inside.width), static_cast<int>(inside.height));
        read_inside(inside).copyTo(padded(place));
    }
    return padded;
}

}  // namespace kossa
