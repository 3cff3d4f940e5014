#pragma once

#include "kossa/core/raster.hpp"

namespace kossa {

/// Gives each pixel without a label, which is negative, that of the nearest pixel with one; what lies further than
/// 32,767 pixels from any keeps none. Near by steps to the neighbours and of a knight (Borgefors, CVGIP 1986), as
/// cv::distanceTransform has it of a mask of 5 by 5, whose labels these are (up to its 8,191 pixels): to within 2 % of
/// the distance.
void spread_labels(LabelRaster& labels);

}  // namespace kossa
