#pragma once

#include <string>

namespace kossa::report {

struct ScaleBar {
    double length_um = 0.0;
    int length_px = 0;
    std::string label;  ///< "200 um" or "2 mm"
};

/// The bar of 1, 2 or 5 times a power of ten micrometres that comes nearest to a fifth of the picture's width.
/// Both arguments must be positive.
ScaleBar scale_bar(double um_per_px, int picture_width_px);

}  // namespace kossa::report
