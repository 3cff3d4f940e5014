#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "kossa/core/sheet.hpp"

namespace kossa {

/// A part of the survey grid: a raster of the window's size shows it.
struct SurveyWindow {
    cv::Rect box;
    cv::Size whole;  ///< of the survey grid
};

/// The whole of a raster as one window.
SurveyWindow whole_window(const cv::Size& size);

/// Boxes round the 8-connected sets of `tissue` and `reach` pixels round them, as far as these lie on the grid, in the
/// order of their corners, row by row. Boxes that overlap are one, so that no tissue lies nearer than `reach` to the
/// border of its window unless that is the border of the grid, and tissue of different windows not within twice that.
/// The whole grid is one window where windows would save less than a quarter of it, and without tissue.
std::vector<SurveyWindow> windows_round(const MaskSheet& tissue, int reach);

/// Calls `job(i)` for each of `count` windows; in parallel as over_stretches (core/rows.hpp) does where there are many,
/// else one after the other, so that the loops within a window may run in parallel.
void over_windows(std::size_t count, const std::function<void(std::size_t i)>& job);

}  // namespace kossa
