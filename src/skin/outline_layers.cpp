#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include "kossa/core/run.hpp"
#include "kossa/skin/label_borders.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

namespace {

constexpr Microns shortest_junction(150.0);  // shorter are spurs of scale; covered stretches are 200 um and longer

enum Side : std::uint8_t { neither, upper, lower };

std::uint8_t label(Zone zone) {
    return static_cast<std::uint8_t>(zone);
}

Ring<Level0> scaled(const Ring<Survey>& ring, const Scaling<Level0, Survey>& level0_from_survey) {
    Ring<Level0> result;
    result.reserve(ring.size());
    std::ranges::transform(ring, std::back_inserter(result), level0_from_survey);
    return result;
}

MultiPolygon<Level0> scaled(const MultiPolygon<Survey>& polygons, const Scaling<Level0, Survey>& level0_from_survey) {
    MultiPolygon<Level0> result;
    for (const Polygon<Survey>& polygon : polygons) {
        Polygon<Level0>& added = result.emplace_back();
        added.shell = scaled(polygon.shell, level0_from_survey);
        std::ranges::transform(polygon.holes, std::back_inserter(added.holes),
                               [&](const Ring<Survey>& hole) { return scaled(hole, level0_from_survey); });
    }
    return result;
}

std::vector<Polyline<Level0>> scaled(const std::vector<Polyline<Survey>>& lines,
                                     const Scaling<Level0, Survey>& level0_from_survey) {
    std::vector<Polyline<Level0>> result;
    std::ranges::transform(lines, std::back_inserter(result),
                           [&](const Polyline<Survey>& line) { return scaled(line, level0_from_survey); });
    return result;
}

/// Where depth passes `level` between two pixels.
double passes(const FloatSheet& depth, double level, const cv::Point& first, const cv::Point& second) {
    const double from = static_cast<double>(depth(first));
    const double to = static_cast<double>(depth(second));
    return from == to ? 0.5 : std::clamp((level - from) / (to - from), 0.0, 1.0);
}

LabelBorders zone_borders(const SkinMap& map) {
    return LabelBorders(map.zone, [&map](const cv::Point& first, const cv::Point& second) {
        const auto [one, other] = std::minmax({map.zone(first), map.zone(second)});
        const bool dermis = one == label(Zone::upper_dermis) && other == label(Zone::deep_dermis);
        return dermis ? passes(map.depth, map.upper_dermis.value(), first, second) : -1.0;
    });
}

bool below_line(const SkinMap& map, int y, int x) {
    return !map.piece_has_line.empty() && map.piece_has_line[static_cast<std::size_t>(map.tissue.pieces(y, x))];
}

/// What lies on either side of the junction within a box.
Mask sides_in(const SkinMap& map, const cv::Rect& box) {
    const Mask zones = map.zone.part(box);
    const FloatRaster depth = map.depth.part(box);
    Mask sides(box.size(), std::uint8_t{neither});
    for (int y = 0; y < box.height; ++y) {
        for (int x = 0; x < box.width; ++x) {
            const std::uint8_t zone = zones(y, x);
            if (zone != SkinMap::no_zone && zone != label(Zone::unassessable) &&
                !below_line(map, y + box.y, x + box.x)) {
                sides(y, x) = depth(y, x) < 0.0F ? upper : lower;
            }
        }
    }
    return sides;
}

double length_of(const Polyline<Survey>& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    }
    return length;
}

/// The lines that are one, end to end.
DisjointSets joined_at_ends(const std::vector<Polyline<Survey>>& lines) {
    DisjointSets sets(lines.size());
    std::map<std::pair<double, double>, std::size_t> line_with_end;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const Point<Survey>& end : {lines[i].front(), lines[i].back()}) {
            sets.join(i, line_with_end.try_emplace({end.x, end.y}, i).first->second);
        }
    }
    return sets;
}

/// Without those that, with all they are one with, are too short to be a junction.
std::vector<Polyline<Survey>> without_spurs(std::vector<Polyline<Survey>> lines, double shortest_px) {
    DisjointSets sets = joined_at_ends(lines);
    std::vector<double> length(lines.size(), 0.0);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        length[sets.find(i)] += length_of(lines[i]);
    }
    std::vector<Polyline<Survey>> kept;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (length[sets.find(i)] >= shortest_px) {
            kept.push_back(std::move(lines[i]));
        }
    }
    return kept;
}

/// The line along which depth is 0 where it is that below the smoothed epidermis.
std::vector<Polyline<Survey>> junction_lines(const SkinMap& map) {
    MaskSheet sides(map.zone.size(), std::uint8_t{neither});
    for (const auto& [box, whole] : windows_of(map)) {
        sides.put(box.tl(), sides_in(map, box));
    }
    const LabelBorders borders(sides, [&](const cv::Point& first, const cv::Point& second) {
        const bool junction = sides(first) != neither && sides(second) != neither;
        return junction ? passes(map.depth, 0.0, first, second) : -1.0;
    });
    return without_spurs(borders.between(upper, lower), shortest_junction / map.pixel);
}

}  // namespace

LayerOutlines outline_layers(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey) {
    LayerOutlines layers;
    if (map.report.assessable) {
        layers.junction = scaled(junction_lines(map), level0_from_survey);
        layers.drawn_junction = map.drawn_junction;
    }
    const LabelBorders borders = zone_borders(map);
    const auto polygons = [&](const std::vector<std::uint8_t>& labels) {
        return scaled(borders.around(labels), level0_from_survey);
    };
    std::vector<std::uint8_t> tissue;
    std::ranges::transform(all_zones, std::back_inserter(tissue), label);
    layers.tissue = polygons(tissue);
    layers.epidermis = polygons({label(Zone::epidermis)});
    layers.upper_dermis = polygons({label(Zone::upper_dermis)});
    layers.deep_dermis = polygons({label(Zone::deep_dermis)});
    layers.subcutis = polygons({label(Zone::subcutis)});
    if (map.excluded) {
        const MaskSheet excluded(Mask(Mask(map.tissue.solid) & Mask(*map.excluded)));
        layers.excluded = scaled(LabelBorders(excluded).around({255}), level0_from_survey);
    }
    layers.dermis_border =
        scaled(borders.between(label(Zone::upper_dermis), label(Zone::deep_dermis)), level0_from_survey);
    return layers;
}

}  // namespace kossa
