#include "kossa/skin/skin_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "kossa/core/error.hpp"
#include "kossa/core/outline.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/skin/distance.hpp"
#include "kossa/skin/drawn_junction.hpp"
#include "kossa/skin/epidermis_gates.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/surface_profile.hpp"

namespace kossa {

namespace {

constexpr float no_depth = std::numeric_limits<float>::quiet_NaN();

constexpr int least_rows_of_map = 64;  // of a stretch

constexpr double depth_blur_px = 1.5;  // takes the steps of the pixels out of the junction

/// Signed distance to the lower border of `layer`: to its nearest pixel from outside, to the nearest tissue beyond it
/// from inside; half a pixel off each, so that the border itself is 0. Glass above the layer counts as inside.
FloatRaster signed_depth(const Mask& layer, const Mask& tissue, Microns pixel) {
    const Mask beyond(tissue & ~layer);
    const FloatRaster below = distance_to(layer, pixel);
    const FloatRaster above = distance_to(beyond, pixel);
    const auto half = static_cast<float>(pixel.value() / 2.0);
    FloatRaster depth(layer.size());
    over_stretches(depth.rows, least_rows_of_map, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < depth.cols; ++x) {
                const bool inside = layer(y, x) != 0 || (tissue(y, x) == 0 && below(y, x) < above(y, x));
                depth(y, x) = inside ? half - above(y, x) : below(y, x) - half;
            }
        }
    });
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

/// `tissue` without what lies in `exclude`. The outline of the section stays, but for pieces that are gone altogether.
TissueMap without_excluded(TissueMap tissue, const Mask& exclude) {
    tissue.tissue = Mask(tissue.tissue & ~exclude);
    tissue.solid = connected_to(tissue.solid, tissue.tissue);
    tissue.firm = connected_to(tissue.firm, tissue.tissue);
    tissue.piece_count = cv::connectedComponents(tissue.solid, tissue.pieces, 8) - 1;
    return tissue;
}

/// The found scraps that touch the section.
Mask scraps_at(const Mask& solid, const Mask& scraps) {
    return Mask(connected_to(Mask(solid | scraps), solid) & scraps & ~solid);
}

/// The tissue of an outline. Haze that was found is none of its firm part; scraps above the epidermis are, if they are
/// firm.
TissueMap outlined_tissue(const FoundSkin& found, const Mask& outlined, const TissueOptions& options) {
    TissueMap tissue = tissue_map(outlined, found.pixel, options);
    const Mask haze(found.tissue.solid & ~found.tissue.firm);
    const Mask firm_scraps(scraps_at(tissue.solid, found.scraps) & found.tissue.firm);
    tissue.firm = Mask(Mask(tissue.solid & ~haze) | firm_scraps);
    return tissue;
}

TissueMap composed_tissue(const FoundSkin& found, const RegionMasks& regions, const TissueOptions& options) {
    TissueMap tissue = regions.tissue ? outlined_tissue(found, *regions.tissue, options) : found.tissue;
    if (regions.exclude) {
        tissue = without_excluded(std::move(tissue), *regions.exclude);
    }
    if (cv::countNonZero(tissue.tissue) == 0) {
        throw RefusedSlide("regions", "the outlines leave no tissue to measure");
    }
    return tissue;
}

/// What was found of a layer, as far as it lies on the section and counts.
Mask remaining(const Mask& found, const TissueMap& tissue, const RegionMasks& regions) {
    return regions.exclude ? Mask(found & tissue.solid & ~*regions.exclude) : Mask(found & tissue.solid);
}

Mask outlined_layer(const Mask& outlined, const TissueMap& tissue, std::string_view layer) {
    Mask mask(outlined & tissue.tissue);
    if (cv::countNonZero(mask) == 0) {
        throw RefusedSlide("regions", fmt::format("the outline of class {} holds no tissue", layer));
    }
    return mask;
}

/// Depth from the drawn lines on the pieces they run through.
void follow_lines(SkinMap& map, const RegionMasks& regions) {
    std::vector<Polyline<Survey>> lines;
    for (const Polyline<Level0>& drawn : regions.junction) {
        Polyline<Survey>& line = lines.emplace_back();
        std::transform(drawn.begin(), drawn.end(), std::back_inserter(line), regions.survey_from_level0);
    }
    const DrawnDepth drawn = depth_below_lines(lines, map.epidermis, map.tissue, map.pixel);
    for (int y = 0; y < map.depth.rows; ++y) {
        for (int x = 0; x < map.depth.cols; ++x) {
            if (map.tissue.tissue(y, x) == 0 ||
                !drawn.piece_has_line[static_cast<std::size_t>(map.tissue.pieces(y, x))]) {
                continue;
            }
            map.depth(y, x) = drawn.depth(y, x);
            if (!regions.epidermis) {
                map.epidermis(y, x) = drawn.depth(y, x) < 0.0F ? 255 : 0;
            }
        }
    }
    for (std::size_t piece = 0; piece < drawn.piece_has_line.size(); ++piece) {
        map.piece_has_epidermis[piece] = map.piece_has_epidermis[piece] || drawn.piece_has_line[piece];
    }
    map.piece_has_line = drawn.piece_has_line;
    map.drawn_junction = regions.junction;
}

LayerSource source_of(bool drawn) {
    return drawn ? LayerSource::regions : LayerSource::found;
}

SkinReport report_of(const SkinMap& map, const FoundSkin& found, const RegionMasks& regions) {
    SkinReport report;
    const bool line = !regions.junction.empty();
    report.sources = {source_of(regions.tissue.has_value()), source_of(regions.epidermis || line),
                      source_of(regions.epidermis || line), source_of(regions.subcutis.has_value())};
    if (regions.exclude) {
        const Mask gone((regions.tissue ? *regions.tissue : found.tissue.tissue) & *regions.exclude);
        report.excluded_area = map.pixel * map.pixel * static_cast<double>(cv::countNonZero(gone));
    }
    if (std::find(map.piece_has_epidermis.begin(), map.piece_has_epidermis.end(), true) !=
        map.piece_has_epidermis.end()) {
        report.assessable = true;
    } else {
        report.reason = found.reason.empty() ? "none of the epidermis lies in the tissue that counts" : found.reason;
    }
    return report;
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
    over_stretches(map.zone.rows, least_rows_of_map, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < map.zone.cols; ++x) {
                const bool tissue = map.tissue.tissue(y, x) != 0;
                const Zone zone = tissue ? zone_at(map, y, x, options) : Zone::unassessable;
                map.zone(y, x) = tissue ? static_cast<std::uint8_t>(zone) : SkinMap::no_zone;
                map.depth(y, x) = zone == Zone::unassessable ? no_depth : map.depth(y, x);
            }
        }
    });
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

/// The pieces of tissue on which depth is that below a drawn line.
Mask below_lines(const SkinMap& map) {
    Mask mask(map.zone.size(), 0);
    if (!map.piece_has_line.empty()) {
        std::transform(map.tissue.pieces.begin(), map.tissue.pieces.end(), mask.begin(), [&](std::int32_t piece) {
            return static_cast<std::uint8_t>(map.piece_has_line[static_cast<std::size_t>(piece)] ? 255 : 0);
        });
    }
    return mask;
}

/// The line along which depth is 0, between pixels, as level-0 positions: the part of the smoothed epidermis' outline
/// that lies against tissue.
std::vector<Polyline<Level0>> junction_lines(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey) {
    const Mask unassessed(zone_mask(map, Zone::unassessable) | Mask(map.zone == SkinMap::no_zone) | below_lines(map));
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

/// All tissue of the section that counts, the scraps above the epidermis included.
Mask with_scraps(const TissueMap& tissue, const FoundSkin& found, const RegionMasks& regions) {
    const Mask scraps = regions.tissue ? scraps_at(tissue.solid, found.scraps) : found.scraps;
    return regions.exclude ? Mask(tissue.tissue | Mask(scraps & ~*regions.exclude)) : Mask(tissue.tissue | scraps);
}

void report_epidermis(SkinMap& map, const Surface& surface, const Mask& tissue, const EpidermisOptions& options) {
    const EpidermisGates measured = measure_gates(map.epidermis, tissue, surface, map.pixel, options);
    map.report.epidermis_thickness = median_thickness(map.epidermis, map.tissue.tissue, map.below_surface, map.pixel);
    map.report.epidermis_length = measured.covered_surface;
    map.report.section_depth = deepest(map.depth);
    map.report.epidermis_share = measured.share_of_tissue;
}

/// Where the living epidermis and the fat begin.
void add_borders(SkinMap& map, const Mask& horny) {
    const Mask living(map.epidermis & ~horny);
    const Mask above(Mask(~map.tissue.firm) | Mask(horny & map.epidermis));
    cv::findNonZero(Mask(living & dilated(above, map.pixel, map.pixel)), map.top);
    const Mask fat = zone_mask(map, Zone::subcutis);
    if (cv::countNonZero(fat) == 0) {
        return;
    }
    map.piece_has_fat = pieces_with(fat, map.tissue);
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(fat, outlines, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    for (const std::vector<cv::Point>& outline : outlines) {
        map.fat_border.insert(map.fat_border.end(), outline.begin(), outline.end());
    }
}

}  // namespace

SquareMicrons SkinMap::area_of(Zone wanted) const {
    return pixel * pixel * static_cast<double>(cv::countNonZero(zone_mask(*this, wanted)));
}

SkinMap compose_skin(const FoundSkin& found, const RegionMasks& regions, const SkinOptions& options) {
    SkinMap map;
    map.pixel = found.pixel;
    map.tissue = composed_tissue(found, regions, options.tissue);
    map.epidermis = regions.epidermis ? outlined_layer(*regions.epidermis, map.tissue, "Epidermis")
                                      : remaining(found.epidermis, map.tissue, regions);
    map.adnexa = Mask(remaining(found.adnexa, map.tissue, regions) & ~map.epidermis);
    if (cv::countNonZero(found.epidermis) > 0) {
        map.near_adnexa = dilated(map.adnexa, Microns(options.adnexa.near_um), map.pixel);
    }
    map.subcutis = regions.subcutis ? outlined_layer(*regions.subcutis, map.tissue, "Subcutis")
                                    : remaining(found.subcutis, map.tissue, regions);
    map.below_surface = trace_outline(map.tissue.solid, map.pixel).depth;
    map.piece_has_epidermis = pieces_with(map.epidermis, map.tissue);
    const Mask smooth(closed(map.epidermis, Microns(options.depth.smoothing_um / 2.0), map.pixel) & map.tissue.tissue);
    map.depth = signed_depth(smooth, map.tissue.tissue, map.pixel);
    if (!regions.junction.empty()) {
        follow_lines(map, regions);
    }
    map.report = report_of(map, found, regions);
    assign_zones(map, options.depth);
    if (map.report.assessable) {
        const Surface surface = outline_points(map.tissue.firm);
        add_borders(map, found.horny);
        report_epidermis(map, surface, with_scraps(map.tissue, found, regions), options.epidermis);
    }
    return map;
}

SkinMap map_skin(const SurveyImage& image, const SkinOptions& options) {
    return compose_skin(find_skin(image, options), {}, options);
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
        layers.drawn_junction = map.drawn_junction;
    }
    return layers;
}

}  // namespace kossa
