#pragma once

#include <cstdint>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"

namespace kossa {

/// The outline of the section, point by point, and for every pixel the nearest point and the depth below it.
struct Surface {
    /// Outline points in order, one closed outline after the other; `outline_begin` holds the first index of each and
    /// the total at the end. Points at the image edge carry no surface and are not numbered.
    std::vector<cv::Point> points;
    std::vector<std::size_t> outline_begin;
    LabelRaster nearest;  ///< index of the nearest point, or -1 outside the section or without any surface
    FloatRaster depth;    ///< exact distance to the outline, um
};

Surface trace_surface(const Mask& solid, Microns pixel);

/// Means of a quantity by depth below each outline point, averaged along the outline with a Gaussian.
class DepthProfiles {
  public:
    /// Pixels of weight 0 do not count. Depth bins are `bin` wide, up to `deepest`.
    DepthProfiles(const Surface& surface, const FloatRaster& value, const Mask& counted, Microns bin, Microns deepest);

    void smooth_along(const Surface& surface, double sigma_points);

    /// Largest mean between two depths at an outline point; negative when nothing lies there.
    double largest(std::size_t point, Microns from, Microns to) const;
    /// Median of the means between two depths; negative when nothing lies there.
    double median(std::size_t point, Microns from, Microns to) const;

  private:
    std::vector<double> means(std::size_t point, Microns from, Microns to) const;

    Microns bin_;
    std::size_t bins_;
    std::vector<float> sum_;
    std::vector<float> weight_;
};

}  // namespace kossa
