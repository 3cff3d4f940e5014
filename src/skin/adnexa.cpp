#include "kossa/skin/adnexa.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "kossa/core/median.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns bottom_window = 50_um;  // half the spacing of rete ridges
constexpr Microns usual_window = 1000_um;
constexpr Microns widest_hair = 120_um;
constexpr float other_sheath_from = 0.5F;  // of what a tongue is deeper than usual
constexpr int levels = 8;                  // between the usual depth and that of a tongue
constexpr double widening = 1.25;          // more, and ridges beside the neck or the epidermis itself have been reached
/// Depth of the lowest epithelium under each outline point; 0 where there is none.
std::vector<float> bottoms_along(const Surface& surface, const Mask& epithelium) {
    std::vector<float> bottoms(surface.points.size(), 0.0F);
    for (int y = 0; y < epithelium.rows; ++y) {
        for (int x = 0; x < epithelium.cols; ++x) {
            const int point = surface.nearest(y, x);
            if (point >= 0 && epithelium(y, x) != 0) {
                float& bottom = bottoms[static_cast<std::size_t>(point)];
                bottom = std::max(bottom, surface.depth(y, x));
            }
        }
    }
    return bottoms;
}

/// Largest value within `reach` points along each outline, infinite where it is 0: at a bend many points share the
/// pixels of a few.
std::vector<float> widened(const std::vector<float>& values, const Surface& surface, std::ptrdiff_t reach) {
    std::vector<float> result(values.size());
    for (std::size_t outline = 0; outline + 1 < surface.outline_begin.size(); ++outline) {
        const auto begin = static_cast<std::ptrdiff_t>(surface.outline_begin[outline]);
        const auto end = static_cast<std::ptrdiff_t>(surface.outline_begin[outline + 1]);
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            const float largest = *std::max_element(values.begin() + std::max(begin, i - reach),
                                                    values.begin() + std::min(end, i + reach + 1));
            result[static_cast<std::size_t>(i)] = largest > 0.0F ? largest : nowhere;
        }
    }
    return result;
}

/// Where the epithelium lies between the usual depth (0) and that of a tongue (1); below 0 outside it.
FloatRaster relative_depth(const Mask& epithelium, const Surface& surface, const UsualDepth& usual) {
    FloatRaster depth(epithelium.size(), -1.0F);
    for (int y = 0; y < depth.rows; ++y) {
        for (int x = 0; x < depth.cols; ++x) {
            const int point = surface.nearest(y, x);
            if (point >= 0 && epithelium(y, x) != 0) {
                const auto i = static_cast<std::size_t>(point);
                depth(y, x) = (surface.depth(y, x) - usual.median[i]) / (usual.tongue[i] - usual.median[i]);
            }
        }
    }
    return depth;
}

/// The sets of `below` that hold a pixel of `core` and whose border with the epithelium above them, one pixel thick, is
/// at most `widest` pixels.
Mask narrow_sets(const Mask& below, const Mask& above, const Mask& core, double widest_px) {
    cv::Mat labels;
    const auto count = static_cast<std::size_t>(cv::connectedComponents(below, labels, 8));
    std::vector<double> neck(count, 0.0);
    std::vector<bool> deep(count, false);
    for (int y = 0; y < below.rows; ++y) {
        for (int x = 0; x < below.cols; ++x) {
            const auto set = static_cast<std::size_t>(labels.at<int>(y, x));
            neck[set] += above(y, x) != 0 ? 1.0 : 0.0;
            deep[set] = deep[set] || core(y, x) != 0;
        }
    }
    Mask narrow(below.size(), 0);
    for (int y = 0; y < below.rows; ++y) {
        for (int x = 0; x < below.cols; ++x) {
            const auto set = static_cast<std::size_t>(labels.at<int>(y, x));
            narrow(y, x) = set > 0 && deep[set] && neck[set] <= widest_px ? 255 : 0;
        }
    }
    return narrow;
}

/// Border, one pixel thick, of a part of the epithelium with the rest above it.
Mask neck_of(const Mask& part, const Mask& epithelium, Microns pixel) {
    return Mask(part & dilated(Mask(epithelium & ~part), pixel, pixel));
}

/// The tongues that hold a pixel of `core`, each from the highest level on at which it is narrow.
Mask tongues_with(const Mask& core, const FloatRaster& relative, const Mask& epithelium, Microns pixel,
                  double widest_px) {
    Mask tongues(epithelium.size(), 0);
    for (int level = levels; level >= 0; --level) {
        const Mask below(relative > static_cast<float>(level) / levels);
        tongues |= narrow_sets(below, neck_of(below, epithelium, pixel), core, widest_px);
    }
    return tongues;
}

/// Pixels of two masks in each set of a third.
struct Necks {
    cv::Mat labels;
    std::vector<double> before;
    std::vector<double> after;
};

Necks count_necks(const Mask& sets, const Mask& before, const Mask& after) {
    Necks necks;
    const auto count = static_cast<std::size_t>(cv::connectedComponents(sets, necks.labels, 8));
    necks.before.resize(count);
    necks.after.resize(count);
    for (int y = 0; y < sets.rows; ++y) {
        for (int x = 0; x < sets.cols; ++x) {
            const auto set = static_cast<std::size_t>(necks.labels.at<int>(y, x));
            necks.before[set] += before(y, x) != 0 ? 1.0 : 0.0;
            necks.after[set] += after(y, x) != 0 ? 1.0 : 0.0;
        }
    }
    return necks;
}

/// Epithelium deeper than this share of its usual depth.
Mask deeper_than(float share, const Mask& epithelium, const Surface& surface, const UsualDepth& usual) {
    Mask result(epithelium.size(), 0);
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            const int point = surface.nearest(y, x);
            if (point >= 0 && epithelium(y, x) != 0) {
                const float depth = share * usual.median[static_cast<std::size_t>(point)];
                result(y, x) = surface.depth(y, x) > depth ? 255 : 0;
            }
        }
    }
    return result;
}

/// The tongues with what lies above them up to the junction beside them: the usual depth is that of the rete ridges,
/// and between these the junction is higher. A tongue goes on upwards as long as its neck does not widen.
Mask up_to_junction(Mask tongues, const Mask& epithelium, const Surface& surface, const UsualDepth& usual,
                    Microns pixel) {
    for (int level = 1; level <= levels / 2; ++level) {
        const float share = 1.0F - static_cast<float>(level) / levels;
        const Mask below(deeper_than(share, epithelium, surface, usual) | tongues);
        const Necks necks = count_necks(below, neck_of(tongues, epithelium, pixel), neck_of(below, epithelium, pixel));
        for (int y = 0; y < below.rows; ++y) {
            for (int x = 0; x < below.cols; ++x) {
                const auto set = static_cast<std::size_t>(necks.labels.at<int>(y, x));
                const bool goes_on = set > 0 && necks.after[set] <= widening * necks.before[set];
                tongues(y, x) = goes_on ? 255 : tongues(y, x);
            }
        }
    }
    return tongues;
}

}  // namespace

UsualDepth usual_depth(const Surface& surface, const Mask& epithelium, Microns pixel, const EpidermisOptions& options) {
    constexpr float rete_ridge = 2.5F;  // ridges of ordinary skin stay below this many times the thickness
    const std::vector<float> bottoms =
        widened(bottoms_along(surface, epithelium), surface, static_cast<std::ptrdiff_t>(bottom_window / pixel));
    UsualDepth usual{median_along(bottoms, surface, usual_window, pixel), {}};
    std::vector<float> deviation(bottoms.size());
    std::transform(bottoms.begin(), bottoms.end(), usual.median.begin(), deviation.begin(),
                   [](float bottom, float median) { return std::abs(bottom - median); });
    usual.tongue = median_along(deviation, surface, usual_window, pixel);
    for (std::size_t i = 0; i < usual.tongue.size(); ++i) {
        const float spread =
            static_cast<float>(options.adnexa_deviations) * static_cast<float>(sigma_from_mad) * usual.tongue[i];
        usual.tongue[i] = std::max(usual.median[i] + spread, rete_ridge * usual.median[i]);
    }
    return usual;
}

Mask find_adnexa(const Mask& epithelium, const Surface& surface, const UsualDepth& usual, Microns pixel,
                 const EpidermisOptions& options) {
    const FloatRaster depth = relative_depth(epithelium, surface, usual);
    const double widest_px = options.widest_adnexa_um / pixel.value();
    const Mask core(depth > 1.0F);
    if (cv::countNonZero(core) == 0) {
        return Mask(epithelium.size(), 0);
    }
    Mask adnexa = tongues_with(core, depth, epithelium, pixel, widest_px);
    const Mask other_sheath(Mask(depth > other_sheath_from) & within(adnexa, widest_hair, pixel));
    adnexa |= tongues_with(other_sheath, depth, epithelium, pixel, widest_px);
    return up_to_junction(std::move(adnexa), epithelium, surface, usual, pixel);
}

}  // namespace kossa
