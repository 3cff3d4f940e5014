#include "kossa/skin/epidermis_gates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns ridges = 75_um;  // half of what depth is smoothed by

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

/// All outlines, the lowest first, what is within one behind it: the order that one raster of the whole gives them in.
std::vector<CoverInWindow::Outline> in_order(const std::vector<CoverInWindow>& windows) {
    std::vector<CoverInWindow::Outline> outlines;
    for (const CoverInWindow& window : windows) {
        outlines.insert(outlines.end(), window.outlines.begin(), window.outlines.end());
    }
    std::ranges::stable_sort(outlines, std::greater<>(), [](const CoverInWindow::Outline& outline) {
        return std::pair(outline.round.y, outline.round.x);
    });
    return outlines;
}

std::string failed_gate(const EpidermisGates& gates, const EpidermisOptions& options) {
    if (gates.share_of_tissue <= 0.0) {
        return "no cellular layer lies along the outline of the tissue";
    }
    if (gates.longest_surface.value() < options.least_surface_mm * 1000.0) {
        return fmt::format(
            "the longest cellular layer along the outline is {:.2f} mm long, where an epidermis has at least {} mm",
            gates.longest_surface.value() / 1000.0, options.least_surface_mm);
    }
    if (gates.mean_thickness.value() < options.thinnest_um || gates.mean_thickness.value() > options.thickest_um) {
        return fmt::format("the cellular layer is {:.0f} um thick, epidermis {} to {} um", gates.mean_thickness.value(),
                           options.thinnest_um, options.thickest_um);
    }
    const double largest = std::lerp(options.largest_share, options.largest_thin_share, gates.thin_share);
    if (gates.share_of_tissue < options.least_share || gates.share_of_tissue > largest) {
        return fmt::format("the cellular layer is {:.1f} % of the tissue, epidermis {} to {:.3g} %",
                           gates.share_of_tissue * 100.0, options.least_share * 100.0, largest * 100.0);
    }
    const double least_below = options.least_dermis_below * gates.thin_share;
    if (gates.dermis_below < least_below) {
        return fmt::format(
            "the border of the cellular layer to tissue is {:.2f} of that to the outside, of epidermis in so thin"
            " a section at least {:.2f}",
            gates.dermis_below, least_below);
    }
    return "";
}

}  // namespace

int thin_pixels(const Mask& tissue, const Surface& outline, Microns pixel, const EpidermisOptions& options) {
    constexpr double to_the_corner_of_a_square = 1.5;
    const Microns deep(options.dermis_to_um);
    const Mask inside(tissue & Mask(outline.depth > deep.value()));
    return cv::countNonZero(tissue & ~within(inside, deep * to_the_corner_of_a_square, pixel));
}

LayerBorder border_of_layer(const Mask& epidermis, const Mask& firm, Microns pixel) {
    const Mask smooth(closed(epidermis, ridges, pixel) & Mask(firm | epidermis));
    const Mask layer = opened(smooth, epithelium_strand * 2.0, pixel);
    const Mask beside(dilated(layer, pixel, pixel) & ~layer);
    return {cv::countNonZero(beside & firm), cv::countNonZero(beside & ~firm)};
}

CoverInWindow cover_in(const Mask& epidermis, const Mask& tissue, const Surface& outline, Microns pixel,
                       const SurveyWindow& window, const EpidermisOptions& options) {
    const Mask near = dilated(epidermis, epithelium_gap, pixel);
    CoverInWindow result{{}, cv::countNonZero(epidermis), cv::countNonZero(tissue), 0, {}};
    for (std::size_t i = 0; i + 1 < outline.outline_begin.size(); ++i) {
        const std::size_t begin = outline.outline_begin[i];
        const Cover part = cover_of_outline(outline.points.data() + begin, outline.outline_begin[i + 1] - begin, near,
                                            pixel, Microns(options.widest_adnexa_um));
        result.outlines.push_back({outline.outline_round[i] + window.box.tl(), part.longest, part.total});
    }
    return result;
}

EpidermisGates gates_of(const std::vector<CoverInWindow>& windows, Microns pixel, const EpidermisOptions& options) {
    EpidermisGates gates;
    double pixels = 0.0;
    double tissue = 0.0;
    double thin = 0.0;
    LayerBorder border;
    for (const CoverInWindow& window : windows) {
        thin += window.thin_px;
        border.to_tissue += window.border.to_tissue;
        border.to_outside += window.border.to_outside;
        pixels += window.epidermis_px;
        tissue += window.tissue_px;
    }
    for (const CoverInWindow::Outline& outline : in_order(windows)) {
        gates.covered_surface += outline.total;
        gates.longest_surface = std::max(gates.longest_surface, outline.longest);
    }
    gates.share_of_tissue = pixels / std::max(1.0, tissue);
    gates.thin_share = thin / std::max(1.0, tissue);
    gates.dermis_below = border.to_tissue / std::max<double>(1.0, border.to_outside);
    if (gates.covered_surface > Microns(0.0)) {
        gates.mean_thickness = pixel * (pixels * (pixel / gates.covered_surface));
    }
    gates.failed = failed_gate(gates, options);
    return gates;
}

}  // namespace kossa
