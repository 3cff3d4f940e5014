#include "kossa/deposit/grain_form.hpp"

#include <algorithm>
#include <cstddef>

#include "kossa/core/median.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

double middle_of(std::vector<double> values) {
    return values.empty() ? 0.0 : median_of(values);
}

double area_um2(const std::vector<Run<Working>>& runs, const PixelSize& working) {
    PixelSums sums;
    std::ranges::for_each(runs, [&](const Run<Working>& run) { sums.add_places(run); });
    return working.area(sums.pixels).value();
}

}  // namespace

bool is_round_grain(const std::vector<Run<Working>>& runs, const RoundGrainOptions& options, const CellOptions& cells,
                    const PixelSize& working) {
    const double area = area_um2(runs, working);
    return area >= options.least_um2 && area < cells.smallest_nucleus_um2() &&
           axis_ratio(runs, working) >= options.axis_ratio;
}

void AxisRatios::add(const std::vector<Run<Working>>& runs) {
    const double area = area_um2(runs, working_);
    if (area < options_.least_um2) {
        return;
    }
    const double ratio = axis_ratio(runs, working_);
    all_.push_back(ratio);
    if (area < cells_.smallest_nucleus_um2() && ratio >= options_.axis_ratio) {
        round_.push_back(ratio);
    }
}

double AxisRatios::median() const {
    return middle_of(all_);
}

double AxisRatios::median_of_round() const {
    return middle_of(round_);
}

}  // namespace kossa
