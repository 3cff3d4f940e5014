#pragma once

#include <algorithm>

#include "kossa/analysis/quality.hpp"

namespace kossa::support {

inline int light_at(const RgbImage& pixels, const cv::Point& p) {
    const cv::Vec3b& rgb = pixels(p);
    return rgb[0] + rgb[1] + rgb[2];
}

/// The sums of quality one pixel after the other: slow and obvious. `pixels` reach `margin` beyond the tile.
inline QualitySums plain_quality(const RgbImage& pixels, const Mask& tissue, const Box<Working>& tile, int margin,
                                 const OpticalDensity& density, double least_od) {
    QualitySums sums;
    for (int y = 0; y < tissue.rows; ++y) {
        for (int x = 0; x < tissue.cols; ++x) {
            const cv::Point p(x + margin, y + margin);
            const cv::Vec3w od = density.milli(pixels(p));
            if (tissue(y, x) == 0 || od[0] + od[1] + od[2] < std::lround(3000.0 * least_od)) {
                continue;
            }
            const std::int64_t laplacian = 4 * light_at(pixels, p) - light_at(pixels, p + cv::Point(1, 0)) -
                                           light_at(pixels, p - cv::Point(1, 0)) -
                                           light_at(pixels, p + cv::Point(0, 1)) -
                                           light_at(pixels, p - cv::Point(0, 1));
            QualitySums::Square& square =
                sums.squares[{(tile.x + x) / quality_square_px, (tile.y + y) / quality_square_px}];
            ++square.pixels;
            square.laplacian_squares += laplacian * laplacian;
            ++sums.stained;
            sums.clipped += std::min({pixels(p)[0], pixels(p)[1], pixels(p)[2]}) <= 1 ? 1 : 0;
        }
    }
    return sums;
}

}  // namespace kossa::support
