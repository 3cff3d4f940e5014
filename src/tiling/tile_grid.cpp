#include "kossa/tiling/tile_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <opencv2/imgproc.hpp>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {

constexpr int smallest_tile = 16;

/// Survey index of a working pixel's centre, kept within the raster.
int survey_index(std::int64_t working, double scale, int count) {
    return std::clamp(static_cast<int>((static_cast<double>(working) + 0.5) * scale), 0, count - 1);
}

/// The survey pixels that the centres of a tile's pixels lie in.
cv::Rect survey_pixels(const Box<Working>& tile, const cv::Size& size,
                       const Scaling<Survey, Working>& survey_from_working) {
    const int left = survey_index(tile.x, survey_from_working.x, size.width);
    const int right = survey_index(tile.right() - 1, survey_from_working.x, size.width);
    const int top = survey_index(tile.y, survey_from_working.y, size.height);
    const int bottom = survey_index(tile.bottom() - 1, survey_from_working.y, size.height);
    return {left, top, right - left + 1, bottom - top + 1};
}

/// The first of the working pixels [begin, end) that lies in survey pixel `survey` or a later one; `end` without any.
std::int64_t first_from(int survey, std::int64_t begin, std::int64_t end, double scale, int count) {
    while (begin < end && survey_index(begin, scale, count) < survey) {
        ++begin;
    }
    return begin;
}

/// Survey pixels along one axis, and how many working pixels have their centre in each.
struct Counted {
    int first = 0;
    std::vector<std::int64_t> counts;
};

Counted counted_along(std::int64_t begin, std::int64_t end, double scale, int count) {
    Counted result{survey_index(begin, scale, count), {}};
    for (std::int64_t working = begin; working < end; ++working) {
        const auto at = static_cast<std::size_t>(survey_index(working, scale, count) - result.first);
        result.counts.resize(std::max(result.counts.size(), at + 1), 0);
        ++result.counts[at];
    }
    return result;
}

}  // namespace

Box<Working> united(const Box<Working>& a, const Box<Working>& b) {
    if (a.empty() || b.empty()) {
        return a.empty() ? b : a;
    }
    const std::int64_t left = std::min(a.x, b.x);
    const std::int64_t top = std::min(a.y, b.y);
    return {left, top, std::max(a.right(), b.right()) - left, std::max(a.bottom(), b.bottom()) - top};
}

std::vector<Box<Working>> tile_grid(const Size<Working>& size, int tile_px) {
    if (tile_px < smallest_tile) {
        throw UsageError(fmt::format("a tile of {} pixels is too small; use at least {}", tile_px, smallest_tile));
    }
    std::vector<Box<Working>> tiles;
    for (std::int64_t y = 0; y < size.height; y += tile_px) {
        for (std::int64_t x = 0; x < size.width; x += tile_px) {
            tiles.push_back(Box<Working>{x, y, tile_px, tile_px}.intersected(whole(size)));
        }
    }
    return tiles;
}

std::vector<Box<Working>> tiles_touching(const std::vector<Box<Working>>& tiles, const MaskSheet& region,
                                         const Scaling<Survey, Working>& survey_from_working) {
    std::vector<Box<Working>> touching;
    std::copy_if(tiles.begin(), tiles.end(), std::back_inserter(touching), [&](const Box<Working>& tile) {
        return cv::countNonZero(region.part(survey_pixels(tile, region.size(), survey_from_working))) > 0;
    });
    return touching;
}

Box<Working> part_in(const Box<Working>& tile, const MaskSheet& region,
                     const Scaling<Survey, Working>& survey_from_working) {
    const cv::Rect seen = survey_pixels(tile, region.size(), survey_from_working);
    const cv::Rect inside = cv::boundingRect(region.part(seen));
    if (inside.empty()) {
        return {tile.x, tile.y, 0, 0};
    }
    const cv::Rect found = inside + seen.tl();
    const auto column = [&](int survey) {
        return first_from(survey, tile.x, tile.right(), survey_from_working.x, region.cols);
    };
    const auto row = [&](int survey) {
        return first_from(survey, tile.y, tile.bottom(), survey_from_working.y, region.rows);
    };
    const std::int64_t left = column(found.x);
    const std::int64_t top = row(found.y);
    return {left, top, column(found.br().x) - left, row(found.br().y) - top};
}

Mask region_in(const Box<Working>& tile, const MaskSheet& region, const Scaling<Survey, Working>& survey_from_working) {
    const cv::Rect seen = survey_pixels(tile, region.size(), survey_from_working);
    const Mask part = region.part(seen);
    std::vector<int> columns(static_cast<std::size_t>(tile.width));
    for (std::size_t x = 0; x < columns.size(); ++x) {
        columns[x] = survey_index(tile.x + static_cast<std::int64_t>(x), survey_from_working.x, region.cols) - seen.x;
    }
    Mask result(static_cast<int>(tile.height), static_cast<int>(tile.width));
    int row_above = -1;
    for (int y = 0; y < result.rows; ++y) {
        const int row = survey_index(tile.y + y, survey_from_working.y, region.rows) - seen.y;
        if (row == row_above) {
            std::copy_n(result[y - 1], result.cols, result[y]);
        } else {
            std::transform(columns.begin(), columns.end(), result[y],
                           [pixels = part[row]](int x) { return pixels[x]; });
        }
        row_above = row;
    }
    return result;
}

std::int64_t pixels_in(const Box<Working>& tile, const MaskSheet& region,
                       const Scaling<Survey, Working>& survey_from_working) {
    const Counted rows = counted_along(tile.y, tile.bottom(), survey_from_working.y, region.rows);
    const Counted columns = counted_along(tile.x, tile.right(), survey_from_working.x, region.cols);
    const Mask part = region.part(survey_pixels(tile, region.size(), survey_from_working));
    std::int64_t pixels = 0;
    for (std::size_t y = 0; y < rows.counts.size(); ++y) {
        const std::uint8_t* row = part[static_cast<int>(y)];
        for (std::size_t x = 0; x < columns.counts.size(); ++x) {
            pixels += row[x] != 0 ? rows.counts[y] * columns.counts[x] : 0;
        }
    }
    return pixels;
}

}  // namespace kossa
