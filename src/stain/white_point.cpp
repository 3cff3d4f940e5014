#include "kossa/stain/white_point.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <mutex>
#include <numeric>
#include <utility>

#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

using Histogram = std::array<std::int64_t, 256>;
using Histograms = std::array<Histogram, 3>;

constexpr int peak_half_width = 4;
constexpr int least_rows_of_stretch = 64;

/// Of the pixels for which `counts_in(pixel, y, x)` holds.
template <class CountsIn>
Histograms histograms(const PackedPicture& image, const CountsIn& counts_in) {
    Histograms all{};
    std::mutex adding;
    over_stretches(image.size().height, least_rows_of_stretch, [&](int begin, int end) {
        Histograms counts{};
        const RgbImage rows = image.rows(begin, end);
        for (int y = begin; y < end; ++y) {
            const cv::Vec3b* row = rows[y - begin];
            for (int x = 0; x < rows.cols; ++x) {
                if (counts_in(row[x], y, x)) {
                    ++counts[0][row[x][0]];
                    ++counts[1][row[x][1]];
                    ++counts[2][row[x][2]];
                }
            }
        }
        const std::lock_guard<std::mutex> lock(adding);
        for (std::size_t channel = 0; channel < counts.size(); ++channel) {
            std::ranges::transform(all.at(channel), counts.at(channel), all.at(channel).begin(), std::plus<>());
        }
    });
    return all;
}

std::int64_t total_of(const Histogram& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

double peak(const Histogram& counts) {
    const auto around = [](int level) {
        return std::pair(std::max(0, level - peak_half_width), std::min(255, level + peak_half_width));
    };
    const auto smoothed = [&](int level) {
        const auto [low, high] = around(level);
        return std::accumulate(counts.begin() + low, counts.begin() + high + 1, std::int64_t{0});
    };
    int best = 0;
    for (int level = 1; level < 256; ++level) {
        best = smoothed(level) >= smoothed(best) ? level : best;
    }
    const auto [low, high] = around(best);
    double weight = 0.0;
    double sum = 0.0;
    for (int level = low; level <= high; ++level) {
        weight += static_cast<double>(counts.at(level));
        sum += static_cast<double>(counts.at(level)) * level;
    }
    return weight > 0.0 ? sum / weight : 0.0;
}

double percentile(const Histogram& counts, double percent) {
    const double wanted = percent / 100.0 * static_cast<double>(total_of(counts));
    double seen = 0.0;
    for (int level = 0; level < 256; ++level) {
        seen += static_cast<double>(counts.at(level));
        if (seen >= wanted) {
            return level;
        }
    }
    return 255.0;
}

/// Whether it can be that of glass: a pen stroke is as even as glass.
bool is_bright(const WhitePoint& white, const WhitePointOptions& options) {
    return *std::min_element(white.intensity.begin(), white.intensity.end()) >= options.darkest_white;
}

/// A high percentile, or the default.
WhitePointEstimate bright_percentile(const Histograms& counts, const WhitePointOptions& options) {
    WhitePointEstimate estimate;
    std::transform(counts.begin(), counts.end(), estimate.white.intensity.begin(),
                   [&](const Histogram& channel) { return percentile(channel, options.fallback_percentile); });
    estimate.source = WhitePointSource::percentile;
    if (!is_bright(estimate.white, options)) {
        estimate.white.intensity.fill(options.default_white);
        estimate.source = WhitePointSource::default_value;
    }
    return estimate;
}

bool everywhere(const cv::Vec3b& /*pixel*/, int /*y*/, int /*x*/) {
    return true;
}

}  // namespace

std::string_view name(WhitePointSource source) {
    switch (source) {
        case WhitePointSource::glass:
            return "glass";
        case WhitePointSource::percentile:
            return "percentile";
        case WhitePointSource::default_value:
            break;
    }
    return "default";
}

bool pure_white(const cv::Vec3b& rgb) {
    return rgb == cv::Vec3b(255, 255, 255);
}

int fewest_glass_pixels(Microns pixel, const WhitePointOptions& options) {
    return std::max(1, static_cast<int>(std::ceil(options.least_glass_mm2 * um2_per_mm2 / (pixel * pixel).value())));
}

WhitePointEstimate estimate_white_point(const PackedPicture& image, const Mask& glass, Microns pixel,
                                        const WhitePointOptions& options) {
    WhitePointEstimate estimate;
    if (cv::countNonZero(glass) >= fewest_glass_pixels(pixel, options)) {
        estimate.source = WhitePointSource::glass;
        const Histograms counts =
            histograms(image, [&glass](const cv::Vec3b&, int y, int x) { return glass(y, x) != 0; });
        std::transform(counts.begin(), counts.end(), estimate.white.intensity.begin(), peak);
        if (is_bright(estimate.white, options)) {
            return estimate;
        }
    }
    return bright_percentile(histograms(image, everywhere), options);
}

WhitePoint provisional_white_point(const PackedPicture& image, Microns pixel, const WhitePointOptions& options) {
    const auto scanned = [](const cv::Vec3b& pixel, int, int) { return !pure_white(pixel); };
    const Histograms counts = histograms(image, scanned);
    const bool enough = total_of(counts.front()) >= fewest_glass_pixels(pixel, options);
    return bright_percentile(enough ? counts : histograms(image, everywhere), options).white;
}

}  // namespace kossa
