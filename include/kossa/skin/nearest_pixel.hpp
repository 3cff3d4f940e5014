#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "kossa/core/geometry.hpp"

namespace kossa {

/// Pixels of the survey, sorted by squares of the grid so that the nearest is found without asking all.
class NearestPixel {
  public:
    /// There must be one at least.
    explicit NearestPixel(const std::vector<cv::Point>& pixels);

    /// Distance to the nearest of the pixels' centres, in survey pixels.
    double distance(const Point<Survey>& from) const;

    bool operator==(const NearestPixel&) const = default;

  private:
    double least_in_square(int column, int row, const Point<Survey>& from, double least) const;

    cv::Rect squares_;                            ///< that hold the pixels, counted in squares
    std::vector<std::vector<cv::Point>> pixels_;  ///< by square, row by row
};

}  // namespace kossa
