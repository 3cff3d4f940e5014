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
        throw SlideError("too-large",
                         fmt::format("{} is more than the {} pixels that can be read at once; make it a tiled "
                                     "pyramidal TIFF",
                                     place_name(level, region), largest_read_pixels));
    }
}

}  // namespace

std::string place_name(int level, const Box<LevelPixels>& region) {
    return fmt::format("level {}, region {} x {} at ({}, {})", level, region.width, region.height, region.x, region.y);
}

RgbImage read_padded(const SlideInfo& info, int level, const Box<LevelPixels>& region, const InsideReader& read_inside,
                     int factor) {
    require_level(info, level);
    if (region.empty()) {
        return {};
    }
    require_bounded(level, region);
    const Size<LevelPixels>& size = info.levels[static_cast<std::size_t>(level)].size;
    const Box<LevelPixels> inside =
        region.intersected({0, 0, size.width / factor * factor, size.height / factor * factor});
    if (inside == region) {
        return read_inside(inside);
    }
    const auto smaller = [factor](std::int64_t pixels) { return static_cast<int>(pixels / factor); };
    RgbImage padded(smaller(region.height), smaller(region.width), info.background);
    if (!inside.empty()) {
        const cv::Rect place(smaller(inside.x - region.x), smaller(inside.y - region.y), smaller(inside.width),
                             smaller(inside.height));
        read_inside(inside).copyTo(padded(place));
    }
    return padded;
}

}  // namespace kossa
