#include "kossa/skin/covered_surface.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "kossa/core/median.hpp"
#include "kossa/skin/local_mean.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns depth_bin = 10_um;
constexpr Microns short_stretch = 20_um;    // standard deviation; two cells
constexpr Microns shortest_cover = 200_um;  // what is not longer than a layer is thick is none
constexpr Microns thickest_end = 160_um;    // of a layer where it is cut, with the blur along the outline
constexpr Microns widest_mouth = 120_um;    // of a follicle
constexpr Microns horny_or_blurred = 40_um;
constexpr float least_share_below = 0.05F;  // less of the tissue so deep: a thin section

/// What is as cellular as epidermis below the outline, such as follicles and infiltrates, is left out.
std::vector<float> dermis_below(const Mask& below, const OutlineInWindow& seen, const EpidermisOptions& options) {
    const auto& [surface, image, window] = seen;
    const Microns sigma(options.dermis_along_um);
    const Mask pale = at_most_mean(below, options.least_contrast, image.cells, below, sigma, image.pixel, window);
    return local_means(surface.points, image.cells, pale, sigma, image.pixel, window);
}

/// In a section that is thin throughout, such as a shave biopsy, as much may be epidermis as dermis: the paler of both.
std::vector<float> dermis_of_thin(const OutlineInWindow& seen, const EpidermisOptions& options) {
    const auto& [surface, image, window] = seen;
    const Microns sigma(options.dermis_along_um);
    const Mask inner(image.counted & Mask(surface.depth >= horny_or_blurred.value()) &
                     Mask(surface.depth <= options.dermis_to_um));
    const Mask paler = at_most_mean(inner, 1.0, image.cells, inner, sigma, image.pixel, window);
    const Mask pale = at_most_mean(inner, options.least_contrast, image.cells, paler, sigma, image.pixel, window);
    return local_means(surface.points, image.cells, pale, sigma, image.pixel, window);
}

/// Share of the counted pixels round every outline point that lie in `below`.
std::vector<float> share_along(const OutlineInWindow& seen, const Mask& below, Microns sigma) {
    const auto& [surface, image, window] = seen;
    FloatRaster deep;
    below.convertTo(deep, CV_32F, 1.0 / 255.0);
    return local_means(surface.points, deep, image.counted, sigma, image.pixel, window);
}

/// What lies between two depths, round every outline point.
struct Level {
    std::vector<float> share;  ///< of the tissue
    std::vector<float> cellularity;

    bool is_there(std::size_t point) const { return share[point] >= least_share_below; }
};

Level level_between(Microns from, Microns to, const OutlineInWindow& seen, const EpidermisOptions& options) {
    const auto& [surface, image, window] = seen;
    const Mask between(image.counted & Mask(surface.depth >= from.value()) & Mask(surface.depth <= to.value()));
    return {share_along(seen, between, Microns(options.dermis_along_um)), dermis_below(between, seen, options)};
}

/// Cellularity round every outline point.
struct Levels {
    std::vector<double> dermis;
    std::vector<double> most;  ///< that the epidermis can have; infinite where its level is not known from below
};

/// Where what lies in the usual depths of the dermis is cells against what lies deeper, that is epithelium as thick as
/// in a keratosis: the dermis lies deeper, and what is denser above is keratin.
Levels levels_round(const OutlineInWindow& seen, const EpidermisOptions& options) {
    const Level usual = level_between(Microns(options.dermis_from_um), Microns(options.dermis_to_um), seen, options);
    const Level deep =
        level_between(Microns(options.deep_dermis_from_um), Microns(options.deep_dermis_to_um), seen, options);
    std::vector<float> of_thin;
    const std::size_t count = usual.share.size();
    Levels levels{std::vector<double>(count), std::vector<double>(count, std::numeric_limits<double>::infinity())};
    for (std::size_t i = 0; i < count; ++i) {
        if (!usual.is_there(i) && of_thin.empty()) {
            of_thin = dermis_of_thin(seen, options);
        }
        const auto near = static_cast<double>(usual.is_there(i) ? usual.cellularity[i] : of_thin[i]);
        const auto below = static_cast<double>(deep.cellularity[i]);
        const bool thick = deep.is_there(i) && near > options.least_contrast * below;
        levels.dermis[i] = thick ? below : near;
        levels.most[i] = thick ? near : levels.most[i];
    }
    return levels;
}

/// 0 where none is finite.
float median_of_finite(std::vector<float> values) {
    std::erase_if(values, [](float value) { return !std::isfinite(value); });
    return values.empty() ? 0.0F : median_of(values);
}

/// Mean level of the chosen points round every outline point; not a number far from any.
std::vector<float> spread_along(const OutlineInWindow& seen, const std::vector<double>& level,
                                const std::vector<bool>& chosen, Microns sigma) {
    const auto& [surface, image, window] = seen;
    FloatRaster value(image.cells.size(), 0.0F);
    Mask there(image.cells.size(), 0);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) {
            value(surface.points[i]) = static_cast<float>(level[i]);
            there(surface.points[i]) = 255;
        }
    }
    return local_means(surface.points, value, there, sigma, image.pixel, window);
}

/// Of the chosen points, those in unbroken runs that hold a sure one; gaps up to `bridged` points do not end one.
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

/// Points of an outline, which is closed, in their order.
using Stretch = std::vector<std::size_t>;

/// The unbroken stretches of set flags among points `begin` to `end`, which are one outline.
std::vector<Stretch> stretches_of(const std::vector<bool>& flags, std::size_t begin, std::size_t end) {
    std::vector<Stretch> stretches;
    for (std::size_t i = begin; i < end; ++i) {
        if (flags[i] && (i == begin || !flags[i - 1])) {
            stretches.emplace_back();
        }
        if (flags[i]) {
            stretches.back().push_back(i);
        }
    }
    if (stretches.size() > 1 && flags[begin] && flags[end - 1]) {
        stretches.back().insert(stretches.back().end(), stretches.front().begin(), stretches.front().end());
        stretches.front() = std::move(stretches.back());
        stretches.pop_back();
    }
    return stretches;
}

/// The median of all tops.
float usual_top(const std::vector<SurfaceProfiles>& windows) {
    std::vector<float> tops;
    for (const SurfaceProfiles& window : windows) {
        tops.insert(tops.end(), window.top.begin(), window.top.end());
    }
    return median_of_finite(std::move(tops));
}

/// A layer is at least so long, and half of it begins no deeper. Else dermis lies before it, and it is a follicle that
/// comes near a cut edge.
bool is_layer(const Stretch& stretch, std::size_t fewest, const std::vector<float>& tops, float deepest) {
    std::vector<float> depths;
    std::ranges::transform(stretch, std::back_inserter(depths), [&tops](std::size_t i) { return tops[i]; });
    return stretch.size() >= fewest && median_of_finite(std::move(depths)) <= deepest;
}

/// The flags of the unbroken stretches that are a layer.
std::vector<bool> layers_in(const std::vector<bool>& flags, const Surface& surface, std::size_t fewest,
                            const std::vector<float>& tops, float deepest) {
    std::vector<bool> kept(flags.size(), false);
    for (std::size_t outline = 0; outline + 1 < surface.outline_begin.size(); ++outline) {
        for (const Stretch& stretch :
             stretches_of(flags, surface.outline_begin[outline], surface.outline_begin[outline + 1])) {
            if (is_layer(stretch, fewest, tops, deepest)) {
                std::ranges::for_each(stretch, [&kept](std::size_t i) { kept[i] = true; });
            }
        }
    }
    return kept;
}

std::vector<float> thresholds_of(const OutlineInWindow& window, const SurfaceProfiles& profiles, float usual_top,
                                 const EpidermisOptions& options) {
    const Surface& surface = window.outline;
    const Microns pixel = window.image.pixel;
    const std::size_t count = surface.points.size();
    const auto varies = static_cast<float>(options.thickest_horny_um);
    const float deepest = usual_top + varies;
    const auto near_surface = [&](float depth) { return depth < nowhere && depth <= deepest; };
    std::vector<bool> sure(count);
    std::transform(profiles.top.begin(), profiles.top.end(), sure.begin(), near_surface);
    const std::vector<float> usual = spread_along(window, profiles.peak, sure, Microns(options.dermis_along_um));
    std::vector<bool> likely = sure;
    for (std::size_t i = 0; i < count; ++i) {
        const double middle = static_cast<double>(usual[i] + static_cast<float>(profiles.dermis[i])) / 2.0;
        likely[i] = sure[i] || near_surface(static_cast<float>(profiles.local.first_above(i, middle).value()));
    }
    const auto points = [pixel](Microns length) { return static_cast<std::size_t>(length / pixel); };
    const auto layers = [&](const std::vector<bool>& flags, Microns shortest) {
        return layers_in(flags, surface, points(shortest), profiles.top, usual_top + varies / 2.0F);
    };
    const std::vector<bool> covered = layers(runs_with(sure, likely, surface, points(short_stretch)), shortest_cover);
    const std::vector<bool> longest = layers(covered, Microns(options.least_surface_mm * 1000.0));
    const std::vector<bool> beyond = layers(runs_with(longest, likely, surface, points(widest_mouth)), thickest_end);
    std::vector<float> thresholds(count, nowhere);
    for (std::size_t i = 0; i < count; ++i) {
        if (covered[i] || beyond[i]) {
            thresholds[i] = (usual[i] + static_cast<float>(profiles.dermis[i])) / 2.0F;
        }
    }
    return thresholds;
}

}  // namespace

SurfaceProfiles profiles_below(const OutlineInWindow& window, double least_difference_od,
                               const EpidermisOptions& options) {
    const Surface& surface = window.outline;
    const CellImage& image = window.image;
    const Microns within(options.peak_within_um);
    const std::size_t count = surface.points.size();
    SurfaceProfiles profiles{DepthProfiles(surface, image.cells, image.counted, depth_bin, within),
                             {},
                             std::vector<double>(count),
                             std::vector<float>(count, nowhere)};
    DepthProfiles wide = profiles.local;
    profiles.local.smooth_along(surface, short_stretch / image.pixel);
    wide.smooth_along(surface, options.along_surface_um / image.pixel.value());
    Levels levels = levels_round(window, options);
    for (std::size_t i = 0; i < count; ++i) {
        const double below = levels.dermis[i];
        const double cellular = std::max(options.least_contrast * below, below + least_difference_od);
        const double peak = std::min(wide.median_above(i, cellular, depth_bin, within), levels.most[i]);
        profiles.peak[i] = peak;
        if (peak > cellular) {
            profiles.top[i] = static_cast<float>(profiles.local.first_above(i, (peak + below) / 2.0).value());
        }
    }
    profiles.dermis = std::move(levels.dermis);
    return profiles;
}

std::vector<std::vector<float>> cover_surfaces(const std::vector<OutlineInWindow>& windows,
                                               const std::vector<SurfaceProfiles>& profiles,
                                               const EpidermisOptions& options) {
    const float top = usual_top(profiles);
    std::vector<std::vector<float>> thresholds(windows.size());
    over_windows(windows.size(),
                 [&](std::size_t i) { thresholds[i] = thresholds_of(windows[i], profiles[i], top, options); });
    return thresholds;
}

}  // namespace kossa
