#include "kossa/report/overlay_picture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/report/line_style.hpp"
#include "kossa/report/palette.hpp"

namespace kossa::report {

namespace {

constexpr int fraction_bits = 4;  // of cv's fixed-point coordinates: a sixteenth of a pixel
constexpr double fill_opacity = 0.4;

using Contour = std::vector<cv::Point>;

/// cv counts from the centre of a pixel, frames from its edge.
cv::Point fixed_point(const Point<OverlayPixels>& p) {
    const auto fixed = [](double v) { return cvRound((v - 0.5) * (1 << fraction_bits)); };
    return {fixed(p.x), fixed(p.y)};
}

Contour contour(const std::vector<Point<Level0>>& vertices, const Background& background) {
    const auto overlay_from_level0 = background.level0_from_overlay.inverse();
    Contour result;
    result.reserve(vertices.size());
    for (const Point<Level0>& vertex : vertices) {
        result.push_back(fixed_point(overlay_from_level0(vertex)));
    }
    return result;
}

std::vector<Contour> contours(const MultiPolygon<Level0>& polygons, const Background& background) {
    std::vector<Contour> result;
    for (const Polygon<Level0>& polygon : polygons) {
        result.push_back(contour(polygon.shell, background));
        for (const Ring<Level0>& hole : polygon.holes) {
            result.push_back(contour(hole, background));
        }
    }
    return result;
}

void stroke_rings(RgbImage& image, const std::vector<Contour>& rings, const Pen& pen) {
    cv::polylines(image, rings, true, scalar(pen.colour), pen.thickness, cv::LINE_AA, fraction_bits);
}

void stroke_lines(RgbImage& image, const std::vector<Contour>& lines, const Pen& pen) {
    cv::polylines(image, lines, false, scalar(pen.colour), pen.thickness, cv::LINE_AA, fraction_bits);
}

Mask filled(const MultiPolygon<Level0>& polygons, const Background& background) {
    Mask mask(background.image.size(), std::uint8_t{0});
    const std::vector<Contour> rings = contours(polygons, background);
    if (!rings.empty()) {
        cv::fillPoly(mask, rings, cv::Scalar(255), cv::LINE_8, fraction_bits);
    }
    return mask;
}

/// A ring as points no further apart than a pixel.
std::vector<Point<OverlayPixels>> dense(const Ring<Level0>& ring, const Background& background) {
    const auto overlay_from_level0 = background.level0_from_overlay.inverse();
    std::vector<Point<OverlayPixels>> points;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point<OverlayPixels> from = overlay_from_level0(ring[i]);
        const Point<OverlayPixels> to = overlay_from_level0(ring[(i + 1) % ring.size()]);
        const int steps = std::max(1, cvCeil(std::hypot(to.x - from.x, to.y - from.y)));
        for (int step = 0; step < steps; ++step) {
            const double part = static_cast<double>(step) / steps;
            points.push_back({from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)});
        }
    }
    return points;
}

/// The parts of a ring that lie on `where`, cut into dashes.
std::vector<Contour> dashes(const Ring<Level0>& ring, const Mask& where, const Background& background, int dash) {
    std::vector<Contour> result;
    double along = 0.0;
    bool drawing = false;
    Point<OverlayPixels> before{};
    for (const Point<OverlayPixels>& p : dense(ring, background)) {
        const cv::Point pixel(std::clamp(cvFloor(p.x), 0, where.cols - 1), std::clamp(cvFloor(p.y), 0, where.rows - 1));
        along = where(pixel) != 0 ? along + std::hypot(p.x - before.x, p.y - before.y) : 0.0;
        const bool on = where(pixel) != 0 && std::fmod(along, 2.0 * dash) < dash;
        if (on && !drawing) {
            result.emplace_back();
        }
        if (on) {
            result.back().push_back(fixed_point(p));
        }
        drawing = on;
        before = p;
    }
    return result;
}

/// Without the grey of smooth lines, in which a thin one would be lost.
void stroke_crisply(RgbImage& image, const std::vector<Contour>& lines, const Pen& pen) {
    cv::polylines(image, lines, false, scalar(pen.colour), pen.thickness, cv::LINE_8, fraction_bits);
}

/// Where the first layer touches the second, as dashes.
void stroke_shared_border(RgbImage& image, const MultiPolygon<Level0>& a, const MultiPolygon<Level0>& b,
                          const Background& background, const Pen& pen) {
    Mask near_b;
    cv::dilate(filled(b, background), near_b, cv::Mat(), {-1, -1}, 2);
    for (const Polygon<Level0>& polygon : a) {
        stroke_crisply(image, dashes(polygon.shell, near_b, background, pen.dash), pen);
        for (const Ring<Level0>& hole : polygon.holes) {
            stroke_crisply(image, dashes(hole, near_b, background, pen.dash), pen);
        }
    }
}

void draw_layers(RgbImage& image, const LayerOutlines& layers, const Background& background) {
    const Pens pens = pens_for(image.size());
    stroke_rings(image, contours(layers.subcutis, background), pens.subcutis);
    stroke_shared_border(image, layers.upper_dermis, layers.deep_dermis, background, pens.dermis_border);
    stroke_rings(image, contours(layers.epidermis, background), pens.epidermis);
    std::vector<Contour> junction;
    for (const std::vector<Polyline<Level0>>* lines : {&layers.junction, &layers.drawn_junction}) {
        for (const Polyline<Level0>& line : *lines) {
            junction.push_back(contour(line, background));
        }
    }
    stroke_lines(image, junction, pens.junction);
}

void fill_deposits(RgbImage& image, const std::vector<DepositRow>& deposits, const Background& background) {
    RgbImage painted = image.clone();
    for (const DepositRow& deposit : deposits) {
        const std::vector<Contour> rings = contours(deposit.outline, background);
        if (!rings.empty()) {
            cv::fillPoly(painted, rings, scalar(zone_colour(deposit.zone)), cv::LINE_AA, fraction_bits);
        }
    }
    cv::addWeighted(painted, fill_opacity, image, 1.0 - fill_opacity, 0.0, image);
}

void outline_deposit(RgbImage& image, const DepositRow& deposit, const Background& background, const Pen& pen) {
    if (!needs_ring(deposit, background)) {
        stroke_rings(image, contours(deposit.outline, background), pen);
        return;
    }
    const cv::Point centre = fixed_point(background.level0_from_overlay.inverse()(deposit.centroid));
    const int radius = ring_radius(image.size()) << fraction_bits;
    cv::circle(image, centre, radius, scalar(pen.colour), pen.thickness, cv::LINE_AA, fraction_bits);
}

/// First all halos, then all lines, so that no halo cuts a neighbour's line.
void outline_deposits(RgbImage& image, const std::vector<DepositRow>& deposits, const Background& background) {
    const Pens pens = pens_for(image.size());
    for (const DepositRow& deposit : deposits) {
        outline_deposit(image, deposit, background, pens.halo);
    }
    for (const DepositRow& deposit : deposits) {
        outline_deposit(image, deposit, background, {zone_colour(deposit.zone), pens.deposit_thickness});
    }
}

}  // namespace

Background resized(const Background& background, double factor) {
    const cv::Size from = background.image.size();
    const cv::Size to(std::max(1, cvFloor(from.width * factor)), std::max(1, cvFloor(from.height * factor)));
    Background result{RgbImage(), background.level0_from_overlay};
    cv::resize(background.image, result.image, to, 0.0, 0.0, cv::INTER_AREA);
    result.level0_from_overlay.x *= static_cast<double>(from.width) / to.width;
    result.level0_from_overlay.y *= static_cast<double>(from.height) / to.height;
    return result;
}

bool needs_ring(const DepositRow& deposit, const Background& background) {
    const auto overlay_from_level0 = background.level0_from_overlay.inverse();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Point<OverlayPixels> low{infinity, infinity};
    Point<OverlayPixels> high{-infinity, -infinity};
    for (const Polygon<Level0>& polygon : deposit.outline) {
        for (const Point<Level0>& vertex : polygon.shell) {
            const Point<OverlayPixels> p = overlay_from_level0(vertex);
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
    }
    return std::max(high.x - low.x, high.y - low.y) < 2.0 * ring_radius(background.image.size());
}

RgbImage annotated_picture(const SlideResult& result, const Background& background) {
    RgbImage image = background.image.clone();
    draw_layers(image, result.layers, background);
    fill_deposits(image, result.deposits, background);
    outline_deposits(image, result.deposits, background);
    return image;
}

}  // namespace kossa::report
