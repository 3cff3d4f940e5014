#include "kossa/skin/surface_profile.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "kossa/core/median.hpp"
#include "kossa/skin/distance.hpp"
#include "kossa/skin/morphology.hpp"
#include "nearest_label.hpp"

namespace kossa {

namespace {

constexpr float least_smoothing_weight = 1e-3F;

bool at_edge(const cv::Point& p, const cv::Size& size) {
    return p.x == 0 || p.y == 0 || p.x == size.width - 1 || p.y == size.height - 1;
}

std::vector<double> gaussian(double sigma) {
    const int reach = std::max(1, static_cast<int>(std::ceil(3.0 * sigma)));
    std::vector<double> kernel;
    kernel.reserve(2 * static_cast<std::size_t>(reach) + 1);
    for (int i = -reach; i <= reach; ++i) {
        kernel.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
    }
    const double total = std::accumulate(kernel.begin(), kernel.end(), 0.0);
    std::transform(kernel.begin(), kernel.end(), kernel.begin(), [total](double k) { return k / total; });
    return kernel;
}

/// Filters rows begin..end of a table along the rows' index, round and round: an outline is closed.
void filter_round(std::vector<float>& table, std::size_t columns, std::size_t begin, std::size_t end,
                  const std::vector<double>& kernel) {
    const std::size_t count = end - begin;
    const std::size_t reach = kernel.size() / 2;
    std::vector<float> result(count * columns);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < kernel.size(); ++k) {
            const std::size_t from = (i + k + count * (reach / count + 1) - reach) % count;
            for (std::size_t c = 0; c < columns; ++c) {
                result[i * columns + c] += static_cast<float>(kernel[k]) * table[(begin + from) * columns + c];
            }
        }
    }
    std::copy(result.begin(), result.end(), table.begin() + static_cast<std::ptrdiff_t>(begin * columns));
}

}  // namespace

Surface outline_points(const Mask& solid) {
    Surface surface;
    std::vector<std::vector<cv::Point>> outlines;
    std::vector<cv::Vec4i> families;
    constexpr int parent = 3;
    cv::findContours(solid.clone(), outlines, families, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        const std::vector<cv::Point>& outline = outlines[i];
        const int round = families[i][parent] < 0 ? static_cast<int>(i) : families[i][parent];
        surface.outline_begin.push_back(surface.points.size());
        surface.outline_round.push_back(outlines[static_cast<std::size_t>(round)].front());
        std::copy_if(outline.begin(), outline.end(), std::back_inserter(surface.points),
                     [&](const cv::Point& p) { return !at_edge(p, solid.size()); });
    }
    surface.outline_begin.push_back(surface.points.size());
    return surface;
}

Surface trace_surface(const Mask& solid, Microns pixel) {
    const Surface surface = outline_points(solid);
    return only(surface, std::vector<bool>(surface.points.size(), true), solid, pixel);
}

namespace {

/// The index of the chosen point nearest to each pixel of `solid`, else -1.
LabelRaster nearest_points(const std::vector<cv::Point>& points, const std::vector<bool>& chosen, const Mask& solid) {
    LabelRaster nearest(solid.size(), -1);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) {
            nearest(points[i]) = static_cast<int>(i);
        }
    }
    spread_labels(nearest);
    nearest.setTo(-1, Mask(solid == 0));
    return nearest;
}

}  // namespace

Surface only(const Surface& surface, const std::vector<bool>& chosen, const Mask& solid, Microns pixel) {
    Surface result{surface.points, surface.outline_begin, surface.outline_round, LabelRaster(), FloatRaster()};
    Mask there(solid.size(), 0);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        there(surface.points[i]) = chosen[i] ? 255 : there(surface.points[i]);
    }
    result.nearest = nearest_points(surface.points, chosen, solid);
    result.depth = distance_to(there, pixel);
    return result;
}

std::vector<float> median_along(const std::vector<float>& values, const Surface& surface, Microns reach,
                                Microns pixel) {
    constexpr std::size_t sampled = 50;  // to either side
    const auto reach_points = static_cast<std::size_t>(reach / pixel);
    std::vector<float> result(values.size(), std::numeric_limits<float>::infinity());
    for (std::size_t outline = 0; outline + 1 < surface.outline_begin.size(); ++outline) {
        const std::size_t begin = surface.outline_begin[outline];
        const std::size_t count = surface.outline_begin[outline + 1] - begin;
        const std::size_t near = std::min(reach_points, count / 2);
        const std::size_t stride = std::max<std::size_t>(1, near / sampled);
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<float> window;
            for (std::size_t k = 0; k <= 2 * near; k += stride) {
                window.push_back(values[begin + (i + count + k - near) % count]);
            }
            std::erase_if(window, [](float value) { return !std::isfinite(value); });
            if (!window.empty()) {
                result[begin + i] = median_of(window);
            }
        }
    }
    return result;
}

DepthProfiles::DepthProfiles(const Surface& surface, const FloatRaster& value, const Mask& counted, Microns bin,
                             Microns deepest)
    : bin_(bin), bins_(static_cast<std::size_t>(std::ceil(deepest / bin))) {
    sum_.assign(surface.points.size() * bins_, 0.0F);
    weight_.assign(surface.points.size() * bins_, 0.0F);
    for (int y = 0; y < value.rows; ++y) {
        for (int x = 0; x < value.cols; ++x) {
            const int point = surface.nearest(y, x);
            const double at =
                std::floor(static_cast<double>(surface.depth(y, x)) / bin.value());  // inf without surface
            if (point >= 0 && counted(y, x) != 0 && at < static_cast<double>(bins_)) {
                const std::size_t cell = static_cast<std::size_t>(point) * bins_ + static_cast<std::size_t>(at);
                sum_[cell] += value(y, x);
                weight_[cell] += 1.0F;
            }
        }
    }
}

void DepthProfiles::smooth_along(const Surface& surface, double sigma_points) {
    const std::vector<double> kernel = gaussian(sigma_points);
    for (std::size_t i = 0; i + 1 < surface.outline_begin.size(); ++i) {
        if (surface.outline_begin[i] < surface.outline_begin[i + 1]) {
            filter_round(sum_, bins_, surface.outline_begin[i], surface.outline_begin[i + 1], kernel);
            filter_round(weight_, bins_, surface.outline_begin[i], surface.outline_begin[i + 1], kernel);
        }
    }
}

std::vector<double> DepthProfiles::means(std::size_t point, Microns from, Microns to) const {
    std::vector<double> result;
    const auto begin = static_cast<std::size_t>(std::lround(from / bin_));
    const auto end = std::min(bins_, static_cast<std::size_t>(std::lround(to / bin_)));
    for (std::size_t b = begin; b < end; ++b) {
        const float weight = weight_[point * bins_ + b];
        if (weight >= least_smoothing_weight) {
            result.push_back(static_cast<double>(sum_[point * bins_ + b] / weight));
        }
    }
    return result;
}

Microns DepthProfiles::first_above(std::size_t point, double level) const {
    for (std::size_t b = 0; b < bins_; ++b) {
        const float weight = weight_[point * bins_ + b];
        if (weight >= least_smoothing_weight && static_cast<double>(sum_[point * bins_ + b] / weight) > level) {
            return bin_ * static_cast<double>(b);
        }
    }
    return Microns(std::numeric_limits<double>::infinity());
}

double DepthProfiles::median_above(std::size_t point, double level, Microns from, Microns to) const {
    std::vector<double> found = means(point, from, to);
    std::erase_if(found, [level](double mean) { return mean <= level; });
    return found.empty() ? -1.0 : median_of(found);
}

}  // namespace kossa
