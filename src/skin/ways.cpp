#include "ways.hpp"

#include <algorithm>
#include <cstdint>
#include <opencv2/imgproc.hpp>

namespace kossa {

namespace {

constexpr int side = 8;  // of a square

}  // namespace

Obstacles::Obstacles(const Mask& mask, bool beyond_image)
    : mask_(mask),
      inside_({0, 0}, mask.size()),
      beyond_image_(beyond_image),
      near_((mask.rows + side - 1) / side, (mask.cols + side - 1) / side, std::uint8_t{0}) {
    for (int y = 0; y < mask.rows; ++y) {
        const std::uint8_t* row = mask[y];
        std::uint8_t* squares = near_[y / side];
        for (int x = 0; x < mask.cols; ++x) {
            squares[x / side] |= row[x];
        }
    }
    if (beyond_image) {  // which the last squares may hold some of
        near_.row(near_.rows - 1).setTo(255);
        near_.col(near_.cols - 1).setTo(255);
    }
    cv::dilate(near_, near_, cv::Mat(), {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(beyond_image ? 255 : 0));
}

bool Obstacles::far_from(const cv::Point& p) const {
    return inside_.contains(p) && near_(p.y / side, p.x / side) == 0;
}

/// Seven steps lead at most eight pixels away along either axis, as each end is rounded, and so to a neighbour.
int Obstacles::steps_along(const Way& way, int most) const {
    int steps = 1;
    while (steps < most) {
        const cv::Point at = way.at(steps);
        if ((*this)(at)) {
            return steps;
        }
        if (!inside_.contains(at)) {
            return most;  // a straight way does not come back
        }
        steps += far_from(at) ? side : 1;
    }
    return std::max(1, most);
}

}  // namespace kossa
