#include "skin_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <string_view>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/skin/morphology.hpp"
#include "left_above.hpp"

namespace kossa {

namespace {

bool any_drawn(const RegionMasks& regions) {
    return regions.tissue || regions.exclude || regions.epidermis || regions.subcutis || !regions.junction.empty();
}

/// Outlines may lie anywhere.
std::vector<SurveyWindow> windows_of(const FoundSkin& found, const RegionMasks& regions) {
    return any_drawn(regions) || found.windows.empty() ? std::vector{whole_window(found.epidermis.size())}
                                                       : found.windows;
}

/// The rasters of one window.
struct LayersInWindow {
    TissueMap tissue;
    Mask scraps;
    Mask epidermis;
    Mask found_epidermis;
    Mask adnexa;
    Mask subcutis;
    Mask excluded_epidermis;
    Mask beyond_outline;
};

LayersInWindow found_layers(const FoundSkin& found, const SurveyWindow& window) {
    LayersInWindow part;
    part.tissue.tissue = found.tissue.tissue.part(window.box);
    part.tissue.solid = found.tissue.solid.part(window.box);
    part.tissue.firm = found.tissue.firm.part(window.box);
    part.tissue.pieces = found.tissue.pieces.part(window.box);
    part.tissue.piece_count = found.tissue.piece_count;
    part.scraps = found.scraps.part(window.box);
    part.epidermis = found.epidermis.part(window.box);
    part.adnexa = found.adnexa.part(window.box);
    part.subcutis = found.subcutis.part(window.box);
    return part;
}

/// `tissue` without what lies in `exclude`. The outline of the section stays, but for pieces that are gone altogether.
TissueMap without_excluded(TissueMap tissue, const Mask& exclude) {
    tissue.tissue = Mask(tissue.tissue & ~exclude);
    tissue.solid = connected_to(tissue.solid, tissue.tissue);
    tissue.firm = connected_to(tissue.firm, tissue.tissue);
    tissue.piece_count = cv::connectedComponents(tissue.solid, tissue.pieces, 8) - 1;
    return tissue;
}

/// The tissue of an outline. Haze that was found is none of its firm part; scraps above the epidermis are, if they are
/// firm.
TissueMap outlined_tissue(const LayersInWindow& found, const Mask& outlined, Microns pixel,
                          const TissueOptions& options) {
    TissueMap tissue = tissue_map(outlined, pixel, options);
    const Mask haze(found.tissue.solid & ~found.tissue.firm);
    const Mask firm_scraps(scraps_at(tissue.solid, found.scraps) & found.tissue.firm);
    tissue.firm = Mask(Mask(tissue.solid & ~haze) | firm_scraps);
    return tissue;
}

TissueMap composed_tissue(const LayersInWindow& found, const RegionMasks& regions, Microns pixel,
                          const TissueOptions& options) {
    TissueMap tissue = regions.tissue ? outlined_tissue(found, *regions.tissue, pixel, options) : found.tissue;
    if (regions.exclude) {
        tissue = without_excluded(std::move(tissue), *regions.exclude);
    }
    return tissue;
}

/// What was found of a layer, as far as it lies on the section and counts.
Mask remaining(const Mask& found, const TissueMap& tissue, const RegionMasks& regions) {
    return regions.exclude ? Mask(found & tissue.solid & ~*regions.exclude) : Mask(found & tissue.solid);
}

Mask outlined_layer(const Mask& outlined, const TissueMap& tissue, std::string_view layer) {
    Mask mask(outlined & tissue.tissue);
    if (cv::countNonZero(mask) == 0) {
        throw RefusedSlide("regions", fmt::format("the outline of class {} holds no tissue", layer));
    }
    return mask;
}

LayersInWindow composed(const FoundSkin& found, const SurveyWindow& window, const RegionMasks& regions,
                        const SkinOptions& options) {
    LayersInWindow part = found_layers(found, window);
    const Mask found_section = part.tissue.solid;
    part.tissue = composed_tissue(part, regions, found.pixel, options.tissue);
    if (regions.tissue) {
        part.beyond_outline = Mask(found_section & ~part.tissue.solid);
    }
    if (regions.exclude) {
        const Mask& all = regions.epidermis ? *regions.epidermis : part.epidermis;
        part.excluded_epidermis = Mask(all & part.tissue.solid & *regions.exclude);
    }
    part.found_epidermis = remaining(part.epidermis, part.tissue, regions);
    part.epidermis = part.found_epidermis.clone();
    if (regions.epidermis) {
        part.epidermis = outlined_layer(*regions.epidermis, part.tissue, "Epidermis");
        part.epidermis |= left_above(part.epidermis, part.found_epidermis, part.tissue, found.pixel);
    }
    part.adnexa = Mask(remaining(part.adnexa, part.tissue, regions) & ~part.epidermis);
    part.subcutis = regions.subcutis ? outlined_layer(*regions.subcutis, part.tissue, "Subcutis")
                                     : remaining(part.subcutis, part.tissue, regions);
    return part;
}

void put(SlideTissue& slide, const cv::Point& at, const TissueMap& tissue) {
    slide.tissue.put(at, tissue.tissue);
    slide.solid.put(at, tissue.solid);
    slide.firm.put(at, tissue.firm);
    slide.pieces.put(at, tissue.pieces);
    slide.piece_count = tissue.piece_count;
}

}  // namespace

Mask scraps_at(const Mask& solid, const Mask& scraps) {
    return Mask(connected_to(Mask(solid | scraps), solid) & scraps & ~solid);
}

Mask telling_epidermis(const SkinPart& part, const Mask& found, const RegionMasks& regions, Microns pixel) {
    constexpr double least_stretch_um = 400.0;
    if (regions.epidermis || !(regions.tissue || regions.exclude)) {
        return part.epidermis();
    }
    const Mask epidermis = part.epidermis();
    const Mask cut = dilated(Mask(found & ~epidermis), pixel, pixel);
    Mask telling = epidermis.clone();
    visit_sets(epidermis, [&](const cv::Rect& box, const Mask& stretch) {
        if (std::hypot(box.width, box.height) * pixel.value() < least_stretch_um &&
            cv::countNonZero(stretch & cut(box)) > 0) {
            telling(box).setTo(0, stretch);
        }
    });
    return telling;
}

ComposedSkin composed_skin(const FoundSkin& found, const RegionMasks& regions, const SkinOptions& options) {
    ComposedSkin skin{windows_of(found, regions), found.tissue, found.scraps, {}, {}, found.horny, {}, {}, {}, {}};
    skin.epidermis = skin.found_epidermis = skin.adnexa = skin.subcutis = skin.excluded_epidermis =
        skin.beyond_outline = MaskSheet(found.epidermis.size());
    std::mutex writing;
    over_windows(skin.windows.size(), [&](std::size_t i) {
        const LayersInWindow part = composed(found, skin.windows[i], regions, options);
        const cv::Point at = skin.windows[i].box.tl();
        const std::lock_guard<std::mutex> lock(writing);
        if (any_drawn(regions)) {
            put(skin.tissue, at, part.tissue);
        }
        skin.epidermis.put(at, part.epidermis);
        skin.found_epidermis.put(at, part.found_epidermis);
        skin.adnexa.put(at, part.adnexa);
        skin.subcutis.put(at, part.subcutis);
        if (regions.exclude) {
            skin.excluded_epidermis.put(at, part.excluded_epidermis);
        }
        if (regions.tissue) {
            skin.beyond_outline.put(at, part.beyond_outline);
        }
    });
    if (count_non_zero(skin.tissue.tissue) == 0) {
        throw RefusedSlide("regions", "the outlines leave no tissue to measure");
    }
    return skin;
}

std::vector<SkinPart> parts_of(const ComposedSkin& skin) {
    std::vector<SkinPart> parts;
    std::ranges::transform(skin.windows, std::back_inserter(parts),
                           [&skin](const SurveyWindow& window) { return SkinPart(skin, window); });
    return parts;
}

}  // namespace kossa
