#include "kossa/report/shared_border.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/report/overlay_canvas.hpp"

namespace kossa::report {

namespace {

constexpr int touching_px = 2;  // between the outline of one layer and the other layer

Mask near(const MultiPolygon<Level0>& polygons, const cv::Size& size, const OverlayCanvas& canvas) {
    Mask mask(size, std::uint8_t{0});
    std::vector<Contour> rings;
    for (const Polygon<Level0>& polygon : polygons) {
        rings.push_back(contour(polygon.shell, canvas));
        for (const Ring<Level0>& hole : polygon.holes) {
            rings.push_back(contour(hole, canvas));
        }
    }
    if (!rings.empty()) {
        cv::fillPoly(mask, rings, cv::Scalar(255), cv::LINE_8, fraction_bits);
    }
    cv::dilate(mask, mask, cv::Mat(), {-1, -1}, touching_px);
    return mask;
}

/// A ring as points no further apart than a pixel.
std::vector<Point<OverlayPixels>> dense(const Ring<Level0>& ring, const Scaling<OverlayPixels, Level0>& from_level0) {
    std::vector<Point<OverlayPixels>> points;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point<OverlayPixels> from = from_level0(ring[i]);
        const Point<OverlayPixels> to = from_level0(ring[(i + 1) % ring.size()]);
        const int steps = std::max(1, cvCeil(std::hypot(to.x - from.x, to.y - from.y)));
        for (int step = 0; step < steps; ++step) {
            const double part = static_cast<double>(step) / steps;
            points.push_back({from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)});
        }
    }
    return points;
}

void add_lines(std::vector<Polyline<Level0>>& lines, const Ring<Level0>& ring, const Mask& where,
               const Scaling<Level0, OverlayPixels>& level0_from_overlay) {
    bool drawing = false;
    for (const Point<OverlayPixels>& p : dense(ring, level0_from_overlay.inverse())) {
        const cv::Point pixel(std::clamp(cvFloor(p.x), 0, where.cols - 1), std::clamp(cvFloor(p.y), 0, where.rows - 1));
        const bool on = where(pixel) != 0;
        if (on && !drawing) {
            lines.emplace_back();
        }
        if (on) {
            lines.back().push_back(level0_from_overlay(p));
        }
        drawing = on;
    }
}

}  // namespace

std::vector<Polyline<Level0>> shared_border(const MultiPolygon<Level0>& first, const MultiPolygon<Level0>& second,
                                            const cv::Size& picture,
                                            const Scaling<Level0, OverlayPixels>& level0_from_overlay) {
    const Mask near_second = near(second, picture, {level0_from_overlay, {}, {}});
    std::vector<Polyline<Level0>> lines;
    for (const Polygon<Level0>& polygon : first) {
        add_lines(lines, polygon.shell, near_second, level0_from_overlay);
        for (const Ring<Level0>& hole : polygon.holes) {
            add_lines(lines, hole, near_second, level0_from_overlay);
        }
    }
    return lines;
}

}  // namespace kossa::report
