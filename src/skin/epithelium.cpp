#include "kossa/skin/epithelium.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kossa/core/median.hpp"
#include "kossa/skin/local_mean.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns border_blur = 4_um;    // half a nucleus; more would round off rete ridges
constexpr Microns border_near = 8_um;    // nearer to the border a pixel may hold some of both sides
constexpr Microns border_side = 40_um;   // basal layer and papillary dermis
constexpr Microns border_along = 80_um;  // about a rete ridge
constexpr Microns border_shift = 20_um;
constexpr SquareMicrons smallest_papilla(1000.0);  // smaller holes are pale spots

/// Where a value exceeds the threshold of the nearest outline point. `value` is of the box of the window.
Mask above_thresholds(const FloatRaster& value, const std::vector<float>& thresholds, const Surface& surface,
                      const cv::Rect& box) {
    Mask result(value.size());
    for (int y = 0; y < result.rows; ++y) {
        const std::int32_t* nearest = surface.nearest[box.y + y] + box.x;
        std::transform(value[y], value[y] + value.cols, nearest, result[y], [&](float v, std::int32_t point) {
            return static_cast<std::uint8_t>(point >= 0 && v > thresholds[static_cast<std::size_t>(point)] ? 255 : 0);
        });
    }
    return result;
}

Mask above_thresholds(const CellImage& image, const std::vector<float>& thresholds, const Surface& surface) {
    return above_thresholds(image.cells, thresholds, surface, {{0, 0}, image.cells.size()});
}

/// Depth of the highest epithelium under each outline point, down to `within`; infinite where there is none.
std::vector<float> tops_along(const Surface& surface, const Mask& epithelium, Microns within) {
    std::vector<float> tops(surface.points.size(), nowhere);
    for (int y = 0; y < epithelium.rows; ++y) {
        for (int x = 0; x < epithelium.cols; ++x) {
            const int point = surface.nearest(y, x);
            if (point >= 0 && epithelium(y, x) != 0 && surface.depth(y, x) <= within.value()) {
                float& top = tops[static_cast<std::size_t>(point)];
                top = std::min(top, surface.depth(y, x));
            }
        }
    }
    return tops;
}

/// The deepest tops that belong to the epidermis: deeper than the median of those found by as much as the horny layer
/// varies. Along a cut edge it is dermis that lies between the outline and the first epithelium.
float deepest_first_top(const std::vector<std::vector<float>>& tops, const EpidermisOptions& options) {
    std::vector<float> found;
    for (const std::vector<float>& window : tops) {
        std::copy_if(window.begin(), window.end(), std::back_inserter(found), [](float top) { return top != nowhere; });
    }
    return found.empty() ? nowhere : median_of(found) + static_cast<float>(options.thickest_horny_um);
}

std::vector<float> without_deeper(std::vector<float> tops, float deepest) {
    std::replace_if(
        tops.begin(), tops.end(), [deepest](float top) { return top > deepest; }, nowhere);
    return tops;
}

/// Pixels as deep below their outline point as the highest epithelium there, or less: the horny layer and the first of
/// the epithelium.
Mask down_to(const std::vector<float>& tops, const Surface& surface) {
    Mask result(surface.nearest.size(), 0);
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            const int point = surface.nearest(y, x);
            const float top = point >= 0 ? tops[static_cast<std::size_t>(point)] : nowhere;
            result(y, x) = top < nowhere && surface.depth(y, x) <= top ? 255 : 0;
        }
    }
    return result;
}

}  // namespace

Mask without_strands(const Mask& epithelium, Microns pixel) {
    const Mask thick = opened(epithelium, epithelium_strand, pixel);
    const Mask ridges(thick & ~opened(thick, epithelium_strand * 2.0, pixel));
    return Mask(thick | Mask(epithelium & dilated(ridges, epithelium_strand, pixel)));
}

Mask first_below(const Mask& epithelium, const Surface& surface, const EpidermisOptions& options) {
    return connected_to(epithelium, down_to(tops_along(surface, epithelium, Microns(options.peak_within_um)), surface));
}

Mask at_surface(const Mask& epithelium, const Surface& surface, Microns pixel, const EpidermisOptions& options) {
    return without_small(first_below(epithelium, surface, options), SquareMicrons(options.least_area_um2), pixel);
}

namespace {

/// The cellular sets that begin at the covered surface.
Mask first_cellular(const CoveredWindow& window, const EpidermisOptions& options) {
    const auto& [image, surface, thresholds, tissue] = window;
    const Mask deep(surface.depth > options.deepest_um);
    Mask mask(above_thresholds(image, thresholds, surface) & tissue.firm & ~deep);
    mask = opened(closed(mask, epithelium_gap, image.pixel), epithelium_strand, image.pixel);
    return at_surface(mask, surface, image.pixel, options);
}

/// With the horny layer above it.
Mask with_horny_layer(Mask mask, const std::vector<float>& tops, const CoveredWindow& window,
                      const EpidermisOptions& options) {
    mask |= down_to(tops, window.surface) & window.tissue.firm;
    Mask whole = holes_filled(mask, SquareMicrons(options.least_area_um2), window.image.pixel);
    whole &= window.tissue.tissue;
    return whole;
}

}  // namespace

std::vector<Mask> find_epithelia(const std::vector<CoveredWindow>& windows, const EpidermisOptions& options) {
    std::vector<Mask> masks(windows.size());
    std::vector<std::vector<float>> tops(windows.size());
    over_windows(windows.size(), [&](std::size_t i) {
        masks[i] = first_cellular(windows[i], options);
        tops[i] = tops_along(windows[i].surface, masks[i], Microns(options.peak_within_um));
    });
    const float deepest = deepest_first_top(tops, options);
    over_windows(windows.size(), [&](std::size_t i) {
        masks[i] = with_horny_layer(masks[i], without_deeper(std::move(tops[i]), deepest), windows[i], options);
    });
    return masks;
}

namespace {

/// What is counted beside the border of the epithelium to the dermis.
struct BorderSides {
    Mask basal;
    Mask papillary;
};

BorderSides sides_of_border(const Mask& epithelium, const Mask& counted, const Mask& firm, Microns pixel) {
    const Mask dermis(firm & ~epithelium);
    return {Mask(within(dermis, border_side, pixel) & ~within(dermis, border_near, pixel) & counted & epithelium),
            Mask(within(epithelium, border_side, pixel) & ~within(epithelium, border_near, pixel) & counted & dermis)};
}

}  // namespace

BorderDensity& BorderDensity::operator+=(const BorderDensity& other) {
    basal_sum += other.basal_sum;
    papillary_sum += other.papillary_sum;
    basal_px += other.basal_px;
    papillary_px += other.papillary_px;
    return *this;
}

std::optional<double> BorderDensity::half_way() const {
    return basal_px == 0 || papillary_px == 0
               ? std::nullopt
               : std::optional((basal_sum / basal_px + papillary_sum / papillary_px) / 2.0);
}

BorderDensity density_at_border(const Mask& epithelium, const FloatRaster& od, const Mask& counted, const Mask& firm,
                                Microns pixel) {
    const auto [basal, papillary] = sides_of_border(epithelium, counted, firm, pixel);
    const auto sum = [&od](const Mask& side, int px) { return px == 0 ? 0.0 : cv::mean(od, side)[0] * px; };
    const int basal_px = cv::countNonZero(basal);
    const int papillary_px = cv::countNonZero(papillary);
    return {sum(basal, basal_px), sum(papillary, papillary_px), basal_px, papillary_px};
}

Mask near_border(const Mask& epithelium, const Mask& firm, Microns pixel) {
    return Mask(within(Mask(firm & ~epithelium), border_shift, pixel) & within(epithelium, border_shift, pixel) & firm);
}

Mask with_fine_border(const Mask& epithelium, const FloatRaster& cellular_od, const Mask& counted, const Mask& firm,
                      Microns pixel) {
    const auto [basal, papillary] = sides_of_border(epithelium, counted, firm, pixel);
    const Mask near = near_border(epithelium, firm, pixel);
    const MeanInBox beside = local_mean_in_boxes(cellular_od, basal, border_along, pixel);
    const MeanInBox below = local_mean_in_boxes(cellular_od, papillary, border_along, pixel);
    const MeanInBox here = local_mean_in_boxes(cellular_od, counted, border_blur, pixel);
    Mask result = epithelium.clone();
    over_boxes(near, [&](const cv::Rect& box) {
        FloatRaster half = beside(box);
        cv::addWeighted(half, 0.5, below(box), 0.5, 0.0, half);
        Mask(here(box) > half).copyTo(result(box), near(box));
    });
    return without_strands(holes_filled(result, smallest_papilla, pixel), pixel);
}

Mask deeper_adnexa(const Mask& adnexa, const CellImage& image, const Surface& surface,
                   const std::vector<float>& thresholds, const Mask& firm, const EpidermisOptions& options) {
    const Microns pixel = image.pixel;
    const Mask below(surface.depth > options.deepest_um - epithelium_strand.value());
    if (cv::countNonZero(adnexa & below) == 0) {
        return Mask(adnexa.size(), 0);
    }
    const Mask cellular(above_thresholds(image, thresholds, surface) & firm & below);
    const Mask tidy = opened(closed(cellular, epithelium_gap, pixel), epithelium_strand, pixel);
    const Mask too_wide(~within(Mask(~tidy), Microns(options.widest_adnexa_um / 2.0), pixel));
    const Mask narrow(tidy & ~connected_to(tidy, too_wide));
    return Mask(connected_to(Mask(narrow | adnexa), adnexa) & narrow);
}

Mask horny_layer(const Mask& epidermis, const FloatRaster& cellular_od, const Mask& counted, const Surface& surface,
                 const std::vector<float>& thresholds, const Mask& firm, Microns pixel) {
    const MeanInBox fine = local_mean_in_boxes(cellular_od, counted, border_blur, pixel);
    Mask cells(~counted);
    over_boxes(epidermis, [&](const cv::Rect& box) {
        Mask(cells(box) | above_thresholds(fine(box), thresholds, surface, box)).copyTo(cells(box));
    });
    const Mask above(epidermis & ~closed(Mask(cells & epidermis), epithelium_gap, pixel));
    return connected_to(above, Mask(above & dilated(Mask(~firm), pixel, pixel)));
}

}  // namespace kossa
