#include "kossa/report/overlay_picture.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/report/overlay_canvas.hpp"
#include "kossa/report/palette.hpp"

namespace kossa::report {

namespace {

constexpr double fill_opacity = 0.4;

void stroke_outlines(RgbImage& image, const MultiPolygon<Level0>& polygons, const OverlayCanvas& canvas,
                     const Pen& pen) {
    for (const Polygon<Level0>& polygon : polygons) {
        stroke(image, polygon.shell, Ends::joined, canvas, pen);
        for (const Ring<Level0>& hole : polygon.holes) {
            stroke(image, hole, Ends::joined, canvas, pen);
        }
    }
}

void draw_layers(RgbImage& image, const LayerOutlines& layers, const OverlayCanvas& canvas) {
    for (const Polygon<Level0>& polygon : layers.excluded) {
        stroke_dashes(image, line_along(polygon.shell), 0.0, canvas, canvas.pens.excluded);
        for (const Ring<Level0>& hole : polygon.holes) {
            stroke_dashes(image, line_along(hole), 0.0, canvas, canvas.pens.excluded);
        }
    }
    stroke_outlines(image, layers.subcutis, canvas, canvas.pens.subcutis);
    for (const Polyline<Level0>& line : layers.dermis_border) {
        stroke_dashes(image, line, 0.0, canvas, canvas.pens.dermis_border);
    }
    stroke_outlines(image, layers.epidermis, canvas, canvas.pens.epidermis);
    for (const std::vector<Polyline<Level0>>* lines : {&layers.junction, &layers.drawn_junction}) {
        for (const Polyline<Level0>& line : *lines) {
            stroke(image, line, Ends::open, canvas, canvas.pens.junction);
        }
    }
}

std::vector<Contour> contours(const MultiPolygon<Level0>& polygons, const OverlayCanvas& canvas) {
    std::vector<Contour> result;
    for (const Polygon<Level0>& polygon : polygons) {
        result.push_back(contour(polygon.shell, canvas));
        for (const Ring<Level0>& hole : polygon.holes) {
            result.push_back(contour(hole, canvas));
        }
    }
    return result;
}

void fill_deposits(RgbImage& image, const std::vector<DepositRow>& deposits, const OverlayCanvas& canvas) {
    if (deposits.empty()) {
        return;
    }
    RgbImage painted = image.clone();
    for (const DepositRow& deposit : deposits) {
        const std::vector<Contour> rings = contours(deposit.outline, canvas);
        if (!rings.empty()) {
            cv::fillPoly(painted, rings, scalar(zone_colour(deposit.zone)), cv::LINE_AA, fraction_bits);
        }
    }
    cv::addWeighted(painted, fill_opacity, image, 1.0 - fill_opacity, 0.0, image);
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
    return needs_ring(deposit, canvas_of(background));
}

bool needs_line_round(const DepositRow& deposit, const Background& background) {
    return needs_line_round(deposit, canvas_of(background));
}

RgbImage annotated_picture(const SlideResult& result, const Background& background) {
    const OverlayCanvas canvas = canvas_of(background);
    RgbImage image = background.image.clone();
    draw_layers(image, result.layers, canvas);
    outline_carbon(image, result.confusers, canvas);
    for (const ConfuserRow& row : result.confusers) {
        if (row.finding == FindingClass::uncertain) {
            mark_uncertain(image, row, canvas);
        }
    }
    fill_deposits(image, result.deposits, canvas);
    outline_deposits(image, {result.deposits.begin(), result.deposits.end()}, canvas);
    return image;
}

}  // namespace kossa::report
