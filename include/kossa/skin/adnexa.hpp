#pragma once

#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/surface_profile.hpp"

namespace kossa {

/// How deep the epidermis usually reaches, per outline point: the median depth of its lower border in the
/// neighbourhood; and from where on it is a tongue, um. Infinite where there is none.
struct UsualDepth {
    std::vector<float> median;
    std::vector<float> tongue;
};

UsualDepth usual_depth(const Surface& surface, const Mask& epithelium, Microns pixel, const EpidermisOptions& options);

/// Tongues of epithelium that go down from the epidermis and are narrower than `widest_adnexa_um`: follicles and ducts,
/// from the usual depth of the epidermis on.
Mask find_adnexa(const Mask& epithelium, const Surface& surface, const UsualDepth& usual, Microns pixel,
                 const EpidermisOptions& options);

}  // namespace kossa
