#include "kossa/core/run.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>

namespace kossa {

namespace {

/// The first of the pixels that is not 0, or `end`; eight at a time where all are.
const std::uint8_t* first_inside(const std::uint8_t* pixel, const std::uint8_t* end) {
    for (std::uint64_t eight = 0; end - pixel >= 8; pixel += 8) {
        std::memcpy(&eight, pixel, sizeof eight);
        if (eight != 0) {
            break;
        }
    }
    return std::find_if(pixel, end, [](std::uint8_t p) { return p != 0; });
}

const std::uint8_t* first_outside(const std::uint8_t* pixel, const std::uint8_t* end) {
    const void* found = std::memchr(pixel, 0, static_cast<std::size_t>(end - pixel));
    return found == nullptr ? end : static_cast<const std::uint8_t*>(found);
}

}  // namespace

DisjointSets::DisjointSets(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
}

std::size_t DisjointSets::find(std::size_t i) {
    while (parent_[i] != i) {
        parent_[i] = parent_[parent_[i]];
        i = parent_[i];
    }
    return i;
}

void DisjointSets::join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
}

template <class Frame>
std::vector<std::int32_t> connected_sets(const std::vector<Run<Frame>>& runs, Connectivity connectivity) {
    DisjointSets sets(runs.size());
    const std::int32_t reach = connectivity == Connectivity::eight ? 1 : 0;
    std::size_t above = 0;  // first run of the row above that may still touch
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Run<Frame>& run = runs[i];
        if (i > 0 && runs[i - 1].y == run.y && runs[i - 1].x_end == run.x_begin) {
            sets.join(i, i - 1);
        }
        while (above < i && (runs[above].y < run.y - 1 ||
                             (runs[above].y == run.y - 1 && runs[above].x_end + reach <= run.x_begin))) {
            ++above;
        }
        for (std::size_t j = above; j < i && runs[j].y == run.y - 1 && runs[j].x_begin < run.x_end + reach; ++j) {
            sets.join(i, j);
        }
    }
    std::vector<std::int32_t> numbers(runs.size());
    std::int32_t next = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::size_t root = sets.find(i);
        numbers[i] = root == i ? next++ : numbers[root];
    }
    return numbers;
}

std::vector<Run<Survey>> runs_of(const Mask& mask) {
    std::vector<Run<Survey>> runs;
    for (std::int32_t y = 0; y < mask.rows; ++y) {
        const std::uint8_t* row = mask[y];
        const std::uint8_t* end = row + mask.cols;
        const std::uint8_t* begin = first_inside(row, end);
        while (begin != end) {
            const std::uint8_t* outside = first_outside(begin, end);
            runs.push_back({y, static_cast<std::int32_t>(begin - row), static_cast<std::int32_t>(outside - row)});
            begin = first_inside(outside, end);
        }
    }
    return runs;
}

std::vector<Run<Survey>> runs_of(const MaskSheet& mask) {
    constexpr int band = 64;
    std::vector<Run<Survey>> runs;
    for (int y = 0; y < mask.rows; y += band) {
        for (const Run<Survey>& run : runs_of(mask.part(cv::Rect(0, y, mask.cols, band) & mask.box()))) {
            runs.push_back({run.y + y, run.x_begin, run.x_end});
        }
    }
    return runs;
}

template <class Frame>
std::vector<Run<Frame>> merged(std::vector<Run<Frame>> runs) {
    if (!std::ranges::is_sorted(runs)) {
        std::ranges::sort(runs);
    }
    std::vector<Run<Frame>> result;
    result.reserve(runs.size());
    for (const Run<Frame>& run : runs) {
        if (!result.empty() && result.back().y == run.y && run.x_begin <= result.back().x_end) {
            result.back().x_end = std::max(result.back().x_end, run.x_end);
        } else {
            result.push_back(run);
        }
    }
    return result;
}

template <class Frame>
std::vector<Run<Frame>> without(const std::vector<Run<Frame>>& runs, const std::vector<Run<Frame>>& others) {
    std::vector<Run<Frame>> rest;
    auto next = others.begin();
    for (Run<Frame> run : runs) {
        next = std::find_if(next, others.end(), [&](const Run<Frame>& other) { return !ends_before(other, run); });
        for (auto other = next; other != others.end() && !ends_before(run, *other); ++other) {
            if (run.x_begin < other->x_begin) {
                rest.push_back({run.y, run.x_begin, other->x_begin});
            }
            run.x_begin = std::min(run.x_end, std::max(run.x_begin, other->x_end));
        }
        if (run.x_begin < run.x_end) {
            rest.push_back(run);
        }
    }
    return rest;
}

template <class Frame>
std::int64_t pixel_count(const std::vector<Run<Frame>>& runs) {
    return std::accumulate(runs.begin(), runs.end(), std::int64_t{0},
                           [](std::int64_t sum, const Run<Frame>& run) { return sum + run.length(); });
}

template <class Frame>
Box<Frame> bounding_box(const std::vector<Run<Frame>>& runs) {
    if (runs.empty()) {
        return {};
    }
    std::int32_t left = std::numeric_limits<std::int32_t>::max();
    std::int32_t right = std::numeric_limits<std::int32_t>::min();
    for (const Run<Frame>& run : runs) {
        left = std::min(left, run.x_begin);
        right = std::max(right, run.x_end);
    }
    return {left, runs.front().y, std::int64_t{right} - left, std::int64_t{runs.back().y} - runs.front().y + 1};
}

template <class Frame>
std::int64_t common_pixels(const std::vector<Run<Frame>>& runs, const std::vector<Run<Frame>>& others) {
    std::int64_t common = 0;
    for (const Run<Frame>& run : runs) {
        auto other = std::partition_point(others.begin(), others.end(),
                                          [&](const Run<Frame>& earlier) { return ends_before(earlier, run); });
        for (; other != others.end() && !ends_before(run, *other); ++other) {
            common += std::min(run.x_end, other->x_end) - std::max(run.x_begin, other->x_begin);
        }
    }
    return common;
}

template std::vector<std::int32_t> connected_sets(const std::vector<Run<Working>>&, Connectivity);
template std::vector<std::int32_t> connected_sets(const std::vector<Run<Survey>>&, Connectivity);
template std::vector<Run<Level0>> merged(std::vector<Run<Level0>>);
template std::vector<Run<Working>> merged(std::vector<Run<Working>>);
template std::vector<Run<Survey>> merged(std::vector<Run<Survey>>);
template std::vector<Run<Working>> without(const std::vector<Run<Working>>&, const std::vector<Run<Working>>&);
template std::vector<Run<Survey>> without(const std::vector<Run<Survey>>&, const std::vector<Run<Survey>>&);
template std::int64_t pixel_count(const std::vector<Run<Level0>>&);
template std::int64_t pixel_count(const std::vector<Run<Working>>&);
template Box<Level0> bounding_box(const std::vector<Run<Level0>>&);
template Box<Working> bounding_box(const std::vector<Run<Working>>&);
template std::int64_t common_pixels(const std::vector<Run<Level0>>&, const std::vector<Run<Level0>>&);
template std::int64_t common_pixels(const std::vector<Run<Working>>&, const std::vector<Run<Working>>&);

}  // namespace kossa
