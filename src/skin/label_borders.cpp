#include "kossa/skin/label_borders.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "kossa/core/outline.hpp"

namespace kossa {

namespace {

constexpr int kernel_reach = 2;
constexpr double nearest_to_centre = 0.25;
constexpr double tolerance = 0.1;

/// exp(-d^2 / 2) for the squares of whole distances.
const std::array<double, 2 * kernel_reach * kernel_reach + 1>& kernel() {
    static const auto weights = [] {
        std::array<double, 2 * kernel_reach * kernel_reach + 1> result{};
        for (std::size_t square = 0; square < result.size(); ++square) {
            result.at(square) = std::exp(-0.5 * static_cast<double>(square));
        }
        return result;
    }();
    return weights;
}

bool before(const Point<Survey>& a, const Point<Survey>& b) {
    return std::pair(a.y, a.x) < std::pair(b.y, b.x);
}

double distance_to_line(const Point<Survey>& p, const Point<Survey>& from, const Point<Survey>& to) {
    const double x = to.x - from.x;
    const double y = to.y - from.y;
    const double square = x * x + y * y;
    const double along = square > 0.0 ? std::clamp(((p.x - from.x) * x + (p.y - from.y) * y) / square, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - from.x - along * x, p.y - from.y - along * y);
}

/// The vertex between two others that is farthest from the line between them, and how far.
std::pair<std::size_t, double> farthest(const Polyline<Survey>& line, std::size_t first, std::size_t last) {
    std::pair<std::size_t, double> found{first, -1.0};
    for (std::size_t i = first + 1; i < last; ++i) {
        if (const double d = distance_to_line(line[i], line[first], line[last]); d > found.second) {
            found = {i, d};
        }
    }
    return found;
}

/// From end to end; of a closed line, too, whose ends are the same.
Polyline<Survey> simplified(const Polyline<Survey>& line) {
    std::vector<bool> kept(line.size(), false);
    kept.front() = kept.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        if (const auto [at, off] = farthest(line, first, last); off > tolerance) {
            kept[at] = true;
            open.emplace_back(first, at);
            open.emplace_back(at, last);
        }
    }
    Polyline<Survey> result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (kept[i]) {
            result.push_back(line[i]);
        }
    }
    return result;
}

/// The same vertices whichever way it runs.
Polyline<Survey> simplified_either_way(Polyline<Survey> line) {
    const bool closed = line.front() == line.back();
    const bool backwards = closed ? before(line[line.size() - 2], line[1]) : before(line.back(), line.front());
    if (backwards) {
        std::reverse(line.begin(), line.end());
    }
    Polyline<Survey> result = simplified(line);
    if (backwards) {
        std::reverse(result.begin(), result.end());
    }
    return result;
}

}  // namespace

/// One pixel's edge of an outline, inside on its right.
struct LabelBorders::Step {
    cv::Point from;  // corner of pixels
    cv::Point inside;
    cv::Point outside;
};

/// Part of an outline on which the same two labels meet: from node to node, or all round.
struct LabelBorders::Chain {
    int outside = 0;  // label; negative beyond the image
    Polyline<Survey> line;
};

LabelBorders::LabelBorders(MaskSheet labels, Place place) : labels_(std::move(labels)), place_(std::move(place)) {}

bool LabelBorders::in_image(const cv::Point& pixel) const {
    return pixel.x >= 0 && pixel.y >= 0 && pixel.x < labels_.cols && pixel.y < labels_.rows;
}

std::vector<Run<Survey>> LabelBorders::runs_of(const std::vector<std::uint8_t>& wanted) const {
    constexpr int band_rows = 64;
    Mask inside(1, 256, std::uint8_t{0});
    for (const std::uint8_t label : wanted) {
        inside(0, label) = 255;
    }
    std::vector<Run<Survey>> runs;
    for (int y = 0; y < labels_.rows; y += band_rows) {
        Mask band = labels_.part(cv::Rect(0, y, labels_.cols, band_rows) & labels_.box());
        cv::LUT(band, inside, band);
        for (const Run<Survey>& run : kossa::runs_of(band)) {
            runs.push_back({run.y + y, run.x_begin, run.x_end});
        }
    }
    return runs;
}

/// By how much more a label weighs than another round a pixel.
double LabelBorders::prevalence(const cv::Point& at, std::uint8_t label, std::uint8_t other) const {
    double sum = 0.0;
    for (int y = -kernel_reach; y <= kernel_reach; ++y) {
        const int row = std::clamp(at.y + y, 0, labels_.rows - 1);
        for (int x = -kernel_reach; x <= kernel_reach; ++x) {
            const std::uint8_t seen = labels_(row, std::clamp(at.x + x, 0, labels_.cols - 1));
            const double weight = kernel().at(static_cast<std::size_t>(x * x) + static_cast<std::size_t>(y * y));
            sum += seen == label ? weight : seen == other ? -weight : 0.0;
        }
    }
    return sum;
}

double LabelBorders::part(const cv::Point& first, const cv::Point& second) const {
    if (const double known = place_ ? place_(first, second) : -1.0; known >= 0.0) {
        return known;
    }
    const double here = prevalence(first, labels_(first), labels_(second));
    const double there = prevalence(second, labels_(first), labels_(second));
    return here > there ? here / (here - there) : 0.5;
}

Point<Survey> LabelBorders::crossing(const cv::Point& inside, const cv::Point& outside) const {
    const bool forwards = std::pair(inside.y, inside.x) < std::pair(outside.y, outside.x);
    const cv::Point& first = forwards ? inside : outside;
    const cv::Point& second = forwards ? outside : inside;
    const bool both = in_image(inside) && in_image(outside);
    const double share = both ? std::clamp(part(first, second), nearest_to_centre, 1.0 - nearest_to_centre) : 0.5;
    return {first.x + 0.5 + share * (second.x - first.x), first.y + 0.5 + share * (second.y - first.y)};
}

/// Whether more than one border goes through a corner of pixels.
bool LabelBorders::is_node(const cv::Point& corner) const {
    const cv::Point upper_left = corner - cv::Point(1, 1);
    if (!in_image(upper_left) || !in_image(corner)) {
        return true;
    }
    const std::array<std::uint8_t, 4> round{labels_(upper_left), labels_(upper_left.y, corner.x), labels_(corner),
                                            labels_(corner.y, upper_left.x)};
    int changes = 0;
    for (std::size_t i = 0; i < round.size(); ++i) {
        changes += round.at(i) != round.at((i + 1) % round.size()) ? 1 : 0;
    }
    return changes > 2;
}

/// In the middle of the borders that meet there.
Point<Survey> LabelBorders::node(const cv::Point& corner) const {
    const std::array<cv::Point, 4> round{corner - cv::Point(1, 1), corner - cv::Point(0, 1), corner,
                                         corner - cv::Point(1, 0)};
    if (!std::ranges::all_of(round, [&](const cv::Point& pixel) { return in_image(pixel); })) {
        return {static_cast<double>(corner.x), static_cast<double>(corner.y)};
    }
    Point<Survey> sum;
    int count = 0;
    for (std::size_t i = 0; i < round.size(); ++i) {
        const cv::Point& next = round.at((i + 1) % round.size());
        if (labels_(round.at(i)) != labels_(next)) {
            const Point<Survey> at = crossing(round.at(i), next);
            sum = {sum.x + at.x, sum.y + at.y};
            ++count;
        }
    }
    return {sum.x / count, sum.y / count};
}

std::vector<LabelBorders::Step> LabelBorders::steps_along(const Ring<Survey>& corners) const {
    std::vector<Step> steps;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const cv::Point from(static_cast<int>(corners[i].x), static_cast<int>(corners[i].y));
        const Point<Survey>& next = corners[(i + 1) % corners.size()];
        const cv::Point to(static_cast<int>(next.x), static_cast<int>(next.y));
        const cv::Point step((to.x > from.x) - (to.x < from.x), (to.y > from.y) - (to.y < from.y));
        const cv::Point inside((step.x < 0 || step.y > 0) ? -1 : 0, (step.x < 0 || step.y < 0) ? -1 : 0);
        const cv::Point across(step.y, -step.x);  // from inside to outside
        for (cv::Point at = from; at != to; at += step) {
            steps.push_back({at, at + inside, at + inside + across});
        }
    }
    return steps;
}

std::vector<LabelBorders::Chain> LabelBorders::chains_of(const std::vector<Step>& steps) const {
    const auto first_node = std::ranges::find_if(steps, [&](const Step& step) { return is_node(step.from); });
    std::vector<Point<Survey>> crossings;
    std::ranges::transform(steps, std::back_inserter(crossings),
                           [&](const Step& step) { return crossing(step.inside, step.outside); });
    const auto label = [&](const Step& step) { return in_image(step.outside) ? int{labels_(step.outside)} : -1; };
    if (first_node == steps.end()) {
        std::rotate(crossings.begin(), std::ranges::min_element(crossings, before), crossings.end());
        crossings.push_back(crossings.front());
        return {{label(steps.front()), simplified_either_way(crossings)}};
    }
    const auto begin = static_cast<std::size_t>(first_node - steps.begin());
    std::vector<Chain> chains;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::size_t at = (begin + i) % steps.size();
        if (is_node(steps[at].from)) {
            const Point<Survey> from = node(steps[at].from);
            if (!chains.empty()) {
                chains.back().line.push_back(from);
            }
            chains.push_back({label(steps[at]), {from}});
        }
        chains.back().line.push_back(crossings[at]);
    }
    chains.back().line.push_back(node(steps[begin].from));
    for (Chain& chain : chains) {
        chain.line = simplified_either_way(std::move(chain.line));
    }
    return chains;
}

MultiPolygon<Survey> LabelBorders::around(const std::vector<std::uint8_t>& wanted) const {
    const auto smooth = [&](const Ring<Survey>& corners) {
        Ring<Survey> ring;
        for (const Chain& chain : chains_of(steps_along(corners))) {
            ring.insert(ring.end(), chain.line.begin(), chain.line.end() - 1);
        }
        return without_straight_vertices(ring);
    };
    MultiPolygon<Survey> polygons = outline(runs_of(wanted), Scaling<Survey, Survey>{});
    for (Polygon<Survey>& polygon : polygons) {
        polygon.shell = smooth(polygon.shell);
        std::ranges::transform(polygon.holes, polygon.holes.begin(), smooth);
    }
    return polygons;
}

std::vector<Polyline<Survey>> LabelBorders::between(std::uint8_t first, std::uint8_t second) const {
    std::vector<Polyline<Survey>> lines;
    const auto add = [&](const Ring<Survey>& corners) {
        for (Chain& chain : chains_of(steps_along(corners))) {
            if (chain.outside == second) {
                lines.push_back(std::move(chain.line));
            }
        }
    };
    for (const Polygon<Survey>& polygon : outline(runs_of({first}), Scaling<Survey, Survey>{})) {
        add(polygon.shell);
        std::ranges::for_each(polygon.holes, add);
    }
    return lines;
}

}  // namespace kossa
