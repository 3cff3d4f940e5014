#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "depth_sheets.hpp"
#include "excluded_epidermis.hpp"
#include "kossa/core/median.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/skin/drawn_junction.hpp"
#include "kossa/skin/epidermis_gates.hpp"
#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/skin/skin_map.hpp"
#include "kossa/skin/surface_profile.hpp"
#include "skin_part.hpp"

namespace kossa {

namespace {

constexpr int least_rows_of_map = 64;  // of a stretch

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

TissueMap tissue_of(const SkinPart& part, const LabelSheet& pieces, int piece_count) {
    TissueMap tissue;
    tissue.tissue = part.tissue();
    tissue.solid = part.solid();
    tissue.firm = part.firm();
    tissue.pieces = pieces.part(part.window.box);
    tissue.piece_count = piece_count;
    return tissue;
}

/// Share of the epidermis on pieces with a line that lies too far from it to be meant.
double share_beside_lines(const DrawnDepth& drawn, const Mask& epidermis) {
    constexpr float far_um = 400.0F;
    const Mask with_line(epidermis & Mask(drawn.depth < std::numeric_limits<float>::infinity()));  // else no number
    const Mask far(with_line & Mask(cv::abs(drawn.depth) > far_um));
    const int all = cv::countNonZero(with_line);
    return all > 0 ? static_cast<double>(cv::countNonZero(far)) / all : 0.0;
}

/// Depth from the drawn lines on the pieces they run through. Gives SkinReport::beside_line_share.
double follow_lines(SkinMap& map, ComposedSkin& skin, const RegionMasks& regions) {
    std::vector<Polyline<Survey>> lines;
    for (const Polyline<Level0>& drawn : regions.junction) {
        Polyline<Survey>& line = lines.emplace_back();
        std::transform(drawn.begin(), drawn.end(), std::back_inserter(line), regions.survey_from_level0);
    }
    const TissueMap tissue =
        tissue_of(SkinPart(skin, skin.windows.front()), skin.tissue.pieces, skin.tissue.piece_count);
    Mask epidermis = skin.epidermis;
    const DrawnDepth drawn = depth_below_lines(lines, epidermis, tissue, map.pixel);
    const double beside = share_beside_lines(drawn, epidermis);
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
    return beside;
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
        const bool stump = count_non_zero(map.epidermis) > 0;
        report.reason = !found.reason.empty() ? found.reason
                        : stump ? "of the epidermis less than 0.4 mm in one stretch lies in the tissue that counts"
                                : "none of the epidermis lies in the tissue that counts";
        report.sources.epidermis = report.sources.junction = LayerSource::none;
    }
    return report;
}

/// What tells the zone of the pixels of a window.
struct ZoneLayers {
    Mask tissue;
    Mask epidermis;
    Mask subcutis;
    bool fat_outlined;
};

/// Fat that a person outlined is fat also where nothing tells how deep it lies.
Zone zone_at(const ZoneLayers& layers, bool assessable, int y, int x, float depth, const DepthOptions& options) {
    if (!assessable) {
        return layers.fat_outlined && layers.subcutis(y, x) != 0 ? Zone::subcutis : Zone::unassessable;
    }
    if (layers.epidermis(y, x) != 0) {
        return Zone::epidermis;
    }
    if (layers.subcutis(y, x) != 0) {
        return Zone::subcutis;
    }
    const bool deep =
        static_cast<double>(depth) > options.upper_dermis_um;  // not where the smoothed layer is all there is
    return deep ? Zone::deep_dermis : Zone::upper_dermis;
}

/// Whether depth may be less than `depth` by more than it may be wrong.
bool too_uncertain(float depth, float least, const DepthOptions& options) {
    const double error = std::max(options.least_error_um, options.largest_error * static_cast<double>(depth));
    return static_cast<double>(depth) - static_cast<double>(least) > error;
}

/// Depth in a window.
struct WindowDepth {
    FloatRaster depth;
    FloatRaster least;  ///< as the junction may go on
    FloatRaster most;   ///< by its nearest place
    Mask beyond;
};

/// The zones of a window. Takes the depth from what has none; sets `beyond` and `most` there, and leaves `least`.
Mask zones_in(const SkinMap& map, const SkinPart& part, WindowDepth& in, const DepthOptions& options) {
    const ZoneLayers layers{part.tissue(), part.epidermis(), part.subcutis(),
                            map.report.sources.subcutis == LayerSource::regions};
    const auto assessable = [&](int y, int x) {
        return map.report.assessable && map.piece_has_epidermis[static_cast<std::size_t>(part.piece(y, x))];
    };
    in.most = FloatRaster(in.depth.size(), no_depth);
    in.beyond = Mask(in.depth.size(), std::uint8_t{0});
    Mask zones(in.depth.size(), SkinMap::no_zone);
    over_stretches(zones.rows, least_rows_of_map, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < zones.cols; ++x) {
                const float least = std::exchange(in.least(y, x), no_depth);
                if (layers.tissue(y, x) == 0) {
                    continue;
                }
                const float depth = in.depth(y, x);
                Zone zone = zone_at(layers, assessable(y, x), y, x, depth, options);
                const bool uncertain = zone != Zone::unassessable && too_uncertain(depth, least, options);
                if (uncertain) {
                    zone = zone == zone_at(layers, true, y, x, least, options) ? zone : Zone::unassessable;
                    in.least(y, x) = least;
                    in.most(y, x) = depth;
                    in.beyond(y, x) = 255;
                }
                zones(y, x) = static_cast<std::uint8_t>(zone);
                in.depth(y, x) = zone == Zone::unassessable || uncertain ? no_depth : depth;
            }
        }
    });
    return zones;
}

void assign_zones(SkinMap& map, const std::vector<SkinPart>& parts, const MaskSheet& smoothed,
                  const std::optional<ThroughExcluded>& through, const DepthOptions& options) {
    std::optional<FloatSheet> with_excluded;
    if (through && through->at_most) {
        const std::vector<SkinPart> all = parts_of(*through->at_most);
        with_excluded = depth_below(smoothed_epidermis(all, map.pixel, options), all, map.pixel);
    }
    map.zone = MaskSheet(map.epidermis.size(), SkinMap::no_zone);
    map.beyond_ends = MaskSheet(map.epidermis.size());
    map.least_beyond = map.most_beyond = FloatSheet(map.epidermis.size(), no_depth);
    for (const SkinPart& part : parts) {
        WindowDepth in{map.depth.part(part.window.box), {}, {}, {}};
        in.least = least_depth_in(part, in.depth, smoothed, map.piece_has_line, map.pixel, options);
        if (through) {
            in.depth.setTo(no_depth, Mask(part.tissue() == 0));
        }
        if (with_excluded) {
            lessen(in.least, with_excluded->part(part.window.box), part, map.piece_has_line);
        }
        const cv::Point corner = part.window.box.tl();
        map.zone.put(corner, zones_in(map, part, in, options));
        map.depth.put(corner, in.depth);
        map.beyond_ends.put(corner, in.beyond);
        map.least_beyond.put(corner, in.least);
        map.most_beyond.put(corner, in.most);
    }
}

/// Share of the dermis and fat whose depth is not known.
double share_beyond_ends(const SkinMap& map) {
    double beyond = 0.0;
    double below = 0.0;
    for (const SurveyWindow& window : windows_of(map)) {
        const Mask without = map.beyond_ends.part(window.box);
        const Mask with(map.depth.part(window.box) > 0.0F);
        beyond += cv::countNonZero(without);
        below += cv::countNonZero(without | with);
    }
    return below > 0.0 ? beyond / below : 0.0;
}

/// All tissue of the section that counts, the scraps above the epidermis included.
Mask with_scraps(const SkinPart& part, const RegionMasks& regions) {
    const Mask scraps = regions.tissue ? scraps_at(part.solid(), part.scraps()) : part.scraps();
    return regions.exclude ? Mask(part.tissue() | Mask(scraps & ~*regions.exclude)) : Mask(part.tissue() | scraps);
}

/// Distances from the lower border of the epidermis to the surface of the section, where the image shows one.
void add_thicknesses(std::vector<float>& thickness, const SkinMap& map, const SkinPart& part) {
    const Mask epidermis = part.epidermis();
    const Mask border(epidermis & dilated(Mask(part.tissue() & ~epidermis), map.pixel, map.pixel));
    std::vector<cv::Point> pixels;
    cv::findNonZero(border, pixels);
    for (const cv::Point& p : pixels) {
        const float below = map.below_surface(p + part.window.box.tl());
        if (std::isfinite(below)) {
            thickness.push_back(below);
        }
    }
}

std::optional<Microns> median_thickness(std::vector<float> thickness, Microns pixel) {
    if (thickness.empty()) {
        return std::nullopt;
    }
    return Microns(static_cast<double>(median_of(thickness))) + pixel;
}

/// Nothing where no tissue lies below the junction.
std::optional<Microns> deepest(const SkinMap& map, const std::vector<SkinPart>& parts) {
    float largest = 0.0F;
    for (const SkinPart& part : parts) {
        for (const float d : map.depth.part(part.window.box)) {
            largest = std::isnan(d) ? largest : std::max(largest, d);
        }
    }
    return largest > 0.0F ? std::optional(Microns(largest)) : std::nullopt;
}

EpidermisGates measured_gates(const std::vector<SkinPart>& parts, const RegionMasks& regions, Microns pixel,
                              const EpidermisOptions& options) {
    std::vector<CoverInWindow> covers;
    std::ranges::transform(parts, std::back_inserter(covers), [&](const SkinPart& part) {
        return cover_in(part.epidermis(), with_scraps(part, regions), outline_points(part.firm()), pixel, part.window,
                        options);
    });
    return gates_of(covers, pixel, options);
}

/// The epidermis that tells depth is that of `telling`; other than that of `parts` where some is excluded.
void report_epidermis(SkinMap& map, const std::vector<SkinPart>& parts, const std::vector<SkinPart>& telling,
                      const RegionMasks& regions, const EpidermisOptions& options) {
    std::vector<float> thickness;
    for (const SkinPart& part : parts) {
        add_thicknesses(thickness, map, part);
    }
    const EpidermisGates measured = measured_gates(parts, regions, map.pixel, options);
    map.report.epidermis_thickness = median_thickness(std::move(thickness), map.pixel);
    map.report.epidermis_length = regions.exclude ? measured_gates(telling, regions, map.pixel, options).covered_surface
                                                  : measured.covered_surface;
    map.report.section_depth = deepest(map, parts);
    map.report.beyond_ends_share = share_beyond_ends(map);
    map.report.epidermis_share = measured.share_of_tissue;
}

using PiecePixels = std::map<std::int32_t, std::vector<cv::Point>>;

void add_to_pieces(PiecePixels& to, const std::vector<cv::Point>& points, const SkinPart& part) {
    for (const cv::Point& p : points) {
        to[part.piece(p.y, p.x)].push_back(p + part.window.box.tl());
    }
}

void add_top(PiecePixels& to, const SkinPart& part, Microns pixel) {
    const Mask horny(part.horny() & part.epidermis());
    const Mask living(part.epidermis() & ~horny);
    const Mask above(Mask(~part.firm()) | horny);
    std::vector<cv::Point> top;
    cv::findNonZero(Mask(living & dilated(above, pixel, pixel)), top);
    add_to_pieces(to, top, part);
}

void add_fat_border(PiecePixels& to, const SkinPart& part, const MaskSheet& zone) {
    const Mask fat(zone.part(part.window.box) == static_cast<std::uint8_t>(Zone::subcutis));
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(fat, outlines, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
    for (const std::vector<cv::Point>& outline : outlines) {
        add_to_pieces(to, outline, part);
    }
}

void add_nearest(SkinMap& map, const std::vector<SkinPart>& parts) {
    PiecePixels top;
    PiecePixels fat_border;
    for (const SkinPart& part : parts) {
        add_top(top, part, map.pixel);
        add_fat_border(fat_border, part, map.zone);
    }
    map.top.insert(top.begin(), top.end());
    map.fat_border.insert(fat_border.begin(), fat_border.end());
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
    if (regions.exclude) {
        map.excluded = MaskSheet(*regions.exclude);
    }
    if (count_non_zero(found.epidermis) > 0) {
        map.near_adnexa = mask_of_windows(parts, [&](const SkinPart& part) {
            return dilated(part.adnexa(), Microns(options.adnexa.near_um), map.pixel);
        });
    }
    map.below_surface = below_surface(parts, map.pixel);
    map.piece_has_epidermis = no_piece(map.tissue);
    const std::optional<ThroughExcluded> through = through_excluded(skin);
    const std::vector<SkinPart> telling = parts_of(through ? through->skin : skin);
    for (const SkinPart& part : telling) {
        const Mask epidermis = telling_epidermis(part, found.epidermis.part(part.window.box), regions, map.pixel);
        mark_pieces(map.piece_has_epidermis, epidermis, part);
    }
    const MaskSheet smoothed = smoothed_epidermis(telling, map.pixel, options.depth);
    map.depth = depth_below(smoothed, telling, map.pixel);
    const double beside_lines = regions.junction.empty() ? 0.0 : follow_lines(map, skin, regions);
    map.epidermis = skin.epidermis;
    map.horny = skin.horny;
    if (found.border_od) {
        map.unseen_border =
            mask_of_windows(parts, [&](const SkinPart& part) { return unseen_border_in(part, map.pixel); });
        map.border_od = *found.border_od;
    }
    map.report = report_of(map, found, regions);
    map.report.beside_line_share = beside_lines;
    assign_zones(map, parts, smoothed, through, options.depth);
    if (map.report.assessable) {
        add_nearest(map, parts);
        report_epidermis(map, parts, telling, regions, options.epidermis);
    }
    return map;
}

}  // namespace kossa
