#pragma once

#include <functional>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// Mean of the counted pixels round every pixel, weighted by a Gaussian of standard deviation `sigma`; not a number
/// where none is in reach (four standard deviations and the coarse pixels at the end). A wide Gaussian is taken of a
/// coarser grid, at most an eighth of `sigma` per pixel: accurate to about 1 % of the contrast.
/// `window` says what the raster shows of a slide: the coarser grid is that of the whole. Counted pixels that lie
/// beyond the window and within reach are not seen.
FloatRaster local_mean(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel,
                       const SurveyWindow& window);
/// The same at some points alone.
std::vector<float> local_means(const std::vector<cv::Point>& points, const FloatRaster& value, const Mask& counted,
                               Microns sigma, Microns pixel, const SurveyWindow& window);
/// The pixels of `wanted` whose value is at most `times` the mean round them.
Mask at_most_mean(const Mask& wanted, double times, const FloatRaster& value, const Mask& counted, Microns sigma,
                  Microns pixel, const SurveyWindow& window);
/// The mean in a box of the raster.
using MeanInBox = std::function<FloatRaster(const cv::Rect& box)>;
/// The same as local_mean, box by box. The rasters must stay as they are until the last is asked for.
MeanInBox local_mean_in_boxes(const FloatRaster& value, const Mask& counted, Microns sigma, Microns pixel);
/// Calls `job` for boxes that hold all pixels of `wanted` and do not overlap, many at once.
void over_boxes(const Mask& wanted, const std::function<void(const cv::Rect& box)>& job);

}  // namespace kossa
