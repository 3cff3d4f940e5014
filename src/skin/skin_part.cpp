#include "skin_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string_view>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/skin/morphology.hpp"

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

SkinPart found_part(const FoundSkin& found, const SurveyWindow& window) {
    SkinPart part;
    part.window = window;
    part.tissue.tissue = found.tissue.tissue.part(window.box);
    part.tissue.solid = found.tissue.solid.part(window.box);
    part.tissue.firm = found.tissue.firm.part(window.box);
    part.tissue.pieces = found.tissue.pieces.part(window.box);
    part.tissue.piece_count = found.tissue.piece_count;
    part.tissue.threshold = found.tissue.threshold;
    part.scraps = found.scraps.part(window.box);
    part.epidermis = found.epidermis.part(window.box);
    part.horny = found.horny.part(window.box);
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
TissueMap outlined_tissue(const SkinPart& found, const Mask& outlined, Microns pixel, const TissueOptions& options) {
    TissueMap tissue = tissue_map(outlined, pixel, options);
    const Mask haze(found.tissue.solid & ~found.tissue.firm);
    const Mask firm_scraps(scraps_at(tissue.solid, found.scraps) & found.tissue.firm);
    tissue.firm = Mask(Mask(tissue.solid & ~haze) | firm_scraps);
    return tissue;
}

TissueMap composed_tissue(const SkinPart& found, const RegionMasks& regions, Microns pixel,
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

SkinPart composed(const FoundSkin& found, const SurveyWindow& window, const RegionMasks& regions,
                  const SkinOptions& options) {
    SkinPart part = found_part(found, window);
    part.tissue = composed_tissue(part, regions, found.pixel, options.tissue);
    part.found_epidermis = remaining(part.epidermis, part.tissue, regions);
    part.epidermis =
        regions.epidermis ? outlined_layer(*regions.epidermis, part.tissue, "Epidermis") : part.found_epidermis.clone();
    part.adnexa = Mask(remaining(part.adnexa, part.tissue, regions) & ~part.epidermis);
    part.subcutis = regions.subcutis ? outlined_layer(*regions.subcutis, part.tissue, "Subcutis")
                                     : remaining(part.subcutis, part.tissue, regions);
    return part;
}

}  // namespace

Mask scraps_at(const Mask& solid, const Mask& scraps) {
    return Mask(connected_to(Mask(solid | scraps), solid) & scraps & ~solid);
}

std::vector<SkinPart> composed_parts(const FoundSkin& found, const RegionMasks& regions, const SkinOptions& options) {
    const std::vector<SurveyWindow> windows = windows_of(found, regions);
    std::vector<SkinPart> parts(windows.size());
    over_windows(windows.size(), [&](std::size_t i) { parts[i] = composed(found, windows[i], regions, options); });
    if (std::ranges::all_of(parts, [](const SkinPart& part) { return cv::countNonZero(part.tissue.tissue) == 0; })) {
        throw RefusedSlide("regions", "the outlines leave no tissue to measure");
    }
    return parts;
}

}  // namespace kossa
