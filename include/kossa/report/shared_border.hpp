#pragma once

#include <vector>

#include "kossa/report/overlay.hpp"

namespace kossa::report {

/// The parts of the outlines of the first layer that run along the second: lines exactly on these outlines, whose ends
/// are known to about two pixels of the picture of this size that the layers lie on.
std::vector<Polyline<Level0>> shared_border(const MultiPolygon<Level0>& first, const MultiPolygon<Level0>& second,
                                            const cv::Size& picture,
                                            const Scaling<Level0, OverlayPixels>& level0_from_overlay);

}  // namespace kossa::report
