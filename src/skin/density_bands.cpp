#include "kossa/skin/density_bands.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <map>
#include <mutex>
#include <unordered_map>

#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

constexpr int least_rows_of_band = 64;
constexpr std::size_t levels_of_otsu = 256;

/// Counts values of which few differ: the last of each slot of a small table is counted there.
class Counter {
  public:
    void add(float value) {
        const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
        Slot& slot = slots_[bits * 2654435769U >> 22U];  // NOLINT(*-constant-array-index)
        if (slot.value != value) {
            empty(slot);
            slot.value = value;
        }
        ++slot.count;
    }

    std::unordered_map<float, std::int64_t> counts() && {
        std::ranges::for_each(slots_, [this](Slot& slot) { empty(slot); });
        return std::move(counts_);
    }

  private:
    struct Slot {
        float value = 0.0F;
        std::int64_t count = 0;
    };

    void empty(Slot& slot) {
        if (slot.count > 0) {
            counts_[slot.value] += slot.count;
            slot.count = 0;
        }
    }

    std::array<Slot, 1024> slots_{};
    std::unordered_map<float, std::int64_t> counts_;
};

void count_row(Counter& counter, const float* row, const std::uint8_t* inside, int count) {
    for (int x = 0; x < count; ++x) {
        if (inside == nullptr || inside[x] != 0) {
            counter.add(row[x]);
        }
    }
}

DensityCounts counted(const DensityBands& od, const MaskSheet* inside) {
    std::unordered_map<float, std::int64_t> all;
    std::mutex adding;
    over_stretches(od.size.height, least_rows_of_band, [&](int begin, int end) {
        Counter counter;
        const FloatRaster rows = od.rows(begin, end);
        const Mask counts_in = inside == nullptr ? Mask() : inside->part({0, begin, rows.cols, rows.rows});
        for (int y = 0; y < rows.rows; ++y) {
            count_row(counter, rows[y], inside == nullptr ? nullptr : counts_in[y], rows.cols);
        }
        const std::lock_guard<std::mutex> lock(adding);
        for (const auto& [value, count] : std::move(counter).counts()) {
            all[value] += count;
        }
    });
    DensityCounts counts(all.begin(), all.end());
    std::ranges::sort(counts);
    return counts;
}

std::int64_t total_of(const DensityCounts& counts) {
    std::int64_t total = 0;
    for (const auto& [value, count] : counts) {
        total += count;
    }
    return total;
}

/// Pixels on each level.
std::array<double, levels_of_otsu> histogram(const DensityCounts& counts, double darkest) {
    FloatRaster values(1, static_cast<int>(counts.size()));
    std::transform(counts.begin(), counts.end(), values.begin(), [](const auto& count) { return count.first; });
    Mask levels;
    cv::Mat(values).convertTo(levels, CV_8U, static_cast<double>(levels_of_otsu - 1) / darkest);
    std::array<double, levels_of_otsu> pixels{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        pixels.at(levels(0, static_cast<int>(i))) += static_cast<double>(counts[i].second);
    }
    return pixels;
}

/// The level up to which one class reaches; of levels that divide equally well the first.
std::size_t best_division(const std::array<double, levels_of_otsu>& pixels, double total, double mean) {
    constexpr double least_share = FLT_EPSILON;
    double below = 0.0;
    double below_mean = 0.0;
    double best_variance = 0.0;
    std::size_t best = 0;
    for (std::size_t level = 0; level < pixels.size(); ++level) {
        const double share = pixels.at(level) / total;
        below_mean *= below;
        below += share;
        const double above = 1.0 - below;
        if (std::min(below, above) < least_share || std::max(below, above) > 1.0 - least_share) {
            continue;
        }
        below_mean = (below_mean + static_cast<double>(level) * share) / below;
        const double apart = below_mean - (mean - below * below_mean) / above;
        if (const double variance = below * above * apart * apart; variance > best_variance) {
            best_variance = variance;
            best = level;
        }
    }
    return best;
}

/// Mean level of [begin, end); 0 without pixels.
double mean_level(const std::array<double, levels_of_otsu>& pixels, std::size_t begin, std::size_t end) {
    double sum = 0.0;
    double total = 0.0;
    for (std::size_t level = begin; level < end; ++level) {
        sum += static_cast<double>(level) * pixels.at(level);
        total += pixels.at(level);
    }
    return total > 0.0 ? sum / total : 0.0;
}

}  // namespace

DensityBands bands_of(const FloatRaster& od) {
    return {od.size(), [od](int begin, int end) { return FloatRaster(od.rowRange(begin, end)); }};
}

DensityCounts count_densities(const DensityBands& od) {
    return counted(od, nullptr);
}

DensityCounts count_densities(const DensityBands& od, const MaskSheet& inside) {
    return counted(od, &inside);
}

DensityCounts joined(const std::vector<DensityCounts>& parts) {
    std::map<float, std::int64_t> all;
    for (const DensityCounts& part : parts) {
        for (const auto& [value, count] : part) {
            all[value] += count;
        }
    }
    return {all.begin(), all.end()};
}

DensityCounts counts_below(const DensityCounts& counts, double limit) {
    return {counts.begin(), std::ranges::partition_point(counts, [limit](const auto& count) {
                return static_cast<double>(count.first) < limit;
            })};
}

DensityCounts counts_above(const DensityCounts& counts, double limit) {
    return {std::ranges::partition_point(
                counts, [limit](const auto& count) { return static_cast<double>(count.first) <= limit; }),
            counts.end()};
}

double density_at(double share, const DensityCounts& counts) {
    auto left = static_cast<std::int64_t>(share * static_cast<double>(total_of(counts)));
    for (const auto& [value, count] : counts) {
        left -= count;
        if (left < 0) {
            return static_cast<double>(value);
        }
    }
    return 0.0;
}

double median_density(const DensityCounts& counts) {
    return density_at(0.5, counts);
}

double median_deviation(const DensityCounts& counts) {
    const auto centre = static_cast<float>(median_density(counts));
    DensityCounts deviations = counts;
    for (auto& [value, count] : deviations) {
        value = std::abs(value - centre);
    }
    std::ranges::sort(deviations);
    return median_density(deviations);
}

double otsu_middle(const DensityCounts& counts, double darkest) {
    if (counts.empty()) {
        return 0.0;
    }
    const std::array<double, levels_of_otsu> pixels = histogram(counts, darkest);
    const auto total = static_cast<double>(total_of(counts));
    const std::size_t division = best_division(pixels, total, mean_level(pixels, 0, pixels.size()));
    const double above = mean_level(pixels, division + 1, pixels.size());
    const double below = mean_level(pixels, 0, division + 1);
    return (above + below) / 2.0 / static_cast<double>(levels_of_otsu - 1) * darkest;
}

Mask mask_of_bands(const DensityBands& od, int halo, const std::function<Mask(const FloatRaster&)>& of) {
    Mask result(od.size);
    over_stretches(od.size.height, least_rows_of_band, [&](int begin, int end) {
        const int first = std::max(0, begin - halo);
        const int last = std::min(od.size.height, end + halo);
        of(od.rows(first, last)).rowRange(begin - first, end - first).copyTo(result.rowRange(begin, end));
    });
    return result;
}

}  // namespace kossa
