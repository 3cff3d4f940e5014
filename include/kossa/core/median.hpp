#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace kossa {

/// The median absolute deviation of a normal distribution times this is its standard deviation.
inline constexpr double sigma_from_mad = 1.4826;

/// The value that would have this rank, from 0, were they sorted; it must be one of them. Reorders them.
template <class T>
T value_of_rank(std::vector<T>& values, std::size_t rank) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Of an even number the larger of the two in the middle. There must be some. Reorders them.
template <class T>
T median_of(std::vector<T>& values) {
    return value_of_rank(values, values.size() / 2);
}

/// The value of that share of the ranks, 0..1, rounded down. There must be some. Reorders them.
template <class T>
T quantile(std::vector<T>& values, double share) {
    return value_of_rank(values, static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

}  // namespace kossa
