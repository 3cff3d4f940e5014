#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <vector>

namespace kossa {

/// Calls visit(y, sums) for every row at least `half` rows from the edges, where sums[x] is the sum of column x over
/// the rows y - half .. y + half. `row_of(y)` gives a function of x: the value at that pixel; it is asked twice,
/// whatever `half` is. `Sum` must hold the sums.
template <class Sum, class RowOf, class Visit>
void visit_column_sums(const cv::Size& size, int half, const RowOf& row_of, const Visit& visit) {
    std::vector<Sum> sums(static_cast<std::size_t>(size.width), 0);
    const auto add = [&](int y) {
        const auto row = row_of(y);
        for (std::size_t x = 0; x < sums.size(); ++x) {
            sums[x] += row(x);
        }
    };
    for (int y = 0; y < 2 * half && y < size.height; ++y) {
        add(y);
    }
    for (int y = half; y + half < size.height; ++y) {
        add(y + half);
        visit(y, sums);
        const auto last = row_of(y - half);
        for (std::size_t x = 0; x < sums.size(); ++x) {
            sums[x] -= last(x);
        }
    }
}

}  // namespace kossa
