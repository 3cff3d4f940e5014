#pragma once

#include <vector>

#include "kossa/core/sheet.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// Share of the outer outline of the tissue that is the border of the image, 0..1; 0 without tissue. The outline is
/// counted in sides of pixels towards the glass that is connected with the outside, and towards the border; holes have
/// none. A ragged outline has more sides than it is long, so the share is rather too small. All tissue lies in
/// `windows`.
double share_at_image_border(const MaskSheet& tissue, const std::vector<SurveyWindow>& windows);

}  // namespace kossa
