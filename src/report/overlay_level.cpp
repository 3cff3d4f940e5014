#include "kossa/report/overlay_level.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace kossa::report {

namespace {

constexpr std::size_t piece_points = 32;

cv::Size shown(const Size<Working>& level) {
    const double longer = static_cast<double>(std::max(level.width, level.height));
    const double factor = std::min(1.0, overlay_longest_side_px / longer);
    return {std::max(1, cvFloor(static_cast<double>(level.width) * factor)),
            std::max(1, cvFloor(static_cast<double>(level.height) * factor))};
}

/// How far a line reaches beyond the place where it is, in pixels.
int reach(const OverlayCanvas& canvas) {
    return canvas.ring_radius + 2 * std::max(canvas.pens.junction.thickness, canvas.pens.halo.thickness) + 2;
}

Bounds covered_by(const OverlayCanvas& canvas, const cv::Size& size) {
    const Point<OverlayPixels> low{static_cast<double>(canvas.origin.x), static_cast<double>(canvas.origin.y)};
    return {canvas.level0_from_overlay(low), canvas.level0_from_overlay({low.x + size.width, low.y + size.height})};
}

}  // namespace

OverlayLevels::OverlayLevels(const SlideResult& result, const Size<Working>& full,
                             const Scaling<Level0, Working>& level0_from_working)
    : result_(result), full_(full), level0_from_working_(level0_from_working) {
    const LayerOutlines& layers = result.layers;
    add_outlines(Line::excluded, layers.excluded);
    add_outlines(Line::subcutis, layers.subcutis);
    for (const Polyline<Level0>& line : layers.dermis_border) {
        add_line(Line::dermis_border, line);
    }
    add_outlines(Line::epidermis, layers.epidermis);
    for (const std::vector<Polyline<Level0>>* lines : {&layers.junction, &layers.drawn_junction}) {
        for (const Polyline<Level0>& line : *lines) {
            add_line(Line::junction, line);
        }
    }
    std::vector<Bounds> bounds;
    for (const Piece& piece : pieces_) {
        bounds.push_back(bounds_of(piece.points));
    }
    pieces_at_ = PlaceIndex(std::move(bounds));
    std::vector<Bounds> of_deposits;
    for (const DepositRow& deposit : result.deposits) {
        of_deposits.push_back(deposit.outline.empty() ? Bounds{deposit.centroid, deposit.centroid}
                                                      : bounds_of(deposit.outline));
    }
    deposits_at_ = PlaceIndex(std::move(of_deposits));
}

void OverlayLevels::add_line(Line line, const Polyline<Level0>& points) {
    double along = 0.0;
    for (std::size_t first = 0; first + 1 < points.size(); first += piece_points - 1) {
        const std::size_t end = std::min(points.size(), first + piece_points);
        pieces_.push_back(
            {line,
             {points.begin() + static_cast<std::ptrdiff_t>(first), points.begin() + static_cast<std::ptrdiff_t>(end)},
             along});
        for (std::size_t i = first + 1; i < end; ++i) {
            along += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
        }
    }
}

void OverlayLevels::add_outlines(Line line, const MultiPolygon<Level0>& polygons) {
    const auto add = [&](const Ring<Level0>& ring) { add_line(line, line_along(ring)); };
    for (const Polygon<Level0>& polygon : polygons) {
        add(polygon.shell);
        std::ranges::for_each(polygon.holes, add);
    }
}

OverlayCanvas OverlayLevels::canvas(int level, cv::Point origin) const {
    const double scale = std::ldexp(1.0, level);
    const cv::Size size = shown({full_.width >> level, full_.height >> level});
    return {{level0_from_working_.x * scale, level0_from_working_.y * scale},
            origin,
            pens_for(size),
            level == 0 ? 0 : ring_radius(size)};
}

void OverlayLevels::draw(RgbImage& image, const Piece& piece, const OverlayCanvas& canvas) {
    switch (piece.line) {
        case Line::excluded:
            stroke_dashes(image, piece.points, piece.along, canvas, canvas.pens.excluded);
            break;
        case Line::subcutis:
            stroke(image, piece.points, Ends::open, canvas, canvas.pens.subcutis);
            break;
        case Line::dermis_border:
            stroke_dashes(image, piece.points, piece.along, canvas, canvas.pens.dermis_border);
            break;
        case Line::epidermis:
            stroke(image, piece.points, Ends::open, canvas, canvas.pens.epidermis);
            break;
        case Line::junction:
            stroke(image, piece.points, Ends::open, canvas, canvas.pens.junction);
            break;
    }
}

RgbImage OverlayLevels::drawn(int level, std::int64_t x, std::int64_t y, const RgbImage& plain) const {
    const cv::Point corner(static_cast<int>(x), static_cast<int>(y));
    const int margin = reach(canvas(level, corner));
    const OverlayCanvas wider = canvas(level, corner - cv::Point(margin, margin));
    RgbImage image(plain.size() + cv::Size(2 * margin, 2 * margin), cv::Vec3b::all(255));
    const cv::Rect inside({margin, margin}, plain.size());
    plain.copyTo(image(inside));

    const Bounds part = covered_by(wider, image.size());
    for (const std::size_t i : pieces_at_.touching(part)) {
        draw(image, pieces_[i], wider);
    }
    std::vector<std::reference_wrapper<const DepositRow>> deposits;
    for (const std::size_t i : deposits_at_.touching(part)) {
        deposits.emplace_back(result_.deposits[i]);
    }
    outline_deposits(image, deposits, wider);
    return image(inside);
}

}  // namespace kossa::report
