#include "kossa/evaluate/run_algebra.hpp"

#include <algorithm>

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

bool any_within(const PixelSet& a, const PixelSet& b, const Reach& reach) {
    return std::any_of(a.begin(), a.end(), [&](const Run<Level0>& run) {
        for (std::int32_t y = run.y - reach.y; y <= run.y + reach.y; ++y) {
            if (meets(b, y, std::int64_t{run.x_begin} - reach.x, std::int64_t{run.x_end} + reach.x)) {
                return true;
            }
        }
        return false;
    });
}

}  // namespace kossa
