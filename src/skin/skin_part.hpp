#pragma once

#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/skin/found_skin.hpp"
#include "kossa/skin/regions.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// The skin in one window.
struct SkinPart {
    SurveyWindow window;
    TissueMap tissue;
    Mask scraps;
    Mask epidermis;
    Mask found_epidermis;  ///< as far as it lies on the tissue that counts
    Mask horny;
    Mask adnexa;
    Mask subcutis;
};

/// What was found and what is drawn, in the windows of the tissue; in one of the whole where anything is drawn. Throws
/// RefusedSlide "regions" as compose_skin does.
std::vector<SkinPart> composed_parts(const FoundSkin& found, const RegionMasks& regions, const SkinOptions& options);

/// The found scraps that touch the section.
Mask scraps_at(const Mask& solid, const Mask& scraps);

}  // namespace kossa
