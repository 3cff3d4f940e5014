#include "kossa/evaluate/run_algebra.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace kossa {

namespace {

/// The first run at or after a position; runs before it that reach over the position are the caller's to look at.
PixelSet::const_iterator first_from(const PixelSet& pixels, std::int64_t y) {
    return std::lower_bound(pixels.begin(), pixels.end(), y,
                            [](const Run<Level0>& run, std::int64_t row) { return run.y < row; });
}

/// Whether a row holds a pixel of [begin, end).
bool meets(const PixelSet& pixels, std::int32_t y, std::int64_t begin, std::int64_t end) {
    const auto after = std::partition_point(pixels.begin(), pixels.end(), [y, begin](const Run<Level0>& run) {
        return run.y < y || (run.y == y && run.x_end <= begin);
    });
    return after != pixels.end() && after->y == y && after->x_begin < end;
}

}  // namespace

std::int64_t pixel_count(const PixelSet& pixels) {
    return std::accumulate(pixels.begin(), pixels.end(), std::int64_t{0},
                           [](std::int64_t sum, const Run<Level0>& run) { return sum + run.length(); });
}

std::int64_t common_pixel_count(const PixelSet& a, const PixelSet& b) {
    std::int64_t count = 0;
    auto i = a.begin();
    auto j = b.begin();
    while (i != a.end() && j != b.end()) {
        if (i->y == j->y) {
            count += std::max(0, std::min(i->x_end, j->x_end) - std::max(i->x_begin, j->x_begin));
        }
        if (i->y != j->y ? i->y < j->y : i->x_end < j->x_end) {
            ++i;
        } else {
            ++j;
        }
    }
    return count;
}

PixelSet clipped(const PixelSet& pixels, const Box<Level0>& box) {
    PixelSet result;
    for (auto run = first_from(pixels, box.y); run != pixels.end() && run->y < box.bottom(); ++run) {
        const std::int64_t begin = std::max<std::int64_t>(run->x_begin, box.x);
        const std::int64_t end = std::min<std::int64_t>(run->x_end, box.right());
        if (begin < end) {
            result.push_back({run->y, static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)});
        }
    }
    return result;
}

Box<Level0> bounds_of(const PixelSet& pixels) {
    if (pixels.empty()) {
        return {};
    }
    std::int64_t left = std::numeric_limits<std::int64_t>::max();
    std::int64_t right = std::numeric_limits<std::int64_t>::min();
    for (const Run<Level0>& run : pixels) {
        left = std::min<std::int64_t>(left, run.x_begin);
        right = std::max<std::int64_t>(right, run.x_end);
    }
    return {left, pixels.front().y, right - left, pixels.back().y + 1 - pixels.front().y};
}

bool any_within(const PixelSet& a, const PixelSet& b, std::int32_t reach) {
    return std::any_of(a.begin(), a.end(), [&](const Run<Level0>& run) {
        for (std::int32_t y = run.y - reach; y <= run.y + reach; ++y) {
            if (meets(b, y, std::int64_t{run.x_begin} - reach, std::int64_t{run.x_end} + reach)) {
                return true;
            }
        }
        return false;
    });
}

}  // namespace kossa
