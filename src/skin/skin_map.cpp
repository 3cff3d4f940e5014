#include "kossa/skin/skin_map.hpp"

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kossa/core/outline.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// The runs of a zone, sorted as those of one raster.
template <class Mask_in>
std::vector<Run<Survey>> runs_in(const SkinMap& map, const Mask_in& mask_in) {
    std::vector<Run<Survey>> runs;
    for (const SurveyWindow& window : windows_of(map)) {
        for (Run<Survey> run : runs_of(mask_in(window.box))) {
            run.y += window.box.y;
            run.x_begin += window.box.x;
            run.x_end += window.box.x;
            runs.push_back(run);
        }
    }
    std::ranges::sort(runs);
    return runs;
}

/// The pieces of tissue on which depth is that below a drawn line.
Mask below_lines(const SkinMap& map, const cv::Rect& box) {
    Mask mask(box.size(), 0);
    if (!map.piece_has_line.empty()) {
        const LabelRaster pieces = map.tissue.pieces.part(box);
        std::transform(pieces.begin(), pieces.end(), mask.begin(), [&](std::int32_t piece) {
            return static_cast<std::uint8_t>(map.piece_has_line[static_cast<std::size_t>(piece)] ? 255 : 0);
        });
    }
    return mask;
}

/// An outline, and the first point of the outermost one round it.
struct PlacedOutline {
    cv::Point round;
    std::vector<cv::Point> points;
};

/// The outlines of a mask of a window, as positions on the survey grid.
void add_outlines(std::vector<PlacedOutline>& all, const Mask& mask, const cv::Point& corner) {
    constexpr int parent = 3;
    std::vector<std::vector<cv::Point>> outlines;
    std::vector<cv::Vec4i> families;
    cv::findContours(mask, outlines, families, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE, corner);
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        const int round = families[i][parent] < 0 ? static_cast<int>(i) : families[i][parent];
        all.push_back({outlines[static_cast<std::size_t>(round)].front(), outlines[i]});
    }
}

/// What lies on either side of the junction: above it, and at most a pixel from what is below.
struct JunctionSides {
    std::vector<PlacedOutline> upper;
    MaskSheet lower;
};

JunctionSides sides_of_junction(const SkinMap& map) {
    JunctionSides sides{{}, MaskSheet(map.zone.size())};
    for (const auto& [box, whole] : windows_of(map)) {
        const Mask zone = map.zone.part(box);
        const FloatRaster depth = map.depth.part(box);
        const Mask unassessed(Mask(zone == static_cast<std::uint8_t>(Zone::unassessable)) |
                              Mask(zone == SkinMap::no_zone) | below_lines(map, box));
        add_outlines(sides.upper, Mask(Mask(depth < 0.0F) & ~unassessed), box.tl());
        sides.lower.put(box.tl(), dilated(Mask(Mask(depth >= 0.0F) & ~unassessed), map.pixel * 1.5, map.pixel));
    }
    // As one raster of the whole has them.
    std::ranges::stable_sort(sides.upper, std::greater<>(),
                             [](const PlacedOutline& outline) { return std::pair(outline.round.y, outline.round.x); });
    return sides;
}

/// The line along which depth is 0, between pixels, as level-0 positions: the part of the smoothed epidermis' outline
/// that lies against tissue.
std::vector<Polyline<Level0>> junction_lines(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey) {
    const JunctionSides sides = sides_of_junction(map);
    const MaskSheet& lower = sides.lower;
    std::vector<Polyline<Level0>> lines;
    for (const PlacedOutline& placed : sides.upper) {
        const std::vector<cv::Point>& outline = placed.points;
        const auto glass =
            std::find_if(outline.begin(), outline.end(), [&](const cv::Point& p) { return lower(p) == 0; });
        const bool closed_ring = glass == outline.end();
        const std::size_t first = closed_ring ? 0 : static_cast<std::size_t>(glass - outline.begin());
        Polyline<Level0> line;
        for (std::size_t i = 0; i <= outline.size(); ++i) {
            const cv::Point p = outline[(first + i) % outline.size()];
            if (lower(p) != 0) {
                line.push_back(level0_from_survey(Point<Survey>{p.x + 0.5, p.y + 0.5}));
            }
            if (lower(p) == 0 || i == outline.size()) {
                if (line.size() > 1) {
                    lines.push_back(line);
                }
                line.clear();
            }
        }
    }
    return lines;
}

}  // namespace

std::vector<SurveyWindow> windows_of(const SkinMap& map) {
    return map.windows.empty() ? std::vector{whole_window(map.tissue.tissue.size())} : map.windows;
}

SquareMicrons SkinMap::area_of(Zone wanted) const {
    std::int64_t pixels = 0;
    for (const SurveyWindow& window : windows_of(*this)) {
        pixels += cv::countNonZero(Mask(zone.part(window.box) == static_cast<std::uint8_t>(wanted)));
    }
    return pixel * pixel * static_cast<double>(pixels);
}

SkinMap map_skin(const SurveyImage& image, const SkinOptions& options) {
    return compose_skin(find_skin(image, options), {}, options);
}

LayerOutlines outline_layers(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey) {
    const auto polygons = [&](const auto& mask_in) { return outline(runs_in(map, mask_in), level0_from_survey); };
    const auto of_zone = [&](Zone zone) {
        return polygons(
            [&](const cv::Rect& box) { return Mask(map.zone.part(box) == static_cast<std::uint8_t>(zone)); });
    };
    LayerOutlines layers;
    layers.tissue = polygons([&](const cv::Rect& box) { return map.tissue.tissue.part(box); });
    layers.epidermis = of_zone(Zone::epidermis);
    layers.upper_dermis = of_zone(Zone::upper_dermis);
    layers.deep_dermis = of_zone(Zone::deep_dermis);
    layers.subcutis = of_zone(Zone::subcutis);
    if (map.report.assessable) {
        layers.junction = junction_lines(map, level0_from_survey);
        layers.drawn_junction = map.drawn_junction;
    }
    return layers;
}

}  // namespace kossa
