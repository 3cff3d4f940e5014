#include "kossa/skin/epidermis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "kossa/core/heap.hpp"
#include "kossa/skin/adnexa.hpp"
#include "kossa/skin/covered_surface.hpp"
#include "kossa/skin/density_bands.hpp"
#include "kossa/skin/distance.hpp"
#include "kossa/skin/epidermis_gates.hpp"
#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/horny_layer.hpp"
#include "kossa/skin/infiltrate.hpp"
#include "kossa/skin/local_mean.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/surface_profile.hpp"
#include "kossa/skin/whole_bodies.hpp"

namespace kossa {

namespace {

/// Strands of `rest` along the outside of the epidermis, which round its end are connected with the dermis.
Mask strands_above(const Mask& rest, const Mask& epidermis, const TissueMap& tissue, Microns pixel) {
    const Microns width = epithelium_strand * 2.0;
    const Mask strands(rest & ~dilated(opened(rest, epithelium_strand, pixel), pixel * 1.5, pixel));
    return mostly_in_both(strands, within(Mask(~tissue.solid), width, pixel), within(epidermis, width, pixel));
}

}  // namespace

Mask cut_off_by(const Mask& epidermis, const TissueMap& tissue, const EpidermisOptions& options, Microns pixel) {
    const Mask rest(tissue.tissue & ~epidermis);
    const Mask thick = without_small(opened(Mask(rest & tissue.firm), epithelium_strand, pixel),
                                     SquareMicrons(options.largest_scale_um2), pixel);
    const Mask strands = strands_above(rest, epidermis, tissue, pixel);
    const Mask scraps(rest & ~connected_to(Mask(rest & ~strands), thick));
    return connected_to(scraps, Mask(scraps & dilated(epidermis, pixel * 1.5, pixel)));
}

Mask scale_round_mouths(const Mask& epidermis, const Mask& adnexa, const TissueMap& tissue,
                        const EpidermisOptions& options, Microns pixel) {
    if (cv::countNonZero(adnexa) == 0 || cv::countNonZero(epidermis) == 0) {
        return Mask(epidermis.size(), 0);
    }
    const Mask scale = cut_off_by(Mask(epidermis | adnexa), tissue, options, pixel);
    return mostly_in_both(scale, Mask(~tissue.firm), nearer(scale, epidermis, adnexa));
}

namespace {

/// What is known of one window on the way.
struct Search {
    Mask counted;
    CellImage image;
    Surface outline;  ///< its points alone
    std::vector<float> thresholds;
    Surface surface;  ///< the covered part
    Mask cellular;
    Mask infiltrate;
    int thin_px = 0;
};

OutlineInWindow outline_in(const Search& search, const EpidermisWindow& seen) {
    return {search.outline, search.image, seen.window};
}

/// The outline of the section. Where a pen stroke hides what goes on there is no surface, as at the edge of the image.
Surface seen_outline(const TissueMap& tissue, Microns pixel) {
    Surface outline = trace_surface(tissue.firm, pixel);
    const Mask strokes = wide_ink(tissue.ink, pixel);
    if (cv::countNonZero(strokes) == 0) {
        return outline;
    }
    const Mask hidden = within(strokes, edge_of_stroke, pixel);
    std::vector<bool> seen(outline.points.size());
    std::transform(outline.points.begin(), outline.points.end(), seen.begin(),
                   [&hidden](const cv::Point& p) { return hidden(p) == 0; });
    return only(outline, seen, tissue.firm, pixel);
}

SurfaceProfiles begin(Search& search, const EpidermisWindow& seen, double least_difference, Microns pixel,
                      const EpidermisOptions& options) {
    search.image = {
        local_mean(seen.cellular_od.all(), search.counted, Microns(options.cellularity_blur_um), pixel, seen.window),
        search.counted, pixel};
    search.outline = seen_outline(seen.tissue, pixel);
    SurfaceProfiles profiles = profiles_below(outline_in(search, seen), least_difference, options);
    search.thin_px = thin_pixels(seen.tissue.tissue, search.outline, pixel, options);
    search.outline.depth.release();  // only its points are asked for from here on
    search.outline.nearest.release();
    return profiles;
}

void cover(std::vector<Search>& searches, const std::vector<EpidermisWindow>& windows,
           const std::vector<SurfaceProfiles>& profiles, Microns pixel, const EpidermisOptions& options) {
    std::vector<OutlineInWindow> outlines;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        outlines.push_back(outline_in(searches[i], windows[i]));
    }
    std::vector<std::vector<float>> thresholds = cover_surfaces(outlines, profiles, options);
    over_windows(windows.size(), [&](std::size_t i) {
        Search& search = searches[i];
        search.thresholds = std::move(thresholds[i]);
        std::vector<bool> covered(search.thresholds.size());
        std::transform(search.thresholds.begin(), search.thresholds.end(), covered.begin(),
                       [](float t) { return std::isfinite(t); });
        search.surface = only(search.outline, covered, windows[i].tissue.firm, pixel);
    });
}

/// Tissue whose density is that of cells or fibres. What lies between the grains of a deposit large enough to pass for
/// epidermis is as dark as cells, and none.
std::vector<Mask> counted_in(const std::vector<EpidermisWindow>& windows, Microns pixel,
                             const EpidermisOptions& options) {
    constexpr Microns between_grains(16.0);  // two nuclei
    std::vector<Mask> counted(windows.size());
    over_windows(windows.size(), [&](std::size_t i) {
        const auto& [od, ground_od, deposits, tissue, window] = windows[i];
        const Mask large =
            without_small(closed(deposits, between_grains, pixel), SquareMicrons(options.least_area_um2), pixel);
        counted[i] = Mask(tissue.tissue & ~deposits & ~large & ~tissue.ink);
    });
    return counted;
}

/// By how much epidermis is denser than dermis: the paler the stain of the slide, the less.
double least_difference_in(const std::vector<EpidermisWindow>& windows, const std::vector<Mask>& counted,
                           const EpidermisOptions& options) {
    constexpr double upper_quartile = 0.75;
    std::vector<DensityCounts> counts(windows.size());
    over_windows(windows.size(), [&](std::size_t i) {
        counts[i] = counts_above(count_densities(windows[i].cellular_od, counted[i]), windows[i].tissue.threshold);
    });
    return std::clamp(options.least_difference * density_at(upper_quartile, joined(counts)),
                      options.least_difference_od, options.most_difference_od);
}

void begin_all(std::vector<Search>& searches, const std::vector<EpidermisWindow>& windows, Microns pixel,
               const EpidermisOptions& options) {
    std::vector<Mask> counted = counted_in(windows, pixel, options);
    const double least_difference = least_difference_in(windows, counted, options);
    std::vector<std::optional<SurfaceProfiles>> begun(windows.size());
    over_windows(windows.size(), [&](std::size_t i) {
        searches[i].counted = std::move(counted[i]);
        begun[i] = begin(searches[i], windows[i], least_difference, pixel, options);
    });
    std::vector<SurfaceProfiles> profiles;
    profiles.reserve(windows.size());
    for (std::optional<SurfaceProfiles>& window : begun) {
        profiles.push_back(*std::move(window));
    }
    cover(searches, windows, profiles, pixel, options);
}

void find_cellular(std::vector<Search>& searches, const std::vector<EpidermisWindow>& windows, Microns pixel,
                   const EpidermisOptions& options) {
    std::vector<CoveredWindow> covered;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        covered.push_back({searches[i].image, searches[i].surface, searches[i].thresholds, windows[i].tissue});
    }
    std::vector<Mask> cellular = find_epithelia(covered, options);
    std::vector<EpitheliumInWindow> epithelia;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        epithelia.push_back(
            {cellular[i], windows[i].ground_od, searches[i].counted, windows[i].tissue.firm, searches[i].surface});
    }
    std::vector<Mask> infiltrates = infiltrates_below(epithelia, pixel, options);
    for (std::size_t i = 0; i < windows.size(); ++i) {
        searches[i].cellular = std::move(cellular[i]);
        searches[i].infiltrate = std::move(infiltrates[i]);
    }
}

Epidermis ended(const Search& search, const EpidermisWindow& seen, Microns pixel, const EpidermisOptions& options) {
    const auto& [bands, ground_od, deposits, tissue, window] = seen;
    const FloatRaster cellular_od = bands.all();
    const auto& [counted, image, outline, thresholds, surface, cellular, infiltrate, thin_px] = search;
    const Mask coarse =
        at_surface(opened(Mask(cellular & ~infiltrate), epithelium_strand, pixel), surface, pixel, options);
    const Mask flakes = cut_off_by(coarse, tissue, options, pixel);
    const Mask scale(flakes & ~without_small(flakes, SquareMicrons(options.largest_scale_um2), pixel) & tissue.firm);
    const Mask fine = with_fine_border(Mask(coarse | scale), cellular_od, counted, tissue.firm, pixel);
    const Mask whole =
        with_whole_bodies(fine, Mask(deposits & tissue.tissue & ~tissue.ink), tissue, surface.depth, pixel);
    const Mask tongues = find_adnexa(whole, surface, usual_depth(surface, whole, pixel, options), pixel, options);
    const Mask layer = without_strands(Mask(whole & ~tongues), pixel);

    Epidermis result;
    result.mask =
        first_below(Mask(layer & without_small(whole, SquareMicrons(options.least_area_um2), pixel)), surface, options);
    result.adnexa = opened(Mask(whole & ~result.mask), epithelium_strand, pixel);
    result.adnexa |= deeper_adnexa(result.adnexa, image, surface, thresholds, tissue.firm, options) & tissue.tissue;
    result.horny = horny_layer(result.mask, cellular_od, counted, surface, thresholds, tissue.firm, pixel);
    return result;
}

}  // namespace

Microns reach_of_epidermis(const EpidermisOptions& options) {
    constexpr double in_sigmas = 2.25;  // half of what local_mean reaches, four and the coarse pixels
    constexpr Microns widest_step(200.0);
    return std::max({Microns(options.deepest_um), Microns(in_sigmas * options.dermis_along_um),
                     Microns(options.widest_adnexa_um)}) +
           widest_step;
}

namespace {

std::vector<Epidermis> found_below_outline(const std::vector<EpidermisWindow>& windows, Microns pixel,
                                           const EpidermisOptions& options) {
    std::vector<Search> searches(windows.size());
    begin_all(searches, windows, pixel, options);
    give_back_freed_memory();
    find_cellular(searches, windows, pixel, options);
    give_back_freed_memory();
    std::vector<Epidermis> found(windows.size());
    std::vector<CoverInWindow> covers(windows.size());
    over_windows(windows.size(), [&](std::size_t i) {
        found[i] = ended(searches[i], windows[i], pixel, options);
        covers[i] =
            cover_in(found[i].mask, windows[i].tissue.tissue, searches[i].outline, pixel, windows[i].window, options);
        covers[i].thin_px = searches[i].thin_px;
        covers[i].border = border_of_layer(found[i].mask, windows[i].tissue.firm, pixel);
        searches[i] = {};
    });
    const EpidermisGates gates = gates_of(covers, pixel, options);
    for (Epidermis& window : found) {
        window.gates = gates;
        if (!gates.failed.empty()) {
            window.mask.setTo(0);
            window.adnexa.setTo(0);
            window.horny.setTo(0);
        }
    }
    return found;
}

/// The windows as if the section began below what has no nuclei.
std::vector<EpidermisWindow> without(const std::vector<Mask>& nuclei_free, std::vector<EpidermisWindow> windows) {
    for (std::size_t i = 0; i < windows.size(); ++i) {
        TissueMap& tissue = windows[i].tissue;
        tissue.firm = Mask(tissue.firm & ~nuclei_free[i]);
        tissue.tissue = Mask(tissue.tissue & ~nuclei_free[i]);
    }
    return windows;
}

/// Whether a thick horny layer lies on at least half of the surface, clefts between the two left out.
bool mostly_below_horny_layer(const std::vector<Epidermis>& found, const std::vector<EpidermisWindow>& windows,
                              Microns pixel) {
    constexpr Microns widest_cleft(60.0);
    std::int64_t surface = 0;
    std::int64_t below = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Mask& epidermis = found[i].mask;
        const Mask& horny = found[i].thick_horny;
        const Mask dermis(windows[i].tissue.firm & ~epidermis & ~horny);
        const Mask outside(dilated(epidermis, pixel, pixel) & ~epidermis & ~dermis);
        surface += cv::countNonZero(outside);
        below += cv::countNonZero(outside & within(horny, widest_cleft, pixel));
    }
    return below > 0 && 2 * below >= surface;
}

/// Those as large as the shortest epidermis of a slide, the mouths of follicles bridged: what is smaller may be a
/// gland.
Mask long_stretches(const Epidermis& found, Microns pixel, const EpidermisOptions& options) {
    const Mask bridged = closed(found.mask, Microns(options.widest_adnexa_um / 2.0), pixel);
    const SquareMicrons least = found.gates.mean_thickness * Microns(options.least_surface_mm * 1000.0);
    return {found.mask & without_small(bridged, least, pixel)};
}

/// Twice: along cut edges, where what has no nuclei may be dermis, the section begins at its outline.
std::vector<Epidermis> found_below_horny_layer(const std::vector<EpidermisWindow>& windows, Microns pixel,
                                               const EpidermisOptions& options) {
    const std::vector<Mask> counted = counted_in(windows, pixel, options);
    const double difference = least_difference_in(windows, counted, options);
    std::vector<Mask> horny(windows.size());
    over_windows(windows.size(),
                 [&](std::size_t i) { horny[i] = without_nuclei(windows[i], counted[i], difference, pixel, options); });
    std::vector<Epidermis> found = found_below_outline(without(horny, windows), pixel, options);
    over_windows(windows.size(), [&](std::size_t i) {
        horny[i] = horny_layer_on(long_stretches(found[i], pixel, options), horny[i], windows[i].tissue,
                                  SquareMicrons(options.largest_scale_um2), pixel);
    });
    found = found_below_outline(without(horny, windows), pixel, options);
    over_windows(windows.size(), [&](std::size_t i) {
        found[i].thick_horny = connected_to(Mask(horny[i] | found[i].horny), horny[i]);
        found[i].mask &= ~found[i].thick_horny;
        found[i].horny &= ~found[i].thick_horny;
    });
    return found;
}

}  // namespace

std::vector<Epidermis> find_epidermis(const std::vector<EpidermisWindow>& windows, Microns pixel,
                                      const EpidermisOptions& options) {
    std::vector<Epidermis> found = found_below_outline(windows, pixel, options);
    if (found.front().gates.failed.empty()) {
        return found;
    }
    std::vector<Epidermis> below = found_below_horny_layer(windows, pixel, options);
    return mostly_below_horny_layer(below, windows, pixel) ? below : found;
}

}  // namespace kossa
