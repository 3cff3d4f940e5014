#include "kossa/skin/epidermis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
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
constexpr Microns bottom_window = 50_um;   // half the spacing of rete ridges
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
    DepthProfiles wide = profiles;
    profiles.smooth_along(surface, options.along_surface_um / pixel.value());
    wide.smooth_along(surface, options.dermis_along_um / pixel.value());
    std::vector<float> thresholds(surface.points.size(), nowhere);
    for (std::size_t point = 0; point < thresholds.size(); ++point) {
        const double peak = profiles.largest(point, depth_bin, Microns(options.peak_within_um));
        const double dermis = wide.median(point, Microns(options.dermis_from_um), Microns(options.dermis_to_um));
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

/// Largest value within `reach` points along each outline: at a bend many points share the pixels of a few.
std::vector<float> widened(const std::vector<float>& values, const Surface& surface, std::ptrdiff_t reach) {
    std::vector<float> result(values.size());
    for (std::size_t outline = 0; outline + 1 < surface.outline_begin.size(); ++outline) {
        const auto begin = static_cast<std::ptrdiff_t>(surface.outline_begin[outline]);
        const auto end = static_cast<std::ptrdiff_t>(surface.outline_begin[outline + 1]);
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            result[static_cast<std::size_t>(i)] = *std::max_element(values.begin() + std::max(begin, i - reach),
                                                                    values.begin() + std::min(end, i + reach + 1));
        }
    }
    return result;
}

float median_of(std::vector<float> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// How deep the epithelium of this section usually reaches, and from where on it is a tongue; infinite without any.
struct UsualDepth {
    float median = nowhere;
    float tongue = nowhere;
};

UsualDepth usual_depth(const std::vector<float>& bottoms, double deviations) {
    constexpr float sigma_from_mad = 1.4826F;
    constexpr float rete_ridge = 2.5F;  // ridges of ordinary skin stay below this many times the thickness
    std::vector<float> found;
    std::copy_if(bottoms.begin(), bottoms.end(), std::back_inserter(found), [](float b) { return b > 0.0F; });
    if (found.empty()) {
        return {};
    }
    const float median = median_of(found);
    std::transform(found.begin(), found.end(), found.begin(), [median](float b) { return std::abs(b - median); });
    const float spread = static_cast<float>(deviations) * sigma_from_mad * median_of(found);
    return {median, std::max(median + spread, rete_ridge * median)};
}

/// Outline points whose epithelium is deeper than `limit` within a stretch no longer than `widest` points. Points
/// without epithelium do not break a stretch: the nearest point of a slanted tongue may jump over them.
std::vector<bool> narrow_tongues(const std::vector<float>& bottoms, const Surface& surface, float limit,
                                 std::size_t widest) {
    std::vector<bool> narrow(bottoms.size(), false);
    for (std::size_t outline = 0; outline + 1 < surface.outline_begin.size(); ++outline) {
        const std::size_t end = surface.outline_begin[outline + 1];
        for (std::size_t first = surface.outline_begin[outline]; first < end;) {
            std::size_t last = first;
            while (last < end && (bottoms[last] > limit || (last > first && bottoms[last] <= 0.0F))) {
                ++last;
            }
            if (last > first && last - first <= widest) {
                std::fill(narrow.begin() + static_cast<std::ptrdiff_t>(first),
                          narrow.begin() + static_cast<std::ptrdiff_t>(last), true);
            }
            first = std::max(last, first + 1);
        }
    }
    return narrow;
}

/// `epithelium` without follicles and ducts: under narrow deep tongues it ends at the usual depth.
Mask without_adnexa(const Mask& epithelium, const Surface& surface, Microns pixel, const EpidermisOptions& options) {
    const auto reach = static_cast<std::ptrdiff_t>(bottom_window / pixel);
    const std::vector<float> bottoms = widened(bottoms_along(surface, epithelium), surface, reach);
    const UsualDepth usual = usual_depth(bottoms, options.adnexa_deviations);
    const auto widest = static_cast<std::size_t>(options.widest_adnexa_um / pixel.value());
    const std::vector<bool> narrow = narrow_tongues(bottoms, surface, usual.tongue, widest);
    Mask result = epithelium.clone();
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            const int point = surface.nearest(y, x);
            if (point >= 0 && surface.depth(y, x) > usual.median && narrow[static_cast<std::size_t>(point)]) {
                result(y, x) = 0;
            }
        }
    }
    return opened(result, open_radius, pixel);
}

/// Length of the stretches of outline whose points carry a threshold and lie at found epithelium.
struct Cover {
    Microns longest;
    Microns total;
};

/// Length of a chain of pixel steps, unbiased over all directions (Vossepoel & Smeulders, CGIP 1982): straight steps,
/// diagonal steps and corners each have their share.
double step_length(const cv::Point& before, const cv::Point& step) {
    constexpr double straight = 0.980;
    constexpr double diagonal = 1.406;
    constexpr double corner = 0.091;
    return (step.x == 0 || step.y == 0 ? straight : diagonal) - (step == before ? 0.0 : corner);
}

/// Of one closed outline. Gaps up to `bridged`, the mouths of follicles, do not break a stretch, and do not count
/// towards it. Goes round twice, so that a stretch may run across the first point.
Cover cover_of_outline(const cv::Point* points, std::size_t count, const Mask& near, Microns pixel, Microns bridged) {
    Cover cover;
    Microns stretch(0.0);
    Microns gap(0.0);
    cv::Point before;
    for (std::size_t i = 0; i < 2 * count; ++i) {
        const cv::Point& p = points[i % count];
        const cv::Point step = p - points[(i + count - 1) % count];
        const Microns length = pixel * step_length(before, step);
        before = step;
        if (near(p) == 0) {
            gap += length;
            continue;
        }
        stretch = gap > bridged ? length : stretch + length;
        gap = Microns(0.0);
        cover.total += i < count ? length : Microns(0.0);
        cover.longest = std::max(cover.longest, stretch);
    }
    cover.longest = std::min(cover.longest, cover.total);
    return cover;
}

Cover cover_of(const Surface& surface, const Mask& epithelium, Microns pixel, Microns bridged) {
    const Mask near = dilated(epithelium, close_radius, pixel);
    Cover cover;
    for (std::size_t i = 0; i + 1 < surface.outline_begin.size(); ++i) {
        const std::size_t begin = surface.outline_begin[i];
        const Cover part =
            cover_of_outline(surface.points.data() + begin, surface.outline_begin[i + 1] - begin, near, pixel, bridged);
        cover.total += part.total;
        cover.longest = std::max(cover.longest, part.longest);
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
    result.mask = without_adnexa(epithelium(cells, threshold, deposits, surface, tissue, pixel, options), surface,
                                 pixel, options);
    const Cover cover = cover_of(surface, result.mask, pixel, Microns(options.widest_adnexa_um));
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
