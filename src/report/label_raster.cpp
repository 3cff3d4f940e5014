#include "kossa/report/label_raster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "kossa/core/rasterise.hpp"

namespace kossa::report {

namespace {

constexpr int layer_step = 30;
constexpr int deposit_base = 200;
constexpr int deposit_step = 10;

int number_of(Zone zone) {
    return static_cast<int>(zone) + 1;
}

using Runs = std::vector<Run<Working>>;

Runs runs_of_zone(const std::vector<DepositRow>& deposits, Zone zone, const Size<Working>& grid,
                  const Scaling<Working, Level0>& working_from_level0) {
    Runs runs;
    for (const DepositRow& deposit : deposits) {
        if (deposit.zone == zone) {
            std::ranges::move(covered(deposit.outline, grid, working_from_level0), std::back_inserter(runs));
        }
    }
    std::ranges::sort(runs);
    return runs;
}

std::uint8_t folded(const std::array<std::uint8_t, 4>& labels) {
    if (labels[0] == labels[1] && labels[0] == labels[2] && labels[0] == labels[3]) {
        return labels[0];
    }
    const std::uint8_t largest = *std::ranges::max_element(labels);
    if (largest > deposit_base) {
        return largest;
    }
    return *std::ranges::max_element(labels, {}, [&](std::uint8_t label) { return std::ranges::count(labels, label); });
}

}  // namespace

std::uint8_t layer_label(Zone zone) {
    return static_cast<std::uint8_t>(layer_step * number_of(zone));
}

std::uint8_t deposit_label(Zone zone) {
    return static_cast<std::uint8_t>(deposit_base + deposit_step * number_of(zone));
}

std::string label_legend() {
    std::string text = "0 nothing";
    for (const Zone zone : all_zones) {
        text += fmt::format(", {} {}", layer_label(zone), name(zone));
    }
    for (const Zone zone : all_zones) {
        text += fmt::format(", {} deposit: {}", deposit_label(zone), name(zone));
    }
    return text;
}

LabelRaster::LabelRaster(const SlideResult& result, const Size<Working>& grid,
                         const Scaling<Level0, Working>& level0_from_working) {
    const Scaling<Working, Level0> working_from_level0 = level0_from_working.inverse();
    const LayerOutlines& layers = result.layers;
    const std::array<std::pair<Zone, const MultiPolygon<Level0>*>, 5> outlines{
        {{Zone::unassessable, &layers.tissue},
         {Zone::deep_dermis, &layers.deep_dermis},
         {Zone::upper_dermis, &layers.upper_dermis},
         {Zone::subcutis, &layers.subcutis},
         {Zone::epidermis, &layers.epidermis}}};
    for (const auto& [zone, polygons] : outlines) {
        planes_.push_back({layer_label(zone), covered(*polygons, grid, working_from_level0)});
    }
    for (const Zone zone : all_zones) {
        planes_.push_back({deposit_label(zone), runs_of_zone(result.deposits, zone, grid, working_from_level0)});
    }
}

cv::Mat_<std::uint8_t> LabelRaster::part(const Box<Working>& box) const {
    cv::Mat_<std::uint8_t> labels(static_cast<int>(box.height), static_cast<int>(box.width), std::uint8_t{0});
    const auto above = [](const Run<Working>& run, std::int64_t y) { return run.y < y; };
    for (const Plane& plane : planes_) {
        auto run = std::lower_bound(plane.runs.begin(), plane.runs.end(), box.y, above);
        for (; run != plane.runs.end() && run->y < box.bottom(); ++run) {
            const std::int64_t begin = std::max<std::int64_t>(run->x_begin, box.x);
            const std::int64_t end = std::min<std::int64_t>(run->x_end, box.right());
            if (begin < end) {
                std::uint8_t* row = labels[static_cast<int>(run->y - box.y)];
                std::fill(row + (begin - box.x), row + (end - box.x), plane.label);
            }
        }
    }
    return labels;
}

cv::Mat_<std::uint8_t> folded_labels(const cv::Mat_<std::uint8_t>& labels) {
    cv::Mat_<std::uint8_t> half(labels.rows / 2, labels.cols / 2);
    for (int y = 0; y < half.rows; ++y) {
        const std::uint8_t* upper = labels[2 * y];
        const std::uint8_t* lower = labels[2 * y + 1];
        for (int x = 0; x < half.cols; ++x, upper += 2, lower += 2) {
            half(y, x) = folded({upper[0], upper[1], lower[0], lower[1]});
        }
    }
    return half;
}

}  // namespace kossa::report
