#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kossa/core/rows.hpp"
#include "kossa/skin/distance.hpp"
#include "kossa/skin/drawn_junction.hpp"
#include "kossa/skin/epidermis_gates.hpp"
#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/skin_map.hpp"
#include "kossa/skin/surface_profile.hpp"
#include "skin_part.hpp"

namespace kossa {

namespace {

constexpr float no_depth = std::numeric_limits<float>::quiet_NaN();

constexpr int least_rows_of_map = 64;  // of a stretch

constexpr double depth_blur_px = 1.5;  // takes the steps of the pixels out of the junction

/// Sets the flags of the pieces in which `layer` has a pixel.
void mark_pieces(std::vector<bool>& found, const Mask& layer, const SkinPart& part) {
    for (int y = 0; y < layer.rows; ++y) {
        for (int x = 0; x < layer.cols; ++x) {
            if (layer(y, x) == 0) {
                continue;
            }
            if (const std::int32_t piece = part.piece(y, x); piece != 0) {
                found[static_cast<std::size_t>(piece)] = true;
            }
        }
    }
}

std::vector<bool> no_piece(const SlideTissue& tissue) {
    return std::vector<bool>(static_cast<std::size_t>(tissue.piece_count) + 1, false);
}

/// A sheet of what `of(part)` gives for each window.
template <class Pixel, class Of>
Sheet<Pixel> sheet_of_windows(const std::vector<SkinPart>& parts, Pixel background, const Of& of) {
    Sheet<Pixel> sheet(parts.front().window.whole, background);
    std::mutex writing;
    over_windows(parts.size(), [&](std::size_t i) {
        const cv::Mat_<Pixel> raster = of(parts[i]);
        const std::lock_guard<std::mutex> lock(writing);
        sheet.put(parts[i].window.box.tl(), raster);
    });
    return sheet;
}

template <class Of>
MaskSheet mask_of_windows(const std::vector<SkinPart>& parts, const Of& of) {
    return sheet_of_windows<std::uint8_t>(parts, 0, of);
}

/// Distances, seen from a window, to what `mask_in(box)` shows of the slide. Looks beyond the window as far as there
/// may be something nearer.
template <class MaskIn>
FloatRaster distance_in(const SurveyWindow& window, const MaskIn& mask_in, Microns pixel) {
    const cv::Rect& box = window.box;
    const Mask here = mask_in(box);
    FloatRaster distance = distance_to(here, pixel);
    if (box.size() == window.whole) {
        return distance;
    }
    double farthest = 0.0;
    cv::minMaxLoc(distance, nullptr, &farthest);
    const double all = std::max(window.whole.width, window.whole.height);
    const int reach = static_cast<int>(std::min(all, std::ceil(farthest / pixel.value()))) + 1;
    const cv::Rect round = cv::Rect(box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach) &
                           whole_window(window.whole).box;
    const Mask beyond = mask_in(round);
    return cv::countNonZero(beyond) == cv::countNonZero(here)
               ? distance
               : FloatRaster(distance_to(beyond, pixel)(box - round.tl()));
}

/// The outline of the section.
MaskSheet outline_of(const std::vector<SkinPart>& parts) {
    return mask_of_windows(parts, [](const SkinPart& part) {
        Mask on_outline(part.window.box.size(), 0);
        for (const cv::Point& p : outline_points(part.solid()).points) {
            on_outline(p) = 255;
        }
        return on_outline;
    });
}

FloatSheet below_surface(const std::vector<SkinPart>& parts, Microns pixel) {
    const MaskSheet outline = outline_of(parts);
    return sheet_of_windows(parts, nowhere, [&](const SkinPart& part) {
        return distance_in(
            part.window, [&](const cv::Rect& box) { return outline.part(box); }, pixel);
    });
}

/// Signed distance to the lower border of `layer`: to its nearest pixel from outside, to the nearest tissue beyond it
/// from inside; half a pixel off each, so that the border itself is 0. Glass above the layer counts as inside.
FloatRaster signed_depth(const SurveyWindow& window, const MaskSheet& layers, const MaskSheet& tissues, Microns pixel) {
    const auto beyond = [&](const cv::Rect& box) { return Mask(tissues.part(box) & ~layers.part(box)); };
    const FloatRaster below = distance_in(
        window, [&](const cv::Rect& box) { return layers.part(box); }, pixel);
    const FloatRaster above = distance_in(window, beyond, pixel);
    const Mask layer = layers.part(window.box);
    const Mask tissue = tissues.part(window.box);
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

/// Depth of the tissue below the smoothed junction, in windows with epidermis; elsewhere none is assessed.
FloatSheet depth_of(const std::vector<SkinPart>& parts, const MaskSheet& tissue, Microns pixel,
                    const DepthOptions& options) {
    const MaskSheet smooth = mask_of_windows(parts, [&](const SkinPart& part) {
        return Mask(closed(part.epidermis(), Microns(options.smoothing_um / 2.0), pixel) & part.tissue());
    });
    return sheet_of_windows(parts, no_depth, [&](const SkinPart& part) {
        const bool whole = part.window.box.size() == part.window.whole;
        if (!whole && cv::countNonZero(part.epidermis()) == 0) {
            return FloatRaster(part.window.box.size(), no_depth);
        }
        FloatRaster depth = signed_depth(part.window, smooth, tissue, pixel);
        depth.setTo(no_depth, Mask(part.tissue() == 0));
        return depth;
    });
}

TissueMap tissue_of(const SkinPart& part, const LabelSheet& pieces, int piece_count) {
    TissueMap tissue;
    tissue.tissue = part.tissue();
    tissue.solid = part.solid();
    tissue.firm = part.firm();
    tissue.pieces = pieces.part(part.window.box);
    tissue.piece_count = piece_count;
    return tissue;
}

/// Depth from the drawn lines on the pieces they run through.
void follow_lines(SkinMap& map, ComposedSkin& skin, const RegionMasks& regions) {
    std::vector<Polyline<Survey>> lines;
    for (const Polyline<Level0>& drawn : regions.junction) {
        Polyline<Survey>& line = lines.emplace_back();
        std::transform(drawn.begin(), drawn.end(), std::back_inserter(line), regions.survey_from_level0);
    }
    const TissueMap tissue =
        tissue_of(SkinPart(skin, skin.windows.front()), skin.tissue.pieces, skin.tissue.piece_count);
    Mask epidermis = skin.epidermis;
    const DrawnDepth drawn = depth_below_lines(lines, epidermis, tissue, map.pixel);
    FloatRaster depth = map.depth;
    for (int y = 0; y < depth.rows; ++y) {
        for (int x = 0; x < depth.cols; ++x) {
            if (tissue.tissue(y, x) == 0 || !drawn.piece_has_line[static_cast<std::size_t>(tissue.pieces(y, x))]) {
                continue;
            }
            depth(y, x) = drawn.depth(y, x);
            if (!regions.epidermis) {
                epidermis(y, x) = drawn.depth(y, x) < 0.0F ? 255 : 0;
            }
        }
    }
    map.depth.put({0, 0}, depth);
    skin.epidermis.put({0, 0}, epidermis);
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
        const Mask gone((regions.tissue ? *regions.tissue : Mask(found.tissue.tissue)) & *regions.exclude);
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

/// What tells the zone of the pixels of a window.
struct ZoneLayers {
    Mask tissue;
    Mask epidermis;
    Mask subcutis;
};

Zone zone_at(const ZoneLayers& layers, bool assessable, int y, int x, float depth, const DepthOptions& options) {
    if (!assessable) {
        return Zone::unassessable;
    }
    if (layers.epidermis(y, x) != 0) {
        return Zone::epidermis;
    }
    if (layers.subcutis(y, x) != 0) {
        return Zone::subcutis;
    }
    return static_cast<double>(depth) <= options.upper_dermis_um ? Zone::upper_dermis : Zone::deep_dermis;
}

/// The zones of a window; takes the depth from what has none.
Mask zones_in(const SkinMap& map, const SkinPart& part, FloatRaster& depth, const DepthOptions& options) {
    const ZoneLayers layers{part.tissue(), part.epidermis(), part.subcutis()};
    const auto assessable = [&](int y, int x) {
        return map.report.assessable && map.piece_has_epidermis[static_cast<std::size_t>(part.piece(y, x))];
    };
    Mask zones(depth.size(), SkinMap::no_zone);
    over_stretches(zones.rows, least_rows_of_map, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < zones.cols; ++x) {
                if (layers.tissue(y, x) == 0) {
                    continue;
                }
                const Zone zone = zone_at(layers, assessable(y, x), y, x, depth(y, x), options);
                zones(y, x) = static_cast<std::uint8_t>(zone);
                depth(y, x) = zone == Zone::unassessable ? no_depth : depth(y, x);
            }
        }
    });
    return zones;
}

void assign_zones(SkinMap& map, const std::vector<SkinPart>& parts, const DepthOptions& options) {
    map.zone = MaskSheet(map.epidermis.size(), SkinMap::no_zone);
    for (const SkinPart& part : parts) {
        FloatRaster depth = map.depth.part(part.window.box);
        map.zone.put(part.window.box.tl(), zones_in(map, part, depth, options));
        map.depth.put(part.window.box.tl(), depth);
    }
}

/// All tissue of the section that counts, the scraps above the epidermis included.
Mask with_scraps(const SkinPart& part, const RegionMasks& regions) {
    const Mask scraps = regions.tissue ? scraps_at(part.solid(), part.scraps()) : part.scraps();
    return regions.exclude ? Mask(part.tissue() | Mask(scraps & ~*regions.exclude)) : Mask(part.tissue() | scraps);
}

/// Distances from the lower border of the epidermis to the surface of the section.
void add_thicknesses(std::vector<float>& thickness, const SkinMap& map, const SkinPart& part) {
    const Mask epidermis = part.epidermis();
    const Mask border(epidermis & dilated(Mask(part.tissue() & ~epidermis), map.pixel, map.pixel));
    std::vector<cv::Point> pixels;
    cv::findNonZero(border, pixels);
    for (const cv::Point& p : pixels) {
        thickness.push_back(map.below_surface(p + part.window.box.tl()));
    }
}

Microns median_thickness(std::vector<float> thickness, Microns pixel) {
    const auto middle = thickness.begin() + static_cast<std::ptrdiff_t>(thickness.size() / 2);
    std::nth_element(thickness.begin(), middle, thickness.end());
    return thickness.empty() ? Microns(0.0) : Microns(static_cast<double>(*middle)) + pixel;
}

Microns deepest(const SkinMap& map, const std::vector<SkinPart>& parts) {
    float largest = 0.0F;
    for (const SkinPart& part : parts) {
        for (const float d : map.depth.part(part.window.box)) {
            largest = std::isnan(d) ? largest : std::max(largest, d);
        }
    }
    return Microns(largest);
}

void report_epidermis(SkinMap& map, const std::vector<SkinPart>& parts, const RegionMasks& regions,
                      const EpidermisOptions& options) {
    std::vector<CoverInWindow> covers;
    std::vector<float> thickness;
    for (const SkinPart& part : parts) {
        covers.push_back(cover_in(part.epidermis(), with_scraps(part, regions), outline_points(part.firm()), map.pixel,
                                  part.window, options));
        add_thicknesses(thickness, map, part);
    }
    const EpidermisGates measured = gates_of(covers, map.pixel, options);
    map.report.epidermis_thickness = median_thickness(std::move(thickness), map.pixel);
    map.report.epidermis_length = measured.covered_surface;
    map.report.section_depth = deepest(map, parts);
    map.report.epidermis_share = measured.share_of_tissue;
}

void add_moved(std::vector<cv::Point>& to, const std::vector<cv::Point>& points, const cv::Point& by) {
    std::transform(points.begin(), points.end(), std::back_inserter(to), [&](const cv::Point& p) { return p + by; });
}

void add_top(SkinMap& map, const SkinPart& part) {
    const Mask horny = part.horny();
    const Mask epidermis = part.epidermis();
    const Mask living(epidermis & ~horny);
    const Mask above(Mask(~part.firm()) | Mask(horny & epidermis));
    std::vector<cv::Point> top;
    cv::findNonZero(Mask(living & dilated(above, map.pixel, map.pixel)), top);
    add_moved(map.top, top, part.window.box.tl());
}

void add_fat_border(SkinMap& map, const SkinPart& part) {
    const Mask fat(map.zone.part(part.window.box) == static_cast<std::uint8_t>(Zone::subcutis));
    if (cv::countNonZero(fat) == 0) {
        return;
    }
    if (map.piece_has_fat.empty()) {
        map.piece_has_fat = no_piece(map.tissue);
    }
    mark_pieces(map.piece_has_fat, fat, part);
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(fat, outlines, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    for (const std::vector<cv::Point>& outline : outlines) {
        add_moved(map.fat_border, outline, part.window.box.tl());
    }
}

/// Near the border of the epidermis, but where somebody has moved it from where it was found.
Mask unseen_border_in(const SkinPart& part, Microns pixel) {
    const Mask tissue = part.tissue();
    const Mask epidermis = part.epidermis();
    const Mask found = part.found_epidermis();
    Mask near = near_border(epidermis, tissue, pixel);
    const Mask moved(epidermis ^ found);
    if (cv::countNonZero(moved) == 0) {
        return near;
    }
    const Mask either(near | near_border(found, tissue, pixel));
    return Mask(near & ~connected_to(Mask(either | moved), moved));
}

}  // namespace

SkinMap compose_skin(const FoundSkin& found, const RegionMasks& regions, const SkinOptions& options) {
    ComposedSkin skin = composed_skin(found, regions, options);
    const std::vector<SkinPart> parts = parts_of(skin);
    SkinMap map;
    map.pixel = found.pixel;
    map.upper_dermis = Microns(options.depth.upper_dermis_um);
    map.windows = skin.windows;
    map.tissue = skin.tissue;
    map.adnexa = skin.adnexa;
    map.subcutis = skin.subcutis;
    if (count_non_zero(found.epidermis) > 0) {
        map.near_adnexa = mask_of_windows(parts, [&](const SkinPart& part) {
            return dilated(part.adnexa(), Microns(options.adnexa.near_um), map.pixel);
        });
    }
    map.below_surface = below_surface(parts, map.pixel);
    map.piece_has_epidermis = no_piece(map.tissue);
    for (const SkinPart& part : parts) {
        mark_pieces(map.piece_has_epidermis, part.epidermis(), part);
    }
    map.depth = depth_of(parts, map.tissue.tissue, map.pixel, options.depth);
    if (!regions.junction.empty()) {
        follow_lines(map, skin, regions);
    }
    map.epidermis = skin.epidermis;
    if (found.border_od) {
        map.unseen_border =
            mask_of_windows(parts, [&](const SkinPart& part) { return unseen_border_in(part, map.pixel); });
        map.border_od = *found.border_od;
    }
    map.report = report_of(map, found, regions);
    assign_zones(map, parts, options.depth);
    if (map.report.assessable) {
        for (const SkinPart& part : parts) {
            add_top(map, part);
            add_fat_border(map, part);
        }
        report_epidermis(map, parts, regions, options.epidermis);
    }
    return map;
}

}  // namespace kossa
