#include "kossa/skin/epidermis.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kossa/skin/adnexa.hpp"
#include "kossa/skin/covered_surface.hpp"
#include "kossa/skin/epidermis_gates.hpp"
#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/infiltrate.hpp"
#include "kossa/skin/local_mean.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/surface_profile.hpp"

namespace kossa {

Mask cut_off_by(const Mask& epidermis, const TissueMap& tissue, const EpidermisOptions& options, Microns pixel) {
    const Mask rest(tissue.tissue & ~epidermis);
    const Mask thick = without_small(opened(Mask(rest & tissue.firm), epithelium_strand, pixel),
                                     SquareMicrons(options.largest_scale_um2), pixel);
    const Mask scraps(rest & ~connected_to(rest, thick));
    return connected_to(scraps, Mask(scraps & dilated(epidermis, pixel * 1.5, pixel)));
}

Epidermis find_epidermis(const FloatRaster& cellular_od, const Mask& deposits, const TissueMap& tissue, Microns pixel,
                         const EpidermisOptions& options) {
    const Mask counted(tissue.tissue & ~deposits);
    const CellImage image{local_mean(cellular_od, counted, Microns(options.cellularity_blur_um), pixel), counted,
                          pixel};
    Surface outline = trace_surface(tissue.firm, pixel);
    const std::vector<float> thresholds = cover_surface(outline, image, options);
    outline.depth.release();  // only its points are asked for from here on
    outline.nearest.release();
    std::vector<bool> covered(thresholds.size());
    std::transform(thresholds.begin(), thresholds.end(), covered.begin(), [](float t) { return std::isfinite(t); });
    const Surface surface = only(outline, covered, tissue.firm, pixel);

    const Mask cellular = find_epithelium(image, surface, thresholds, tissue, options);
    const Mask infiltrate = infiltrate_below(cellular, cellular_od, counted, tissue.firm, surface, pixel, options);
    const Mask coarse =
        at_surface(opened(Mask(cellular & ~infiltrate), epithelium_strand, pixel), surface, pixel, options);
    const Mask flakes = cut_off_by(coarse, tissue, options, pixel);
    const Mask scale(flakes & ~without_small(flakes, SquareMicrons(options.largest_scale_um2), pixel) & tissue.firm);
    const Mask fine = with_fine_border(Mask(coarse | scale), cellular_od, counted, tissue.firm, pixel);
    const Mask whole = with_whole_bodies(fine, Mask(deposits & tissue.tissue), tissue.firm);
    const Mask tongues = find_adnexa(whole, surface, usual_depth(surface, whole, pixel, options), pixel, options);
    const Mask layer = without_strands(Mask(whole & ~tongues), pixel);

    Epidermis result;
    result.mask =
        first_below(Mask(layer & without_small(whole, SquareMicrons(options.least_area_um2), pixel)), surface, options);
    result.adnexa = opened(Mask(whole & ~result.mask), epithelium_strand, pixel);
    result.adnexa |= deeper_adnexa(result.adnexa, image, surface, thresholds, tissue.firm, options) & tissue.tissue;
    result.horny = horny_layer(result.mask, cellular_od, counted, surface, thresholds, tissue.firm, pixel);
    result.gates = measure_gates(result.mask, tissue.tissue, outline, pixel, options);
    if (!result.gates.failed.empty()) {
        result.mask.setTo(0);
        result.adnexa.setTo(0);
        result.horny.setTo(0);
    }
    return result;
}

}  // namespace kossa
