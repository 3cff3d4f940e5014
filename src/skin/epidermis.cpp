#include "kossa/skin/epidermis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/skin/morphology.hpp"
#include "kossa/skin/surface_profile.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns depth_bin = 10_um;
constexpr Microns close_radius = 12_um;  // nuclei-poor spots and deposits within the epidermis
constexpr Microns open_radius = 10_um;   // capillaries and strands that touch it
constexpr Microns at_surface = 40_um;
constexpr Microns deposit_reach = 300_um;  // a deposit this deep can still lie in epidermis
constexpr float nowhere = std::numeric_limits<float>::infinity();

/// Optical density blurred over the tissue only, deposits left out.
FloatRaster cellularity(const FloatRaster& od, const Mask& counted, double sigma_px) {
    constexpr float least_cover = 0.02F;
    FloatRaster weight;
    counted.convertTo(weight, CV_32F, 1.0 / 255.0);
    FloatRaster sum(od.mul(weight));
    cv::GaussianBlur(sum, sum, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    cv::GaussianBlur(weight, weight, {0, 0}, sigma_px, sigma_px, cv::BORDER_REPLICATE);
    FloatRaster mean(sum / cv::max(weight, least_cover));
    return mean;
}

/// Per outline point the cellularity that divides epidermis from dermis there; infinite where nothing covers it.
std::vector<float> thresholds_along(const Surface& surface, const FloatRaster& cells, const Mask& counted,
                                    Microns pixel, const EpidermisOptions& options) {
    DepthProfiles profiles(surface, cells, counted, depth_bin, Microns(options.dermis_to_um));
    profiles.smooth_along(surface, options.along_surface_um / pixel.value());
    std::vector<float> thresholds(surface.points.size(), nowhere);
    for (std::size_t point = 0; point < thresholds.size(); ++point) {
        const double peak = profiles.largest(point, depth_bin, Microns(options.peak_within_um));
        const double dermis = profiles.median(point, Microns(options.dermis_from_um), Microns(options.dermis_to_um));
        if (dermis >= 0.0 && peak > options.least_contrast * dermis && peak - dermis > options.least_difference_od) {
            thresholds[point] = static_cast<float>((peak + dermis) / 2.0);
        }
    }
    return thresholds;
}

/// The thresholds carried to every pixel from its nearest outline point.
FloatRaster spread(const std::vector<float>& thresholds, const Surface& surface) {
    FloatRaster result(surface.nearest.size(), nowhere);
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            if (const int point = surface.nearest(y, x); point >= 0) {
                result(y, x) = thresholds[static_cast<std::size_t>(point)];
            }
        }
    }
    return result;
}

/// The sets of `mask` that hold a pixel of `anchor`.
Mask connected_to(const Mask& mask, const Mask& anchor) {
    cv::Mat labels;
    const int count = cv::connectedComponents(mask, labels, 8);
    std::vector<bool> anchored(static_cast<std::size_t>(count), false);
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            if (anchor(y, x) != 0 && mask(y, x) != 0) {
                anchored[static_cast<std::size_t>(labels.at<int>(y, x))] = true;
            }
        }
    }
    Mask result(mask.size(), 0);
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            result(y, x) = mask(y, x) != 0 && anchored[static_cast<std::size_t>(labels.at<int>(y, x))] ? 255 : 0;
        }
    }
    return result;
}

Mask epithelium(const FloatRaster& cells, const FloatRaster& threshold, const Mask& deposits, const Surface& surface,
                const TissueMap& tissue, Microns pixel, const EpidermisOptions& options) {
    const Mask covered(threshold < nowhere);
    const Mask cellular(Mask(cells > threshold) & Mask(surface.depth <= options.deepest_um) & ~deposits);
    const Mask calcified(deposits & covered & Mask(surface.depth < deposit_reach.value()));
    Mask mask((cellular | calcified) & tissue.solid);
    mask = opened(closed(mask, close_radius, pixel), open_radius, pixel);
    const Mask top(Mask(surface.depth < at_surface.value()) & tissue.solid);
    mask = without_small(connected_to(mask, top), SquareMicrons(options.least_area_um2), pixel);
    const Mask above(Mask(distance_to(mask, pixel) <= options.horny_um) & top & covered);
    Mask whole = holes_filled(Mask(mask | above), SquareMicrons(options.least_area_um2), pixel);
    whole &= tissue.tissue;
    return whole;
}

/// Length of the stretches of outline whose points carry a threshold and lie at found epithelium.
struct Cover {
    Microns longest;
    Microns total;
};

Cover cover_of(const Surface& surface, const Mask& epithelium, Microns pixel) {
    const Mask near = dilated(epithelium, at_surface, pixel);
    Cover cover;
    for (std::size_t i = 0; i + 1 < surface.outline_begin.size(); ++i) {
        Microns stretch(0.0);
        for (std::size_t p = surface.outline_begin[i]; p < surface.outline_begin[i + 1]; ++p) {
            if (near(surface.points[p]) == 0) {
                stretch = Microns(0.0);
                continue;
            }
            const cv::Point step =
                p > surface.outline_begin[i] ? surface.points[p] - surface.points[p - 1] : cv::Point();
            const Microns length = pixel * std::min(1.5, std::hypot(step.x, step.y));
            stretch += length;
            cover.total += length;
            cover.longest = std::max(cover.longest, stretch);
        }
    }
    return cover;
}

std::string failed_gate(const EpidermisGates& gates, const EpidermisOptions& options) {
    if (gates.share_of_tissue <= 0.0) {
        return "no cellular layer lies along the outline of the tissue";
    }
    if (gates.longest_surface.value() < options.least_surface_mm * 1000.0) {
        return fmt::format("only {:.2f} mm of unbroken surface epithelium, {} mm needed",
                           gates.longest_surface.value() / 1000.0, options.least_surface_mm);
    }
    if (gates.mean_thickness.value() < options.thinnest_um || gates.mean_thickness.value() > options.thickest_um) {
        return fmt::format("the cellular layer is {:.0f} um thick, epidermis {} to {} um", gates.mean_thickness.value(),
                           options.thinnest_um, options.thickest_um);
    }
    if (gates.share_of_tissue < options.least_share || gates.share_of_tissue > options.largest_share) {
        return fmt::format("the cellular layer is {:.1f} % of the tissue, epidermis {} to {} %",
                           gates.share_of_tissue * 100.0, options.least_share * 100.0, options.largest_share * 100.0);
    }
    return "";
}

}  // namespace

Epidermis find_epidermis(const FloatRaster& cellular_od, const Mask& deposits, const TissueMap& tissue, Microns pixel,
                         const EpidermisOptions& options) {
    const Mask counted(tissue.tissue & ~deposits);
    const FloatRaster cells = cellularity(cellular_od, counted, options.cellularity_blur_um / pixel.value());
    const Surface surface = trace_surface(tissue.solid, pixel);
    const FloatRaster threshold = spread(thresholds_along(surface, cells, counted, pixel, options), surface);

    Epidermis result;
    result.mask = epithelium(cells, threshold, deposits, surface, tissue, pixel, options);
    const Cover cover = cover_of(surface, result.mask, pixel);
    const double pixels = cv::countNonZero(result.mask);
    result.gates.longest_surface = cover.longest;
    result.gates.covered_surface = cover.total;
    result.gates.share_of_tissue = pixels / std::max(1, cv::countNonZero(tissue.tissue));
    if (cover.total > 0_um) {
        result.gates.mean_thickness = pixel * (pixels * (pixel / cover.total));
    }
    result.gates.failed = failed_gate(result.gates, options);
    if (!result.gates.failed.empty()) {
        result.mask.setTo(0);
    }
    return result;
}

}  // namespace kossa
