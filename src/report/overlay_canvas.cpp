#include "kossa/report/overlay_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "kossa/report/palette.hpp"

namespace kossa::report {

namespace {

/// cv counts from the centre of a pixel, frames from its edge.
cv::Point fixed_point(const Point<OverlayPixels>& p, const cv::Point& origin) {
    const auto fixed = [](double v, int start) {
        return cvRound((v - 0.5) * (1 << fraction_bits)) - (start << fraction_bits);
    };
    return {fixed(p.x, origin.x), fixed(p.y, origin.y)};
}

/// Width and height of an outline on the picture, the larger of the two, in pixels.
double extent(const Ring<Level0>& ring, const OverlayCanvas& canvas) {
    const cv::Rect box = cv::boundingRect(contour(ring, canvas));
    return static_cast<double>(std::max(box.width, box.height)) / (1 << fraction_bits);
}

/// Whether half of the grains show so small that lines round them would hide them.
bool would_hide(const DepositRow& deposit, const OverlayCanvas& canvas) {
    constexpr double least_in_lines = 5.0;
    const auto small = std::ranges::count_if(deposit.outline, [&](const Polygon<Level0>& polygon) {
        return extent(polygon.shell, canvas) < least_in_lines * canvas.pens.deposit_thickness;
    });
    return deposit.morphology == Morphology::granular && 2 * small >= std::ssize(deposit.outline);
}

/// One line round all parts, a little away from them.
void stroke_round(RgbImage& image, const MultiPolygon<Level0>& parts, const OverlayCanvas& canvas, const Pen& pen) {
    constexpr int directions = 16;
    const double away = 2.0 * canvas.pens.deposit_thickness * (1 << fraction_bits);
    Contour near;
    for (const Polygon<Level0>& polygon : parts) {
        for (const cv::Point& p : contour(polygon.shell, canvas)) {
            for (int i = 0; i < directions; ++i) {
                const double angle = 2.0 * std::numbers::pi * i / directions;
                near.emplace_back(p.x + cvRound(away * std::cos(angle)), p.y + cvRound(away * std::sin(angle)));
            }
        }
    }
    Contour hull;
    cv::convexHull(near, hull);
    cv::polylines(image, hull, true, scalar(pen.colour), pen.thickness, cv::LINE_AA, fraction_bits);
}

bool smaller_than_ring(const MultiPolygon<Level0>& outline, const OverlayCanvas& canvas) {
    const auto overlay_from_level0 = canvas.level0_from_overlay.inverse();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Point<OverlayPixels> low{infinity, infinity};
    Point<OverlayPixels> high{-infinity, -infinity};
    for (const Polygon<Level0>& polygon : outline) {
        for (const Point<Level0>& vertex : polygon.shell) {
            const Point<OverlayPixels> p = overlay_from_level0(vertex);
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
    }
    return canvas.ring_radius > 0 && std::max(high.x - low.x, high.y - low.y) < 2.0 * canvas.ring_radius;
}

/// A ring where the object is smaller, else the lines of its outline.
template <class Row>
void ring_or_lines(RgbImage& image, const Row& row, const OverlayCanvas& canvas, const Pen& pen) {
    if (smaller_than_ring(row.outline, canvas)) {
        const cv::Point centre = fixed_point(canvas.level0_from_overlay.inverse()(row.centroid), canvas.origin);
        cv::circle(image, centre, canvas.ring_radius << fraction_bits, scalar(pen.colour), pen.thickness, cv::LINE_AA,
                   fraction_bits);
        return;
    }
    for (const Polygon<Level0>& polygon : row.outline) {
        stroke(image, polygon.shell, Ends::joined, canvas, pen);
        for (const Ring<Level0>& hole : polygon.holes) {
            stroke(image, hole, Ends::joined, canvas, pen);
        }
    }
}

void outline_deposit(RgbImage& image, const DepositRow& deposit, const OverlayCanvas& canvas, const Pen& pen) {
    if (needs_line_round(deposit, canvas)) {
        stroke_round(image, deposit.outline, canvas, pen);
        return;
    }
    ring_or_lines(image, deposit, canvas, pen);
}

Point<OverlayPixels> between(const Point<OverlayPixels>& a, const Point<OverlayPixels>& b, double share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

/// Cuts a line into dashes while it goes along it.
class Dashes {
  public:
    Dashes(double along, int dash, const cv::Point& origin) : along_(along), dash_(dash), origin_(origin) {}

    void go(const Point<OverlayPixels>& from, const Point<OverlayPixels>& to) {
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        double done = 0.0;
        while (done < length) {
            const double period = std::floor(along_ / dash_);
            const double step = std::min(length - done, std::max((period + 1.0) * dash_ - along_, shortest));
            if (std::fmod(period, 2.0) == 0.0) {
                add(between(from, to, done / length), between(from, to, (done + step) / length));
            } else {
                drawing_ = false;
            }
            done += step;
            along_ += step;
        }
    }

    const std::vector<Contour>& drawn() const { return drawn_; }

  private:
    static constexpr double shortest = 1e-6;  // pixels: rounding must not bring it to a halt

    double along_;
    int dash_;
    cv::Point origin_;
    bool drawing_ = false;
    std::vector<Contour> drawn_;

    void add(const Point<OverlayPixels>& from, const Point<OverlayPixels>& to) {
        if (!drawing_) {
            drawn_.push_back({fixed_point(from, origin_)});
        }
        drawn_.back().push_back(fixed_point(to, origin_));
        drawing_ = true;
    }
};

}  // namespace

OverlayCanvas canvas_of(const Background& background) {
    const cv::Size size = background.image.size();
    return {background.level0_from_overlay, {}, pens_for(size), ring_radius(size)};
}

Contour contour(const std::vector<Point<Level0>>& vertices, const OverlayCanvas& canvas) {
    const auto overlay_from_level0 = canvas.level0_from_overlay.inverse();
    Contour result;
    result.reserve(vertices.size());
    for (const Point<Level0>& vertex : vertices) {
        result.push_back(fixed_point(overlay_from_level0(vertex), canvas.origin));
    }
    return result;
}

void stroke(RgbImage& image, const std::vector<Point<Level0>>& vertices, Ends ends, const OverlayCanvas& canvas,
            const Pen& pen) {
    cv::polylines(image, std::vector<Contour>{contour(vertices, canvas)}, ends == Ends::joined, scalar(pen.colour),
                  pen.thickness, cv::LINE_AA, fraction_bits);
}

void stroke_dashes(RgbImage& image, const Polyline<Level0>& line, double along, const OverlayCanvas& canvas,
                   const Pen& pen) {
    const auto overlay_from_level0 = canvas.level0_from_overlay.inverse();
    Dashes dashes(along * overlay_from_level0.x, pen.dash, canvas.origin);
    for (std::size_t i = 1; i < line.size(); ++i) {
        dashes.go(overlay_from_level0(line[i - 1]), overlay_from_level0(line[i]));
    }
    cv::polylines(image, dashes.drawn(), false, scalar(pen.colour), pen.thickness, cv::LINE_8, fraction_bits);
}

Polyline<Level0> line_along(Ring<Level0> ring) {
    if (!ring.empty()) {
        ring.push_back(ring.front());
    }
    return ring;
}

bool needs_ring(const DepositRow& deposit, const OverlayCanvas& canvas) {
    return smaller_than_ring(deposit.outline, canvas);
}

bool needs_line_round(const DepositRow& deposit, const OverlayCanvas& canvas) {
    return !needs_ring(deposit, canvas) && would_hide(deposit, canvas);
}

void mark_uncertain(RgbImage& image, const ConfuserRow& uncertain, const OverlayCanvas& canvas) {
    constexpr int corners = 64;
    double largest = 2.0 * canvas.ring_radius;
    for (const Polygon<Level0>& polygon : uncertain.outline) {
        largest = std::max(largest, 1.5 * extent(polygon.shell, canvas));
    }
    const Point<OverlayPixels> centre = canvas.level0_from_overlay.inverse()(uncertain.centroid);
    Polyline<Level0> circle;
    for (int i = 0; i <= corners; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / corners;
        circle.push_back(canvas.level0_from_overlay(
            {centre.x + 0.5 * largest * std::cos(angle), centre.y + 0.5 * largest * std::sin(angle)}));
    }
    stroke(image, circle, Ends::joined, canvas, {canvas.pens.halo.colour, canvas.pens.uncertain.thickness});
    stroke_dashes(image, circle, 0.0, canvas, canvas.pens.uncertain);
}

void outline_carbon(RgbImage& image, const std::vector<ConfuserRow>& confusers, const OverlayCanvas& canvas) {
    for (const Pen& pen : {canvas.pens.halo, canvas.pens.carbon}) {
        for (const ConfuserRow& row : confusers) {
            if (row.finding != FindingClass::carbon) {
                continue;
            }
            if (smaller_than_ring(row.outline, canvas)) {
                ring_or_lines(image, row, canvas, pen);
            } else {
                stroke_round(image, row.outline, canvas, pen);
            }
        }
    }
}

void outline_deposits(RgbImage& image, const std::vector<std::reference_wrapper<const DepositRow>>& deposits,
                      const OverlayCanvas& canvas) {
    for (const DepositRow& deposit : deposits) {
        outline_deposit(image, deposit, canvas, canvas.pens.halo);
    }
    for (const DepositRow& deposit : deposits) {
        outline_deposit(image, deposit, canvas, {zone_colour(deposit.zone), canvas.pens.deposit_thickness});
    }
}

}  // namespace kossa::report
