#pragma once

#include <limits>
#include <vector>

#include "kossa/core/sheet.hpp"
#include "kossa/core/units.hpp"
#include "skin_part.hpp"

namespace kossa {

inline constexpr float no_depth = std::numeric_limits<float>::quiet_NaN();

/// SkinMap::below_surface.
FloatSheet below_surface(const std::vector<SkinPart>& parts, Microns pixel);

/// The epidermis with its rete ridges smoothed away, as depth is measured from it.
MaskSheet smoothed_epidermis(const std::vector<SkinPart>& parts, Microns pixel, const DepthOptions& options);

/// Depth of the tissue below the lower border of `smoothed` on the same piece of tissue, whatever lies nearer on
/// another; none on pieces without epidermis.
FloatSheet depth_below(const MaskSheet& smoothed, const std::vector<SkinPart>& parts, Microns pixel);

/// Lessens what each depth is at least to that with what is excluded; a drawn line tells its piece.
void lessen(FloatRaster& least, const FloatRaster& with_excluded, const SkinPart& part,
            const std::vector<bool>& piece_has_line);

/// The depth that every pixel of a window has at least, wherever the junction goes on beyond its ends (least_depth). On
/// the pieces that `piece_is_certain` names it is the depth itself.
FloatRaster least_depth_in(const SkinPart& part, const FloatRaster& depth, const MaskSheet& smoothed,
                           const std::vector<bool>& piece_is_certain, Microns pixel, const DepthOptions& options);

}  // namespace kossa
