#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "kossa/core/geometry.hpp"

namespace kossa {

/// 8 bit per channel, channel order red, green, blue (not OpenCV's usual blue first).
using RgbImage = cv::Mat_<cv::Vec3b>;
/// 0 = outside, 255 = inside.
using Mask = cv::Mat_<std::uint8_t>;
using FloatRaster = cv::Mat_<float>;
/// 0 = background, 1.. = object or piece number.
using LabelRaster = cv::Mat_<std::int32_t>;

/// Where a part of a box lies in the raster of the box.
template <class Frame>
cv::Rect rect_within(const Box<Frame>& part, const Box<Frame>& box) {
    return {static_cast<int>(part.x - box.x), static_cast<int>(part.y - box.y), static_cast<int>(part.width),
            static_cast<int>(part.height)};
}

/// A box with `margin` pixels more on each side, as far as a raster of that size reaches.
inline cv::Rect grown(const cv::Rect& box, int margin, const cv::Size& raster) {
    const cv::Rect all(cv::Point(0, 0), raster);
    return cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin) & all;
}

}  // namespace kossa
