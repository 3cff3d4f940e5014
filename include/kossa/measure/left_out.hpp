#pragma once

#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/deposit/classification.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

/// Where deposits and confusers were looked for and do not count, because a person has drawn what is tissue or excluded
/// a part: `exclude`, and beside an outlined tissue the tissue that was found and left out. Bare glass up to `margin`
/// beyond the outlined tissue counts as it does beyond found tissue. All 0 without such outlines, and where the
/// outlined tissue is what was found.
MaskSheet left_out(const FoundSkin& found, const SkinMap& skin, const RegionMasks& regions, const MaskSheet& searched,
                   Microns margin);

/// The outlined tissue beyond `searched`, where deposits are looked for as well.
MaskSheet tissue_beyond(const MaskSheet& searched, const RegionMasks& regions, Microns pixel,
                        const TissueOptions& options);

/// Whether more than half of the pixels of a finding lie in the mask. A working pixel belongs to the survey pixel its
/// centre lies in.
bool lies_mostly_in(const Finding& finding, const MaskSheet& mask, const Scaling<Survey, Working>& survey_from_working);

}  // namespace kossa
