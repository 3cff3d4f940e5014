#pragma once

#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/density_bands.hpp"
#include "kossa/skin/epidermis.hpp"
#include "kossa/skin/surface_profile.hpp"

namespace kossa {

/// What infiltrates_below looks at in one window of the slide.
struct EpitheliumInWindow {
    const Mask& epithelium;
    const DensityBands& ground_od;  ///< of the channel of the nuclear stain, of each pixel without its darkest quarter
    const Mask& counted;
    const Mask& firm;
    const Surface& surface;  ///< the covered points only
};

/// What of `epithelium` is an infiltrate below it: nuclei with pale ground between them. In epithelium the ground is
/// cytoplasm and as dense everywhere; in dermis it is fibres and gaps, however many nuclei lie on it. The ground is the
/// density that a fifth of the pixels within 12 um stay below. An infiltrate is further than 12 um from all ground
/// denser than half way between that of the dermis and that of the epithelium 20 to 60 um below the surface (medians;
/// knots below 1000 um2 left out), and reaches the dermis deeper than 60 um: the horny layer is pale, too. Nuclei that
/// cover more than some two fifths hide the ground. The rule is the program's own.
///
/// In all windows of a slide: the ground of dermis and epithelium is that of all of it.
std::vector<Mask> infiltrates_below(const std::vector<EpitheliumInWindow>& windows, Microns pixel,
                                    const EpidermisOptions& options);

}  // namespace kossa
