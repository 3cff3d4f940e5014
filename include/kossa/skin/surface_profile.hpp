#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"

namespace kossa {

/// A depth that is not there.
inline constexpr float nowhere = std::numeric_limits<float>::infinity();

/// The outline of the section, point by point, and for every pixel the nearest point and the depth below it.
struct Surface {
    /// Outline points in order, one closed outline after the other; `outline_begin` holds the first index of each and
    /// the total at the end. Points at the image edge carry no surface and are not numbered.
    std::vector<cv::Point> points;
    std::vector<std::size_t> outline_begin;
    std::vector<cv::Point> outline_round;  ///< per outline the first point of the one round it, itself if outermost
    LabelRaster
        nearest;  ///< index of the nearest point (to within 2 %), or -1 outside the section or without any surface
    FloatRaster depth;  ///< exact distance to the outline, um
};

Surface trace_surface(const Mask& solid, Microns pixel);

/// The points alone, without `nearest` and `depth`.
Surface outline_points(const Mask& solid);

/// The same surface as if it consisted only of the points chosen (one flag per point): nearest point and depth are of
/// these, and the indices of all points remain.
Surface only(const Surface& surface, const std::vector<bool>& chosen, const Mask& solid, Microns pixel);

/// Per outline point the median of the finite values within `reach` along the same outline (of some 100 of them);
/// infinite where there is none. One value per point.
std::vector<float> median_along(const std::vector<float>& values, const Surface& surface, Microns reach, Microns pixel);

/// Means of a quantity (cellularity: optical density) by depth below each outline point, averaged along the outline
/// with a Gaussian.
class DepthProfiles {
  public:
    /// Pixels that are not `counted` do not count. Depth bins are `bin` wide, up to `deepest`.
    DepthProfiles(const Surface& surface, const FloatRaster& value, const Mask& counted, Microns bin, Microns deepest);

    void smooth_along(const Surface& surface, double sigma_points);

    /// Median of the means above `level` between two depths, as the quantity; negative when none is.
    double median_above(std::size_t point, double level, Microns from, Microns to) const;
    /// Depth at which the means first exceed `level`; infinite where they never do.
    Microns first_above(std::size_t point, double level) const;

  private:
    std::vector<double> means(std::size_t point, Microns from, Microns to) const;

    Microns bin_;
    std::size_t bins_;
    std::vector<float> sum_;
    std::vector<float> weight_;
};

}  // namespace kossa
