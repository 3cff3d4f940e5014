#pragma once

#include <algorithm>
#include <cstdlib>
#include <opencv2/core.hpp>

#include "kossa/core/raster.hpp"
#include "kossa/report/palette.hpp"

namespace kossa::report {

inline bool same_image(const RgbImage& a, const RgbImage& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

/// How many pixels within `distance` of the position have about this colour.
inline int pixels_near(const RgbImage& image, cv::Point at, int distance, const Colour& colour) {
    constexpr int tolerance = 40;
    int count = 0;
    for (int y = std::max(0, at.y - distance); y <= std::min(image.rows - 1, at.y + distance); ++y) {
        for (int x = std::max(0, at.x - distance); x <= std::min(image.cols - 1, at.x + distance); ++x) {
            const cv::Vec3b& p = image(y, x);
            count += std::abs(p[0] - colour[0]) < tolerance && std::abs(p[1] - colour[1]) < tolerance &&
                     std::abs(p[2] - colour[2]) < tolerance;
        }
    }
    return count;
}

}  // namespace kossa::report
