#include "kossa/skin/covered_surface.hpp"

#include <algorithm>
#include <cmath>

#include "kossa/skin/local_mean.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns depth_bin = 10_um;
constexpr Microns short_stretch = 20_um;    // standard deviation; two cells
constexpr Microns shortest_cover = 200_um;  // what is not longer than a layer is thick is none
/// Cellularity of the dermis round every pixel. What is as cellular as epidermis there, such as follicles and
/// infiltrates, is left out.
FloatRaster dermis_level(const Surface& surface, const FloatRaster& cells, const Mask& counted, Microns pixel,
                         const EpidermisOptions& options) {
    const Mask below(counted & Mask(surface.depth >= options.dermis_from_um) &
                     Mask(surface.depth <= options.dermis_to_um));
    const Microns sigma(options.dermis_along_um);
    const FloatRaster all = local_mean(cells, below, sigma, pixel);
    const Mask pale(below & Mask(cells <= FloatRaster(all * options.least_contrast)));
    return local_mean(cells, pale, sigma, pixel);
}

/// 0 where none is finite.
float median_of_finite(std::vector<float> values) {
    std::erase_if(values, [](float value) { return !std::isfinite(value); });
    if (values.empty()) {
        return 0.0F;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Mean level of the chosen points round every outline point; not a number far from any.
std::vector<float> spread_along(const Surface& surface, const std::vector<double>& level,
                                const std::vector<bool>& chosen, const cv::Size& size, Microns sigma, Microns pixel) {
    FloatRaster value(size, 0.0F);
    Mask there(size, 0);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) {
            value(surface.points[i]) = static_cast<float>(level[i]);
            there(surface.points[i]) = 255;
        }
    }
    const FloatRaster mean = local_mean(value, there, sigma, pixel);
    std::vector<float> result(chosen.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        result[i] = mean(surface.points[i]);
    }
    return result;
}

/// Of the chosen points, those in unbroken runs that hold a sure one; gaps up to `bridged` points do not break a run.
std::vector<bool> runs_with(const std::vector<bool>& sure, const std::vector<bool>& chosen, const Surface& surface,
                            std::size_t bridged) {
    std::vector<bool> kept(chosen.size(), false);
    for (std::size_t outline = 0; outline + 1 < surface.outline_begin.size(); ++outline) {
        const std::size_t begin = surface.outline_begin[outline];
        const std::size_t count = surface.outline_begin[outline + 1] - begin;
        for (const bool backwards : {false, true}) {
            std::size_t since = bridged + 1;
            for (std::size_t step = 0; step < 2 * count; ++step) {
                const std::size_t at = step % count;
                const std::size_t i = begin + (backwards ? count - 1 - at : at);
                since = sure[i] ? 0 : since;
                if (chosen[i] && since <= bridged) {
                    kept[i] = true;
                    since = 0;
                } else {
                    ++since;
                }
            }
        }
    }
    return kept;
}

/// The flags without runs shorter than `fewest` points.
std::vector<bool> without_short(std::vector<bool> flags, const Surface& surface, std::size_t fewest) {
    for (std::size_t outline = 0; outline + 1 < surface.outline_begin.size(); ++outline) {
        const std::size_t begin = surface.outline_begin[outline];
        const std::size_t count = surface.outline_begin[outline + 1] - begin;
        std::size_t run = 0;
        for (std::size_t step = 0; step < 2 * count; ++step) {
            const bool set = flags[begin + step % count];
            if (!set && run > 0 && run < fewest) {
                for (std::size_t back = 1; back <= run; ++back) {
                    flags[begin + (step - back) % count] = false;
                }
            }
            run = set ? run + 1 : 0;
        }
    }
    return flags;
}

}  // namespace

std::vector<float> cover_surface(const Surface& surface, const CellImage& image, const EpidermisOptions& options) {
    const FloatRaster& cells = image.cells;
    const Mask& counted = image.counted;
    const Microns pixel = image.pixel;
    DepthProfiles local(surface, cells, counted, depth_bin, Microns(options.peak_within_um));
    DepthProfiles wide = local;
    local.smooth_along(surface, short_stretch / pixel);
    wide.smooth_along(surface, options.along_surface_um / pixel.value());
    const FloatRaster dermis = dermis_level(surface, cells, counted, pixel, options);

    const std::size_t count = surface.points.size();
    const Microns within(options.peak_within_um);
    std::vector<double> peak(count);
    std::vector<float> top(count, nowhere);
    for (std::size_t i = 0; i < count; ++i) {
        const double below = static_cast<double>(dermis(surface.points[i]));
        const double cellular = std::max(options.least_contrast * below, below + options.least_difference_od);
        peak[i] = wide.median_above(i, cellular, depth_bin, within);
        if (peak[i] > cellular) {
            top[i] = static_cast<float>(local.first_above(i, (peak[i] + below) / 2.0).value());
        }
    }
    const float deepest_top = median_of_finite(top) + static_cast<float>(options.thickest_horny_um);
    const auto near_surface = [&](float depth) { return depth < nowhere && depth <= deepest_top; };
    std::vector<bool> sure(count);
    for (std::size_t i = 0; i < count; ++i) {
        sure[i] = near_surface(top[i]);
    }
    const std::vector<float> usual =
        spread_along(surface, peak, sure, cells.size(), Microns(options.dermis_along_um), pixel);
    std::vector<bool> likely = sure;
    for (std::size_t i = 0; i < count; ++i) {
        const double middle = static_cast<double>(usual[i] + dermis(surface.points[i])) / 2.0;
        likely[i] = sure[i] || near_surface(static_cast<float>(local.first_above(i, middle).value()));
    }
    const std::vector<bool> covered =
        without_short(runs_with(sure, likely, surface, static_cast<std::size_t>(short_stretch / pixel)), surface,
                      static_cast<std::size_t>(shortest_cover / pixel));
    std::vector<float> thresholds(count, nowhere);
    for (std::size_t i = 0; i < count; ++i) {
        if (covered[i]) {
            const float level = usual[i];
            thresholds[i] = (level + dermis(surface.points[i])) / 2.0F;
        }
    }
    return thresholds;
}

}  // namespace kossa
