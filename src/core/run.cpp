#include "kossa/core/run.hpp"

#include <algorithm>
#include <numeric>

namespace kossa {

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
        for (std::int32_t x = 0; x < mask.cols; ++x) {
            if (mask(y, x) == 0) {
                continue;
            }
            const std::int32_t begin = x;
            while (x < mask.cols && mask(y, x) != 0) {
                ++x;
            }
            runs.push_back({y, begin, x});
        }
    }
    return runs;
}

template <class Frame>
std::vector<Run<Frame>> merged(const std::vector<Run<Frame>>& runs) {
    std::vector<Run<Frame>> result;
    for (const Run<Frame>& run : runs) {
        if (!result.empty() && result.back().y == run.y && result.back().x_end == run.x_begin) {
            result.back().x_end = run.x_end;
        } else {
            result.push_back(run);
        }
    }
    return result;
}

template std::vector<std::int32_t> connected_sets(const std::vector<Run<Working>>&, Connectivity);
template std::vector<std::int32_t> connected_sets(const std::vector<Run<Survey>>&, Connectivity);
template std::vector<Run<Working>> merged(const std::vector<Run<Working>>&);
template std::vector<Run<Survey>> merged(const std::vector<Run<Survey>>&);

}  // namespace kossa
