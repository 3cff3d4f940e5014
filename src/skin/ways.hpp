#pragma once

#include "kossa/core/raster.hpp"

namespace kossa {

/// A straight way, in steps of at most a pixel.
struct Way {
    cv::Point2d from;
    cv::Point2d step;

    cv::Point at(int steps) const { return {cvRound(from.x + steps * step.x), cvRound(from.y + steps * step.y)}; }
};

/// The pixels of a mask, and how soon a way may come to one.
class Obstacles {
  public:
    explicit Obstacles(const Mask& mask, bool beyond_image = false);

    /// Whether there is one; outside the image as was said.
    bool operator()(const cv::Point& p) const { return inside_.contains(p) ? mask_(p) != 0 : beyond_image_; }
    /// Steps, one or more, until the way from a pixel of the image comes to one; `most` where it is not sooner.
    int steps_along(const Way& way, int most) const;

  private:
    bool far_from(const cv::Point& p) const;

    Mask mask_;
    cv::Rect inside_;
    bool beyond_image_;
    Mask near_;  ///< a pixel for each square: whether it or one of its neighbours holds an obstacle
};

}  // namespace kossa
