#include "kossa/skin/junction_ends.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "kossa/core/rows.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns face = 150_um;      // of the end, at most
constexpr Microns near_end = 300_um;  // with it
constexpr Microns shortest_stretch = 80_um;
constexpr Microns mouth = 400_um;       // of a follicle, at most
constexpr Microns tear = 1000_um;       // that two ends on either side of it face across, at most
constexpr Microns bumps = 100_um;       // of the smoothed junction beside its end
constexpr double ahead = 0.7;           // cosine of about 45 degrees
constexpr int least_rows_of_ends = 64;  // of a stretch of rows

/// With the pixels beside and at the corners; beyond the raster is `beyond`.
Mask with_neighbours(const Mask& mask, int reach, std::uint8_t beyond) {
    Mask result;
    const cv::Mat square(2 * reach + 1, 2 * reach + 1, CV_8U, cv::Scalar(1));
    cv::dilate(mask, result, square, {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(beyond));
    return result;
}

/// The pixels of each 8-connected set.
std::vector<std::vector<cv::Point>> sets_of(const Mask& mask, LabelRaster& labels) {
    std::vector<std::vector<cv::Point>> sets(static_cast<std::size_t>(cv::connectedComponents(mask, labels, 8)));
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            if (labels(y, x) > 0) {
                sets[static_cast<std::size_t>(labels(y, x))].emplace_back(x, y);
            }
        }
    }
    return sets;
}

cv::Point2d mean_of(const std::vector<cv::Point>& points) {
    cv::Point2d sum;
    for (const cv::Point& p : points) {
        sum += cv::Point2d(p);
    }
    return sum / static_cast<double>(points.size());
}

cv::Point nearest_to(const cv::Point2d& at, const std::vector<cv::Point>& points) {
    return *std::ranges::min_element(points, {}, [&](const cv::Point& p) { return cv::norm(cv::Point2d(p) - at); });
}

/// Mean place of the pixels that far from `at`; nothing where they are few.
std::optional<cv::Point2d> mean_between(const std::vector<cv::Point>& points, const cv::Point2d& at, Microns from,
                                        Microns to, Microns pixel) {
    std::vector<cv::Point> chosen;
    std::ranges::copy_if(points, std::back_inserter(chosen), [&](const cv::Point& p) {
        const Microns distance = pixel * cv::norm(cv::Point2d(p) - at);
        return from < distance && distance <= to;
    });
    return pixel * static_cast<double>(chosen.size()) < shortest_stretch ? std::nullopt
                                                                         : std::optional(mean_of(chosen));
}

std::optional<JunctionEnd> end_at(const std::vector<cv::Point>& tip, const std::vector<cv::Point>& border,
                                  Microns pixel) {
    JunctionEnd end;
    end.at = mean_of(tip);
    const std::optional<cv::Point2d> near = mean_between(border, end.at, face, near_end, pixel);
    for (std::size_t i = 0; i < end.lines.size(); ++i) {
        const Microns stretch(JunctionEnd::stretches_um.at(i));
        const std::optional<cv::Point2d> before = mean_between(border, end.at, near_end, stretch, pixel);
        if (!near || !before || cv::norm(*near - *before) < 1.0) {
            return std::nullopt;
        }
        const cv::Point2d onwards = (*near - *before) / cv::norm(*near - *before);
        end.lines.at(i) = {*near + onwards * std::max(0.0, (end.at - *near).dot(onwards)), onwards};
    }
    return end;
}

/// Whether `other` lies ahead of `end` and comes from there, as seen from any of their stretches.
bool faces(const JunctionEnd& end, const JunctionEnd& other) {
    const cv::Point2d way = other.at - end.at;
    for (std::size_t i = 0; i < end.lines.size(); ++i) {
        const cv::Point2d& onwards = end.lines.at(i).onwards;
        if (way.dot(onwards) > ahead * cv::norm(way) && onwards.dot(other.lines.at(i).onwards) < 0.0) {
            return true;
        }
    }
    return false;
}

std::optional<cv::Point2d> next_of(const JunctionEnd& end, const std::vector<JunctionEnd>& ends, Microns pixel) {
    std::optional<cv::Point2d> next;
    for (const JunctionEnd& other : ends) {
        const double length = cv::norm(other.at - end.at);
        const Microns widest = faces(end, other) ? tear : mouth;
        if (&other == &end || other.piece != end.piece || pixel * length > widest) {
            continue;
        }
        if (!next || length < cv::norm(*next - end.at)) {
            next = other.at;
        }
    }
    return next;
}

double distance_to_segment(const cv::Point2d& p, const cv::Point2d& from, const cv::Point2d& to) {
    const cv::Point2d way = to - from;
    const double share = std::clamp((p - from).dot(way) / way.dot(way), 0.0, 1.0);
    return cv::norm(p - from - share * way);
}

/// Of the line from the end that is turned towards the place, which lies `along` it and `beside` it before.
double distance_to_turned(double along, double beside, double turn) {
    if (along > 0.0 && beside * std::cos(turn) <= along * std::sin(turn)) {
        return 0.0;
    }
    const bool beyond = along * std::cos(turn) + beside * std::sin(turn) > 0.0;
    return beyond ? beside * std::cos(turn) - along * std::sin(turn) : std::hypot(along, beside);
}

/// By which it is told where the junction would go on, as seen from a place of that depth.
const JunctionEnd::Line& line_for(const JunctionEnd& end, const cv::Point& p, Microns depth, Microns pixel) {
    const double seen = std::min(depth.value(), cv::norm(cv::Point2d(p) - end.at) * pixel.value());
    const auto longer = std::ranges::upper_bound(JunctionEnd::stretches_um, seen);
    const auto stretch = std::max<std::ptrdiff_t>(0, longer - JunctionEnd::stretches_um.begin() - 1);
    return end.lines.at(static_cast<std::size_t>(stretch));
}

/// Whether no place of the junction is nearer than the end, but for its bumps.
bool is_nearest(const cv::Point& p, const JunctionEnd& end, Microns depth, Microns pixel) {
    return pixel * cv::norm(cv::Point2d(p) - line_for(end, p, depth, pixel).from) <= depth + bumps;
}

}  // namespace

std::vector<JunctionEnd> junction_ends(const Mask& layer, const Mask& solid, const LabelRaster& pieces, Microns pixel) {
    const Mask border(layer & with_neighbours(Mask(solid & ~layer), 1, 0));
    const Mask tips(border & with_neighbours(Mask(~solid), 1, 255));
    LabelRaster border_of;
    const std::vector<std::vector<cv::Point>> borders = sets_of(border, border_of);
    LabelRaster unused;
    std::vector<JunctionEnd> ends;
    for (std::vector<cv::Point>& near : sets_of(with_neighbours(tips, 2, 0), unused)) {
        std::erase_if(near, [&](const cv::Point& p) { return tips(p) == 0; });
        if (near.empty()) {
            continue;
        }
        const cv::Point tip = nearest_to(mean_of(near), near);
        if (std::optional<JunctionEnd> end = end_at(near, borders[static_cast<std::size_t>(border_of(tip))], pixel)) {
            end->piece = pieces(tip);
            ends.push_back(*end);
        }
    }
    for (JunctionEnd& end : ends) {
        end.next = next_of(end, ends, pixel);
    }
    return ends;
}

double distance_beyond(const JunctionEnd& end, const cv::Point& p, Microns depth, double turn, Microns pixel) {
    if (end.next) {
        return distance_to_segment(cv::Point2d(p), end.at, *end.next) * pixel.value();
    }
    const JunctionEnd::Line& line = line_for(end, p, depth, pixel);
    const cv::Point2d way = cv::Point2d(p) - line.from;
    return distance_to_turned(way.dot(line.onwards), std::abs(way.cross(line.onwards)), turn) * pixel.value();
}

FloatRaster least_depth(const FloatRaster& depth, const LabelRaster& pieces, const std::vector<JunctionEnd>& ends,
                        double turn, Microns pixel) {
    FloatRaster least = depth.clone();
    over_stretches(depth.rows, least_rows_of_ends, [&](int begin, int finish) {
        for (int y = begin; y < finish; ++y) {
            for (int x = 0; x < depth.cols; ++x) {
                const float found = depth(y, x);
                if (!(found > 0.0F)) {
                    continue;
                }
                for (const JunctionEnd& end : ends) {
                    if (end.piece == pieces(y, x) && is_nearest({x, y}, end, Microns(found), pixel)) {
                        const double beyond = distance_beyond(end, {x, y}, Microns(found), turn, pixel);
                        least(y, x) = std::min(least(y, x), static_cast<float>(beyond));
                    }
                }
            }
        }
    });
    return least;
}

}  // namespace kossa
