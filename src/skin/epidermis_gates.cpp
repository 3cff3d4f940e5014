#include "kossa/skin/epidermis_gates.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

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

/// Of one closed outline. Gaps up to `bridged`, the mouths of follicles, do not break a stretch that is longer than
/// they are, and do not count towards it. Goes round twice, so that a stretch may run across the first point.
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
        stretch = gap > std::min(bridged, stretch) ? length : stretch + length;
        gap = Microns(0.0);
        cover.total += i < count ? length : Microns(0.0);
        cover.longest = std::max(cover.longest, stretch);
    }
    cover.longest = std::min(cover.longest, cover.total);
    return cover;
}

Cover cover_of(const Surface& surface, const Mask& epithelium, Microns pixel, Microns bridged) {
    const Mask near = dilated(epithelium, epithelium_gap, pixel);
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
        return fmt::format("the longest cellular layer along the outline is {:.2f} mm, epidermis at least {} mm",
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

EpidermisGates measure_gates(const Mask& epidermis, const Mask& tissue, const Surface& outline, Microns pixel,
                             const EpidermisOptions& options) {
    const Cover cover = cover_of(outline, epidermis, pixel, Microns(options.widest_adnexa_um));
    const double pixels = cv::countNonZero(epidermis);
    EpidermisGates gates;
    gates.longest_surface = cover.longest;
    gates.covered_surface = cover.total;
    gates.share_of_tissue = pixels / std::max(1, cv::countNonZero(tissue));
    if (cover.total > Microns(0.0)) {
        gates.mean_thickness = pixel * (pixels * (pixel / cover.total));
    }
    gates.failed = failed_gate(gates, options);
    return gates;
}

}  // namespace kossa
