#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/epidermis.hpp"

namespace kossa {

/// What may be a thick horny layer, as on palms and soles: keratin has no nuclei and is paler, in the channel that
/// nuclei absorb, than living cells. So it is all of the section that a disc covers which comes from the glass and
/// stops at nuclei and cells. Between the nuclei of dermis along a cut edge such a disc seldom goes far. `counted` is
/// tissue whose density is that of cells; cells are denser than what lies round them by `least_difference_od`.
Mask without_nuclei(const EpidermisWindow& seen, const Mask& counted, double least_difference_od, Microns pixel,
                    const EpidermisOptions& options);

/// The part of it that lies on the epidermis: nearer to it than to the rest of the firm section, open to the glass, in
/// pieces of at least that area. So what is free of nuclei in the dermis is left out.
Mask horny_layer_on(const Mask& epidermis, const Mask& nuclei_free, const TissueMap& tissue, SquareMicrons least,
                    Microns pixel);

}  // namespace kossa
