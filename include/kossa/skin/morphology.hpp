#pragma once

#include <functional>
#include <opencv2/core.hpp>

#include "kossa/core/raster.hpp"
#include "kossa/core/sheet.hpp"
#include "kossa/core/units.hpp"

namespace kossa {

/// Binary morphology with discs, beyond the image as at its edge, so that tissue cut by the edge stays whole.
Mask dilated(const Mask& mask, Microns radius, Microns pixel);
MaskSheet dilated(const MaskSheet& mask, Microns radius, Microns pixel);
Mask eroded(const Mask& mask, Microns radius, Microns pixel);
Mask closed(const Mask& mask, Microns radius, Microns pixel);
Mask opened(const Mask& mask, Microns radius, Microns pixel);

/// The pixels whose distance_to (distance.hpp) is at most `distance`: the same, to the last pixel, in a fraction of the
/// time.
Mask within(const Mask& mask, Microns distance, Microns pixel);

/// Fills background sets of at most this area that do not touch the image edge.
Mask holes_filled(const Mask& mask, SquareMicrons largest, Microns pixel);
/// Removes sets smaller than this.
Mask without_small(const Mask& mask, SquareMicrons least, Microns pixel);

/// Visits the 8-connected sets of `mask`, each as the box that holds it and its pixels in there.
void visit_sets(const Mask& mask, const std::function<void(const cv::Rect& box, const Mask& pixels)>& visit);

/// The 8-connected sets of `mask` that hold a pixel of `anchor`.
Mask connected_to(const Mask& mask, const Mask& anchor);
/// The 8-connected sets of `mask` of which at least half lies in each of two others.
Mask mostly_in_both(const Mask& mask, const Mask& one, const Mask& other);

}  // namespace kossa
