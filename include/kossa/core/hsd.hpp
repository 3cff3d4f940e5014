#pragma once

#include <compare>
#include <opencv2/core.hpp>

namespace kossa {

/// Colour apart from darkness (hue-saturation-density; van der Laak et al., Cytometry 2000). For optical densities
/// r, g, b: density is their mean, cx = r/density - 1, cy = (g - b) / (sqrt(3) density). Neutral grey is (0, 0).
struct Hsd {
    double density = 0.0;
    double cx = 0.0;
    double cy = 0.0;
    double saturation() const;
    /// How `saturation()` compares with a limit, in less time; the limit is not negative.
    std::partial_ordering saturation_against(double limit) const;
};

/// All zero for clear glass.
Hsd hsd(double od_red, double od_green, double od_blue);
/// Of densities in thousandths (MilliOd).
Hsd hsd(const cv::Vec3w& milli_od);

}  // namespace kossa
