#include "kossa/deposit/grain_form.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>

#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

double middle_of(std::vector<double> values) {
    if (values.empty()) {
        return 0.0;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

}  // namespace

bool is_round_grain(const std::vector<Run<Working>>& runs, std::int64_t pixels, const RoundGrainOptions& options,
                    const CellOptions& cells, const PixelSize& working) {
    const double area_um2 = working.area(pixels).value();
    return area_um2 >= options.least_um2 && area_um2 < cells.smallest_nucleus_um2() &&
           axis_ratio(runs, working) >= options.axis_ratio;
}

void AxisRatios::add(const std::vector<Run<Working>>& runs) {
    const std::int64_t pixels = std::transform_reduce(runs.begin(), runs.end(), std::int64_t{0}, std::plus(),
                                                      std::mem_fn(&Run<Working>::length));
    if (working_.area(pixels).value() < options_.least_um2) {
        return;
    }
    all_.push_back(axis_ratio(runs, working_));
    if (is_round_grain(runs, pixels, options_, cells_, working_)) {
        round_.push_back(all_.back());
    }
}

double AxisRatios::median() const {
    return middle_of(all_);
}

double AxisRatios::median_of_round() const {
    return middle_of(round_);
}

}  // namespace kossa
