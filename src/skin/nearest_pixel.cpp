#include "kossa/skin/nearest_pixel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kossa {

namespace {

constexpr int square_px = 64;

cv::Point square_of(const cv::Point& pixel) {
    return {pixel.x / square_px, pixel.y / square_px};
}

/// How far a position lies from the stretch of such squares, in pixels.
double beyond(double position, int first_square, int count) {
    const double begin = static_cast<double>(first_square) * square_px;
    const double end = begin + static_cast<double>(count) * square_px;
    return std::max({0.0, begin - position, position - end});
}

}  // namespace

NearestPixel::NearestPixel(const std::vector<cv::Point>& pixels) {
    for (const cv::Point& pixel : pixels) {
        squares_ |= cv::Rect(square_of(pixel), cv::Size(1, 1));
    }
    pixels_.resize(static_cast<std::size_t>(squares_.width) * static_cast<std::size_t>(squares_.height));
    for (const cv::Point& pixel : pixels) {
        const cv::Point square = square_of(pixel) - squares_.tl();
        pixels_[static_cast<std::size_t>(square.y) * static_cast<std::size_t>(squares_.width) +
                static_cast<std::size_t>(square.x)]
            .push_back(pixel);
    }
}

/// The least of `least` and the squares of the distances to the pixels of a square.
double NearestPixel::least_in_square(int column, int row, const Point<Survey>& from, double least) const {
    const double dx = beyond(from.x, column, 1);
    const double dy = beyond(from.y, row, 1);
    if (dx * dx + dy * dy >= least) {
        return least;
    }
    const auto index = static_cast<std::size_t>(row - squares_.y) * static_cast<std::size_t>(squares_.width) +
                       static_cast<std::size_t>(column - squares_.x);
    for (const cv::Point& pixel : pixels_[index]) {
        const double x = pixel.x + 0.5 - from.x;
        const double y = pixel.y + 0.5 - from.y;
        least = std::min(least, x * x + y * y);
    }
    return least;
}

/// Rings of squares round the nearest square that there is, as long as one may hold something nearer.
double NearestPixel::distance(const Point<Survey>& from) const {
    const auto nearest = [](double position, int first, int count) {
        return std::clamp(static_cast<int>(std::floor(position / square_px)), first, first + count - 1);
    };
    const int column = nearest(from.x, squares_.x, squares_.width);
    const int row = nearest(from.y, squares_.y, squares_.height);
    double least = std::numeric_limits<double>::infinity();
    const int rings = std::max(squares_.width, squares_.height);
    for (int ring = 0; ring < rings && (ring - 1.0) * square_px <= std::sqrt(least); ++ring) {
        const cv::Rect inside = cv::Rect(column - ring, row - ring, 2 * ring + 1, 2 * ring + 1) & squares_;
        for (int y = inside.y; y < inside.br().y; ++y) {
            const bool whole_row = std::abs(y - row) == ring;
            for (int x = inside.x; x < inside.br().x; ++x) {
                if (whole_row || std::abs(x - column) == ring) {
                    least = least_in_square(x, y, from, least);
                }
            }
        }
    }
    return std::sqrt(least);
}

}  // namespace kossa
