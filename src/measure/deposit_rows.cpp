#include "kossa/measure/deposit_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <string_view>

#include "kossa/core/outline.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/core/uuid.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/shape.hpp"
#include "kossa/skin/found_skin.hpp"

namespace kossa {

namespace {

/// Depth at a position, interpolated between pixel centres that have one; nothing where none of the four has.
std::optional<Microns> depth_at(const FloatSheet& depth, const Point<Survey>& p) {
    const double x = p.x - 0.5;
    const double y = p.y - 0.5;
    const int left = static_cast<int>(std::floor(x));
    const int top = static_cast<int>(std::floor(y));
    double sum = 0.0;
    double weight = 0.0;
    for (const int row : {top, top + 1}) {
        for (const int column : {left, left + 1}) {
            const int r = std::clamp(row, 0, depth.rows - 1);
            const int c = std::clamp(column, 0, depth.cols - 1);
            const double w = (1.0 - std::abs(x - column)) * (1.0 - std::abs(y - row));
            if (!std::isnan(depth(r, c)) && w > 0.0) {
                sum += w * static_cast<double>(depth(r, c));
                weight += w;
            }
        }
    }
    return weight > 0.0 ? std::optional(Microns(sum / weight)) : std::nullopt;
}

/// What the depth and zone maps say under one deposit.
struct Location {
    std::array<std::int64_t, all_zones.size()> pixels_in_zone{};
    std::int64_t pixels_with_depth = 0;
    double depth_sum = 0.0;
    std::optional<Microns> shallowest;
    std::optional<Microns> deepest;
    std::int64_t on_fragment = 0;
    bool near_adnexa = false;
    std::int64_t at_unseen_border = 0;
    std::int64_t beyond_ends = 0;
    std::int32_t piece = 0;  ///< of tissue, the first that the deposit lies on; 0: none

    void add(std::optional<Microns> depth, std::int64_t pixels) {
        if (depth) {
            pixels_with_depth += pixels;
            depth_sum += depth->value() * static_cast<double>(pixels);
            shallowest = shallowest ? std::min(*shallowest, *depth) : *depth;
            deepest = deepest ? std::max(*deepest, *depth) : *depth;
        }
    }
};

/// Visits the pixels of a run in steps of about half a survey pixel, and its last pixel: action(x, pixels it stands
/// for).
template <class Action>
void sample(const Run<Working>& run, double survey_per_pixel, Action action) {
    const auto step = std::max(1, static_cast<std::int32_t>(0.5 / survey_per_pixel));
    for (std::int32_t x = run.x_begin; x < run.x_end; x += step) {
        action(x, std::min(step, run.x_end - x));
    }
    action(run.x_end - 1, 0);
}

cv::Point pixel_at(const SkinMap& skin, const Point<Survey>& p) {
    return {std::clamp(static_cast<int>(p.x), 0, skin.zone.cols - 1),
            std::clamp(static_cast<int>(p.y), 0, skin.zone.rows - 1)};
}

bool is_beyond_ends(const SkinMap& skin, const cv::Point& at) {
    return !skin.beyond_ends.empty() && skin.beyond_ends(at) != 0;
}

Location locate(const std::vector<Run<Working>>& runs, const SkinMap& skin, const SlideFrames& frames) {
    Location location;
    for (const Run<Working>& run : runs) {
        sample(run, frames.survey_from_working.x, [&](std::int32_t x, std::int64_t pixels) {
            const Point<Survey> p = frames.survey_from_working(Point<Working>{x + 0.5, run.y + 0.5});
            const cv::Point at = pixel_at(skin, p);
            location.add(depth_at(skin.depth, p), pixels);
            if (const std::uint8_t zone = skin.zone(at); zone != SkinMap::no_zone) {
                location.pixels_in_zone.at(zone) += pixels;
            }
            const auto piece = static_cast<std::size_t>(skin.tissue.pieces(at));
            location.piece = location.piece == 0 ? static_cast<std::int32_t>(piece) : location.piece;
            location.near_adnexa |= skin.near_adnexa && (*skin.near_adnexa)(at) != 0;
            location.at_unseen_border += skin.unseen_border && (*skin.unseen_border)(at) != 0 ? pixels : 0;
            location.beyond_ends += is_beyond_ends(skin, at) ? pixels : 0;
            location.on_fragment += piece > 0 && !skin.piece_has_epidermis[piece] ? pixels : 0;
        });
    }
    return location;
}

std::optional<Zone> majority(const Location& location) {
    const auto& counts = location.pixels_in_zone;
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? std::nullopt : std::optional(all_zones.at(static_cast<std::size_t>(most - counts.begin())));
}

/// A deposit that hides the border of the epidermis may touch basal cells though it lies in a papilla. Where what it
/// stands in is pale on average, that is dermis; where it is dense it may be either.
bool stands_in_dermis(const Location& location, const PixelSums& sums, const SkinMap& skin) {
    return 2 * location.at_unseen_border > sums.pixels && rim_density(sums, skin.border_od) < skin.border_od;
}

/// The tissue pixel nearest to a position, within reach of the region in which deposits are looked for.
std::optional<cv::Point> nearest_tissue(const SkinMap& skin, const Point<Survey>& p) {
    const int reach = static_cast<int>(reach_round_tissue_um / skin.pixel.value());
    const cv::Point centre(static_cast<int>(p.x), static_cast<int>(p.y));
    const cv::Rect window =
        cv::Rect(centre.x - reach, centre.y - reach, 2 * reach + 1, 2 * reach + 1) & cv::Rect({0, 0}, skin.zone.size());
    std::optional<cv::Point> nearest;
    double least = 0.0;
    for (int y = window.y; y < window.br().y; ++y) {
        for (int x = window.x; x < window.br().x; ++x) {
            const double distance = std::hypot(x - centre.x, y - centre.y);
            if (skin.zone(y, x) != SkinMap::no_zone && (!nearest || distance < least)) {
                nearest = cv::Point(x, y);
                least = distance;
            }
        }
    }
    return nearest;
}

bool touches_edge(const std::vector<Run<Working>>& runs, const Size<Working>& size) {
    return std::any_of(runs.begin(), runs.end(), [&](const Run<Working>& run) {
        return run.y == 0 || run.y == size.height - 1 || run.x_begin == 0 || run.x_end == size.width;
    });
}

/// Depth from the top and within the dermis, of a row that has a depth.
void add_relative_depths(DepositRow& row, const SkinMap& skin, const Point<Survey>& at, std::int32_t piece) {
    if (const auto top = skin.top.find(piece); top != skin.top.end()) {
        row.depth_from_top = skin.pixel * top->second.distance(at);
    }
    const auto fat = skin.fat_border.find(piece);
    if (fat == skin.fat_border.end()) {
        return;
    }
    const bool in_fat = skin.zone(pixel_at(skin, at)) == static_cast<std::uint8_t>(Zone::subcutis);
    const double below = std::max(0.0, row.depth->value());
    const double above = in_fat ? 0.0 : (skin.pixel * fat->second.distance(at)).value();
    row.dermis_fraction = below + above > 0.0 ? below / (below + above) : 0.0;
}

void place(DepositRow& row, const Finding& finding, const SkinMap& skin, const SlideFrames& frames) {
    const Location location = locate(finding.runs, skin, frames);
    const Point<Survey> centre = frames.survey_from_working(centroid(finding.sums));
    row.fragment = skin.report.assessable && 2 * location.on_fragment > finding.sums.pixels;
    if (const std::optional<Zone> zone = majority(location)) {
        row.zone = *zone;
    } else if (const std::optional<cv::Point> beside = nearest_tissue(skin, centre)) {
        row.zone = static_cast<Zone>(skin.zone(*beside));
    }
    if (row.zone == Zone::epidermis && stands_in_dermis(location, finding.sums, skin)) {
        row.zone = Zone::upper_dermis;
    }
    const cv::Point at = pixel_at(skin, centre);
    row.beyond_junction = 2 * location.beyond_ends > finding.sums.pixels || is_beyond_ends(skin, at);
    if (is_beyond_ends(skin, at)) {
        row.least_depth = Microns(static_cast<double>(skin.least_beyond(at)));
        row.most_depth = Microns(static_cast<double>(skin.most_beyond(at)));
    }
    if (row.zone == Zone::unassessable || row.beyond_junction || location.pixels_with_depth == 0) {
        return;
    }
    const Microns mean(location.depth_sum / static_cast<double>(location.pixels_with_depth));
    row.depth = depth_at(skin.depth, centre).value_or(mean);
    row.depth_min = location.shallowest;
    row.depth_max = location.deepest;
    if (skin.near_adnexa) {
        row.adnexal = location.near_adnexa;
    }
    add_relative_depths(row, skin, centre, location.piece);
}

DepositRow measure(const Finding& finding, const SkinMap& skin, const SlideFrames& frames) {
    const Shape shape = measure_shape(finding.runs, frames.working_pixel);
    const Hsd colour = mean_colour(finding.sums);
    DepositRow row;
    row.morphology = finding.morphology;
    row.area = shape.area;
    row.equivalent_diameter = shape.equivalent_diameter;
    row.max_diameter = shape.max_diameter;
    row.solidity = shape.solidity;
    row.circularity = shape.circularity;
    row.od_mean = colour.density;
    row.saturation = colour.saturation();
    row.granule_count = finding.granule_count;
    if (finding.granule_count > 0) {
        row.grains = part_diameters(finding.runs, frames.working_pixel);
    }
    row.confidence = finding.confidence;
    row.touches_edge = touches_edge(finding.runs, frames.working_size);
    row.centroid = frames.level0_from_working(centroid(finding.sums));
    row.outline = outline(finding.runs.all(), frames.level0_from_working);
    place(row, finding, skin, frames);
    return row;
}

ConfuserRow listed(const Finding& finding, const SlideFrames& frames) {
    ConfuserRow row;
    row.finding = finding.finding;
    row.reason = finding.reason;
    row.area = frames.working_pixel.area(finding.sums.pixels);
    row.confidence = finding.confidence;
    row.centroid = frames.level0_from_working(centroid(finding.sums));
    row.outline = outline(finding.runs.all(), frames.level0_from_working);
    return row;
}

/// `row_of` of the findings that `wanted` chooses, in their order; on several threads.
template <class Row, class Wanted, class RowOf>
std::vector<Row> rows_of(const std::vector<Finding>& findings, const std::vector<std::string>& ids,
                         const Wanted& wanted, const RowOf& row_of) {
    constexpr int least_findings = 64;
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (wanted(findings[i])) {
            chosen.push_back(i);
        }
    }
    std::vector<Row> rows(chosen.size());
    over_stretches(static_cast<int>(chosen.size()), least_findings, [&](int begin, int end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            rows[i] = row_of(findings[chosen[i]]);
            rows[i].id = ids[chosen[i]];
        }
    });
    return rows;
}

}  // namespace

std::vector<std::string> ids_of(const std::vector<Finding>& findings, const std::string& id_seed) {
    const Uuid name_space = name_space_of(id_seed);
    std::vector<std::string> ids;
    ids.reserve(findings.size());
    std::map<std::string, int> known;
    for (const Finding& finding : findings) {
        const Run<Working>& first = finding.runs.front();
        const std::string place = fmt::format("{} {} {} {}", first.y, first.x_begin, first.x_end, finding.sums.pixels);
        ids.push_back(text(uuid_v5(name_space, fmt::format("{} {}", place, ++known[place]))));
    }
    return ids;
}

std::vector<DepositRow> measure_deposits(const std::vector<Finding>& findings, const std::vector<std::string>& ids,
                                         const SkinMap& skin, const SlideFrames& frames) {
    return rows_of<DepositRow>(findings, ids, is_calcium,
                               [&](const Finding& finding) { return measure(finding, skin, frames); });
}

std::vector<ConfuserRow> list_confusers(const std::vector<Finding>& findings, const std::vector<std::string>& ids,
                                        const SlideFrames& frames) {
    return rows_of<ConfuserRow>(findings, ids, std::not_fn(is_calcium),
                                [&](const Finding& finding) { return listed(finding, frames); });
}

}  // namespace kossa
