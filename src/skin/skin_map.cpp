#include "kossa/skin/skin_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "kossa/core/outline.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/surface_profile.hpp"

namespace kossa {

namespace {

constexpr float no_depth = std::numeric_limits<float>::quiet_NaN();

constexpr double depth_blur_px = 1.5;  // takes the steps of the pixels out of the junction

/// Signed distance to the lower border of `layer`: to its nearest pixel from outside, to the nearest tissue beyond it
/// from inside; half a pixel off each, so that the border itself is 0. Glass above the layer counts as inside.
FloatRaster signed_depth(const Mask& layer, const Mask& tissue, Microns pixel) {
    const Mask beyond(tissue & ~layer);
    const FloatRaster below = distance_to(layer, pixel);
    const FloatRaster above = distance_to(beyond, pixel);
    const auto half = static_cast<float>(pixel.value() / 2.0);
    FloatRaster depth(layer.size());
    for (int y = 0; y < depth.rows; ++y) {
        for (int x = 0; x < depth.cols; ++x) {
            const bool inside = layer(y, x) != 0 || (tissue(y, x) == 0 && below(y, x) < above(y, x));
            depth(y, x) = inside ? half - above(y, x) : below(y, x) - half;
        }
    }
    cv::GaussianBlur(depth, depth, {0, 0}, depth_blur_px);
    return depth;
}

/// Median distance from the lower border of `layer` to the surface of the section.
Microns median_thickness(const Mask& layer, const Mask& tissue, const FloatRaster& below_surface, Microns pixel) {
    const Mask border(layer & dilated(Mask(tissue & ~layer), pixel, pixel));
    std::vector<float> thickness;
    for (int y = 0; y < border.rows; ++y) {
        for (int x = 0; x < border.cols; ++x) {
            if (border(y, x) != 0) {
                thickness.push_back(below_surface(y, x));
            }
        }
    }
    const auto middle = thickness.begin() + static_cast<std::ptrdiff_t>(thickness.size() / 2);
    std::nth_element(thickness.begin(), middle, thickness.end());
    return thickness.empty() ? Microns(0.0) : Microns(static_cast<double>(*middle)) + pixel;
}

std::vector<bool> pieces_with(const Mask& layer, const TissueMap& tissue) {
    std::vector<bool> found(static_cast<std::size_t>(tissue.piece_count) + 1, false);
    for (int y = 0; y < layer.rows; ++y) {
        for (int x = 0; x < layer.cols; ++x) {
            if (layer(y, x) != 0) {
                found[static_cast<std::size_t>(tissue.pieces(y, x))] = true;
            }
        }
    }
    found[0] = false;
    return found;
}

TissueMap without(const TissueMap& tissue, const Mask& fringe) {
    TissueMap rest = tissue;
    rest.tissue = Mask(tissue.tissue & ~fringe);
    rest.solid = Mask(tissue.solid & ~fringe);
    rest.pieces = tissue.pieces.clone();
    rest.pieces.setTo(0, fringe);
    return rest;
}

Zone zone_at(const SkinMap& map, int y, int x, const DepthOptions& options) {
    if (!map.report.assessable || !map.piece_has_epidermis[static_cast<std::size_t>(map.tissue.pieces(y, x))]) {
        return Zone::unassessable;
    }
    if (map.epidermis(y, x) != 0) {
        return Zone::epidermis;
    }
    if (map.subcutis(y, x) != 0) {
        return Zone::subcutis;
    }
    return static_cast<double>(map.depth(y, x)) <= options.upper_dermis_um ? Zone::upper_dermis : Zone::deep_dermis;
}

void assign_zones(SkinMap& map, const DepthOptions& options) {
    map.zone = cv::Mat_<std::uint8_t>(map.epidermis.size(), SkinMap::no_zone);
    for (int y = 0; y < map.zone.rows; ++y) {
        for (int x = 0; x < map.zone.cols; ++x) {
            if (map.tissue.tissue(y, x) == 0) {
                map.depth(y, x) = no_depth;
                continue;
            }
            const Zone zone = zone_at(map, y, x, options);
            map.zone(y, x) = static_cast<std::uint8_t>(zone);
            if (zone == Zone::unassessable) {
                map.depth(y, x) = no_depth;
            }
        }
    }
}

Microns deepest(const FloatRaster& depth) {
    float largest = 0.0F;
    for (const float d : depth) {
        largest = std::isnan(d) ? largest : std::max(largest, d);
    }
    return Microns(largest);
}

Mask zone_mask(const SkinMap& map, Zone zone) {
    return Mask(map.zone == static_cast<std::uint8_t>(zone));
}

/// The line along which depth is 0, between pixels, as level-0 positions: the part of the smoothed epidermis' outline
/// that lies against tissue.
std::vector<Polyline<Level0>> junction_lines(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey) {
    const Mask unassessed(zone_mask(map, Zone::unassessable) | Mask(map.zone == SkinMap::no_zone));
    const Mask upper(Mask(map.depth < 0.0F) & ~unassessed);
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(upper, outlines, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    const Mask lower = dilated(Mask(Mask(map.depth >= 0.0F) & ~unassessed), map.pixel * 1.5, map.pixel);
    std::vector<Polyline<Level0>> lines;
    for (const std::vector<cv::Point>& outline : outlines) {
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

SquareMicrons SkinMap::area_of(Zone wanted) const {
    return pixel * pixel * static_cast<double>(cv::countNonZero(zone_mask(*this, wanted)));
}

SkinMap map_skin(const SurveyImage& image, const SkinOptions& options) {
    SkinMap map;
    map.pixel = image.pixel;
    map.tissue = find_tissue(image.od, image.pixel, options.tissue);
    const Epidermis epidermis =
        find_epidermis(image.cellular_od, image.deposits, map.tissue, image.pixel, options.epidermis);
    map.epidermis = epidermis.mask;
    map.adnexa = epidermis.adnexa;
    const Mask above = cut_off_by(map.epidermis, map.tissue.tissue, options.epidermis, image.pixel);
    map.tissue = without(map.tissue, above);
    map.subcutis = find_subcutis(image.od, map.tissue, map.epidermis, image.pixel, options.subcutis);
    map.below_surface = trace_surface(map.tissue.solid, image.pixel).depth;
    map.piece_has_epidermis = pieces_with(map.epidermis, map.tissue);
    map.report.assessable = epidermis.gates.failed.empty();
    map.report.reason = epidermis.gates.failed;

    const Mask smooth(closed(map.epidermis, Microns(options.depth.smoothing_um / 2.0), image.pixel) &
                      map.tissue.tissue);
    map.depth = signed_depth(smooth, map.tissue.tissue, image.pixel);
    assign_zones(map, options.depth);
    if (map.report.assessable) {
        map.report.epidermis_thickness =
            median_thickness(map.epidermis, map.tissue.tissue, map.below_surface, image.pixel);
        map.report.epidermis_length = epidermis.gates.covered_surface;
        map.report.section_depth = deepest(map.depth);
        map.report.epidermis_share = epidermis.gates.share_of_tissue;
    }
    return map;
}

LayerOutlines outline_layers(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey) {
    const auto polygons = [&](const Mask& mask) { return outline(runs_of(mask), level0_from_survey); };
    LayerOutlines layers;
    layers.tissue = polygons(map.tissue.tissue);
    layers.epidermis = polygons(zone_mask(map, Zone::epidermis));
    layers.upper_dermis = polygons(zone_mask(map, Zone::upper_dermis));
    layers.deep_dermis = polygons(zone_mask(map, Zone::deep_dermis));
    layers.subcutis = polygons(zone_mask(map, Zone::subcutis));
    if (map.report.assessable) {
        layers.junction = junction_lines(map, level0_from_survey);
    }
    return layers;
}

}  // namespace kossa
