#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// The size of the grid on which so wide a blur is taken; the same where it is not wide.
cv::Size coarse_size(const cv::Size& size, double sigma_px);

/// The values where they count, 0 elsewhere; and 1 there.
FloatRaster sum_of(const FloatRaster& value, const Mask& counted);
FloatRaster weight_of(const Mask& counted);

/// A window, and the part of the coarse grid of the whole that its pixels and their neighbours lie in.
struct Shrinking {
    SurveyWindow window;
    cv::Size coarse;  ///< of the whole
    cv::Rect cells;
};

Shrinking shrinking(const SurveyWindow& window, const cv::Size& coarse);

/// Sums of what counts and how much that is, on the coarse grid; `blurred_sums` with a blur of `sigma_px` fine pixels.
struct CoarseSums {
    FloatRaster sum;
    FloatRaster weight;
};

CoarseSums blurred_sums(const FloatRaster& value, const Mask& counted, const Shrinking& to, double sigma_px);

}  // namespace kossa
