#include "kossa/measure/left_out.hpp"

#include <cstdint>

#include "kossa/core/coarser_pixels.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/tissue.hpp"

namespace kossa {

MaskSheet left_out(const FoundSkin& found, const SkinMap& skin, const RegionMasks& regions, const MaskSheet& searched,
                   Microns margin) {
    if (!regions.tissue && !regions.exclude) {
        return MaskSheet(searched.size());
    }
    Mask result(searched.size(), 0);
    if (regions.tissue) {
        const Mask solid = skin.tissue.solid;
        const Mask glass_beside(dilated(solid, margin, skin.pixel) & ~Mask(found.tissue.solid));
        result = Mask(Mask(searched) & ~(solid | glass_beside));
    }
    if (regions.exclude) {
        result |= *regions.exclude;
    }
    return result;
}

MaskSheet tissue_beyond(const MaskSheet& searched, const RegionMasks& regions, Microns pixel,
                        const TissueOptions& options) {
    if (!regions.tissue) {
        return MaskSheet(searched.size());
    }
    return Mask(tissue_map(*regions.tissue, pixel, options).solid & ~Mask(searched));
}

bool lies_mostly_in(const Finding& finding, const MaskSheet& mask,
                    const Scaling<Survey, Working>& survey_from_working) {
    std::int64_t inside = 0;
    std::int64_t pixels = 0;
    for (const Run<Working>& run : finding.runs) {
        over_coarser_pixels(run, survey_from_working, mask.size(), [&](int row, int column, std::int32_t length) {
            inside += mask(row, column) != 0 ? length : 0;
        });
        pixels += run.length();
    }
    return 2 * inside > pixels;
}

}  // namespace kossa
