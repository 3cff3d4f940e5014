#include "kossa/measure/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kossa {

namespace {
constexpr std::ptrdiff_t fewest_blocks = 8;
constexpr double normal_quantile_95 = 1.959964;
}  // namespace

std::optional<Distribution> distribution(std::vector<Weighted> values) {
    if (values.empty()) {
        return std::nullopt;
    }
    std::sort(values.begin(), values.end(), [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
    double total = 0.0;
    for (const Weighted& v : values) {
        total += v.weight;
    }
    const auto percentile = [&](double share) {
        double seen = 0.0;
        for (const Weighted& v : values) {
            seen += v.weight;
            if (seen >= share * total) {
                return v.value;
            }
        }
        return values.back().value;
    };
    return Distribution{static_cast<std::int64_t>(values.size()),
                        percentile(0.10),
                        percentile(0.25),
                        percentile(0.50),
                        percentile(0.75),
                        percentile(0.90),
                        values.back().value};
}

double t_quantile_95(int degrees_of_freedom) {
    const double z = normal_quantile_95;
    const double n = degrees_of_freedom;
    const double z3 = z * z * z;
    const double z5 = z3 * z * z;
    const double z7 = z5 * z * z;
    return z + (z3 + z) / (4.0 * n) + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * n * n) +
           (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * n * n * n);
}

Interval ratio_interval(const std::vector<BlockAreas>& blocks) {
    std::vector<BlockAreas> used;
    std::copy_if(blocks.begin(), blocks.end(), std::back_inserter(used),
                 [](const BlockAreas& b) { return b.tissue_um2 > 0.0 || b.deposit_um2 > 0.0; });
    const auto of_tissue =
        std::count_if(used.begin(), used.end(), [](const BlockAreas& b) { return b.tissue_um2 > 0.0; });
    const auto with_deposits =
        std::count_if(used.begin(), used.end(), [](const BlockAreas& b) { return b.deposit_um2 > 0.0; });
    if (of_tissue < fewest_blocks) {
        return {{},
                {},
                fmt::format("not available: {} square{} of tissue, {} needed", of_tissue, of_tissue == 1 ? "" : "s",
                            fewest_blocks)};
    }
    if (with_deposits < 2) {
        return {{}, {}, fmt::format("not available: deposits in {} of {} blocks", with_deposits, used.size())};
    }
    double deposit = 0.0;
    double tissue = 0.0;
    for (const BlockAreas& b : used) {
        deposit += b.deposit_um2;
        tissue += b.tissue_um2;
    }
    const double ratio = deposit / tissue;
    double squares = 0.0;
    for (const BlockAreas& b : used) {
        squares += std::pow(b.deposit_um2 - ratio * b.tissue_um2, 2);
    }
    const auto n = static_cast<double>(used.size());
    const double standard_error = std::sqrt(n / (n - 1.0) * squares) / deposit;  // of the logarithm
    const double reach = t_quantile_95(static_cast<int>(used.size()) - 1) * standard_error;
    return {ratio * std::exp(-reach), std::max(ratio, std::min(1.0, ratio * std::exp(reach))), ""};
}

}  // namespace kossa
