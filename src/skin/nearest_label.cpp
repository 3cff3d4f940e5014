#include "nearest_label.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "kossa/core/widest_vectors.hpp"

namespace kossa {

namespace {

constexpr std::uint32_t unit_step = 1U << 16U;
constexpr std::uint32_t straight_step = unit_step;
constexpr std::uint32_t diagonal_step = 91750;      // 1.4
constexpr std::uint32_t knight_step = 143976;       // 2.1969
constexpr std::uint32_t farthest_away = INT32_MAX;  // 32,767 steps; a step more is no overflow
constexpr std::size_t row_margin = 2;               // columns beyond either end, where nothing is

/// A row of distances and labels with a margin at either end.
struct LabelRow {
    explicit LabelRow(std::size_t columns)
        : distance(columns + 2 * row_margin, farthest_away), label(columns + 2 * row_margin, -1) {}

    std::vector<std::uint32_t> distance;
    std::vector<std::int32_t> label;
};

/// What is nearer over one of the pixels of two rows beside this one; `ahead` is 1 or -1, the way the columns are gone
/// through: of equals the first counts.
KOSSA_WIDEST_VECTORS void take_nearer(std::uint32_t* __restrict distance, std::int32_t* __restrict label,
                                      const std::uint32_t* __restrict near, const std::int32_t* __restrict near_label,
                                      const std::uint32_t* __restrict far, const std::int32_t* __restrict far_label,
                                      std::ptrdiff_t ahead, std::ptrdiff_t columns) {
    for (std::ptrdiff_t x = 0; x < columns; ++x) {
        std::uint32_t least = distance[x];
        std::int32_t found = label[x];
        const auto over = [&](std::uint32_t other, std::int32_t other_label) {
            found = other < least ? other_label : found;
            least = std::min(least, other);
        };
        over(far[x - ahead] + knight_step, far_label[x - ahead]);
        over(far[x + ahead] + knight_step, far_label[x + ahead]);
        over(near[x - 2 * ahead] + knight_step, near_label[x - 2 * ahead]);
        over(near[x - ahead] + diagonal_step, near_label[x - ahead]);
        over(near[x] + straight_step, near_label[x]);
        over(near[x + ahead] + diagonal_step, near_label[x + ahead]);
        over(near[x + 2 * ahead] + knight_step, near_label[x + 2 * ahead]);
        distance[x] = least;
        label[x] = found;
    }
}

/// And over the pixel before it in the row.
void take_nearer_before(LabelRow& row, std::size_t columns, bool backwards) {
    std::uint32_t distance = farthest_away;
    std::int32_t label = -1;
    for (std::size_t i = 0; i < columns; ++i) {
        const std::size_t x = row_margin + (backwards ? columns - 1 - i : i);
        const bool nearer = distance + straight_step < row.distance[x];
        distance = nearer ? distance + straight_step : row.distance[x];
        label = nearer ? label : row.label[x];
        row.distance[x] = distance;
        row.label[x] = label;
    }
}

/// Goes through the rows one way, each from the two before it.
template <class Load, class Store>
void sweep(const cv::Size& size, bool backwards, const Load& load, const Store& store) {
    const auto columns = static_cast<std::size_t>(size.width);
    std::array<LabelRow, 3> rows{LabelRow(columns), LabelRow(columns), LabelRow(columns)};
    auto& [row, near, far] = rows;
    for (int i = 0; i < size.height; ++i) {
        const int y = backwards ? size.height - 1 - i : i;
        load(y, row);
        take_nearer(&row.distance[row_margin], &row.label[row_margin], &near.distance[row_margin],
                    &near.label[row_margin], &far.distance[row_margin], &far.label[row_margin], backwards ? -1 : 1,
                    size.width);
        take_nearer_before(row, columns, backwards);
        store(y, row);
        std::swap(near, far);
        std::swap(row, near);
    }
}

}  // namespace

void spread_labels(LabelRaster& labels) {
    cv::Mat_<std::int32_t> distances(labels.size());  // none is as large as to need the sign
    const auto columns = static_cast<std::size_t>(labels.cols);
    const auto store = [&](int y, const LabelRow& row) {
        std::copy_n(&row.distance[row_margin], columns, distances[y]);
        std::copy_n(&row.label[row_margin], columns, labels[y]);
    };
    sweep(
        labels.size(), false,
        [&](int y, LabelRow& row) {
            std::copy_n(labels[y], columns, &row.label[row_margin]);
            std::transform(labels[y], labels[y] + columns, &row.distance[row_margin],
                           [](std::int32_t label) { return label >= 0 ? 0 : farthest_away; });
        },
        store);
    sweep(
        labels.size(), true,
        [&](int y, LabelRow& row) {
            std::copy_n(distances[y], columns, &row.distance[row_margin]);
            std::copy_n(labels[y], columns, &row.label[row_margin]);
        },
        [&](int y, const LabelRow& row) { std::copy_n(&row.label[row_margin], columns, labels[y]); });
}

}  // namespace kossa
