#include "kossa/skin/infiltrate.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kossa/core/median.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns ground_radius = 12_um;  // wider than a nucleus, narrower than a rete ridge
constexpr std::size_t ground_part = 5;    // of the pixels, from below
constexpr std::size_t fewest_pixels = 5;
constexpr SquareMicrons smallest_ground(1000.0);  // smaller is a knot of nuclei
constexpr Microns living_from = 20_um;            // below the horny layer ...
constexpr Microns living_to = 60_um;              // ... and within a thin epidermis

/// Steps to the pixels of the disc in which the ground is seen.
std::vector<cv::Point> disc_steps(Microns pixel) {
    const double radius = ground_radius / pixel;
    const int reach = static_cast<int>(radius);
    std::vector<cv::Point> steps;
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            if (x * x + y * y <= radius * radius) {
                steps.emplace_back(x, y);
            }
        }
    }
    return steps;
}

/// The value of which a part of all are less. Where few are asked for it is the least or the next.
float low_value(std::vector<float>& values) {
    const std::size_t rank = values.size() / ground_part;
    if (rank > 1) {
        return value_of_rank(values, rank);
    }
    float least = nowhere;
    float next = nowhere;
    for (const float value : values) {
        next = std::min(next, std::max(least, value));
        least = std::min(least, value);
    }
    return rank == 0 ? least : next;
}

/// The ground at each pixel of `wanted` in rows `inner` of some rows; infinite elsewhere and where too few pixels
/// count: what is not seen is not pale.
FloatRaster ground_in_rows(const FloatRaster& od, const Mask& counted, const Mask& wanted, const cv::Range& inner,
                           const std::vector<cv::Point>& steps) {
    const cv::Rect image(0, 0, od.cols, od.rows);
    FloatRaster ground(od.size(), nowhere);
    std::vector<float> seen;
    for (int y = inner.start; y < inner.end; ++y) {
        for (int x = 0; x < od.cols; ++x) {
            if (wanted(y, x) == 0) {
                continue;
            }
            seen.clear();
            for (const cv::Point& step : steps) {
                const cv::Point p(x + step.x, y + step.y);
                if (image.contains(p) && counted(p) != 0) {
                    seen.push_back(od(p));
                }
            }
            if (seen.size() >= fewest_pixels) {
                ground(y, x) = low_value(seen);
            }
        }
    }
    return ground.rowRange(inner);
}

/// The ground of all rows.
FloatSheet ground_of(const DensityBands& od, const Mask& counted, const Mask& wanted, Microns pixel) {
    constexpr int band = 64;
    const std::vector<cv::Point> steps = disc_steps(pixel);
    const int reach = static_cast<int>(ground_radius / pixel);
    FloatSheet ground(od.size, nowhere);
    for (int y = 0; y < od.size.height; y += band) {
        const cv::Range rows(y, std::min(od.size.height, y + band));
        const cv::Range seen(std::max(0, rows.start - reach), std::min(od.size.height, rows.end + reach));
        ground.put({0, y}, ground_in_rows(od.rows(seen.start, seen.end), counted.rowRange(seen), wanted.rowRange(seen),
                                          {rows.start - seen.start, rows.end - seen.start}, steps));
    }
    return ground;
}

/// The ground of one window, and its values in living epithelium and in the dermis below.
struct Ground {
    FloatSheet at;
    std::vector<float> living;
    std::vector<float> fibres;
};

void add_finite(std::vector<float>& values, const FloatSheet& ground, const Mask& where) {
    for (int y = 0; y < ground.rows; ++y) {
        for (int x = 0; x < ground.cols; ++x) {
            if (where(y, x) != 0 && std::isfinite(ground(y, x))) {
                values.push_back(ground(y, x));
            }
        }
    }
}

Ground ground_in(const EpitheliumInWindow& window, Microns pixel, const EpidermisOptions& options) {
    const auto& [epithelium, ground_od, counted, firm, surface] = window;
    const Mask living(epithelium & Mask(surface.depth >= living_from.value()) &
                      Mask(surface.depth <= living_to.value()));
    const Mask below(firm & ~epithelium & Mask(surface.depth >= options.dermis_from_um) &
                     Mask(surface.depth <= options.dermis_to_um));
    Ground ground{ground_of(ground_od, counted, Mask(epithelium | below), pixel), {}, {}};
    add_finite(ground.living, ground.at, living);
    add_finite(ground.fibres, ground.at, below);
    return ground;
}

/// Of what `part` holds in all windows; infinite where that is nothing.
float median_of_all(const std::vector<Ground>& windows, std::vector<float> Ground::*part) {
    std::vector<float> values;
    for (const Ground& window : windows) {
        values.insert(values.end(), (window.*part).begin(), (window.*part).end());
    }
    return values.empty() ? nowhere : median_of(values);
}

/// Denser than the limit.
Mask above(const FloatSheet& ground, float limit) {
    constexpr int band = 64;
    Mask result(ground.size());
    for (int y = 0; y < ground.rows; y += band) {
        const cv::Rect rows = cv::Rect(0, y, ground.cols, band) & ground.box();
        Mask(ground.part(rows) > limit).copyTo(result(rows));
    }
    return result;
}

Mask infiltrate_in(const EpitheliumInWindow& window, const FloatSheet& ground, float limit, Microns pixel) {
    const Mask& epithelium = window.epithelium;
    const Mask dense = without_small(Mask(above(ground, limit) & epithelium), smallest_ground, pixel);
    const Mask pale(epithelium & ~dilated(dense, ground_radius, pixel));
    const Mask underneath(window.firm & ~epithelium & Mask(window.surface.depth > living_to.value()));
    return Mask(connected_to(Mask(pale | underneath), underneath) & pale);
}

}  // namespace

std::vector<Mask> infiltrates_below(const std::vector<EpitheliumInWindow>& windows, Microns pixel,
                                    const EpidermisOptions& options) {
    std::vector<Ground> grounds(windows.size());
    over_windows(windows.size(), [&](std::size_t i) { grounds[i] = ground_in(windows[i], pixel, options); });
    const float cytoplasm = median_of_all(grounds, &Ground::living);
    const float fibres = median_of_all(grounds, &Ground::fibres);
    const bool differs = std::isfinite(cytoplasm) && fibres < cytoplasm;
    std::vector<Mask> result(windows.size());
    over_windows(windows.size(), [&](std::size_t i) {
        result[i] = differs ? infiltrate_in(windows[i], grounds[i].at, (cytoplasm + fibres) / 2.0F, pixel)
                            : Mask(windows[i].epithelium.size(), 0);
        grounds[i].at = {};
    });
    return result;
}

}  // namespace kossa
