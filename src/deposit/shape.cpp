#include "kossa/deposit/shape.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <opencv2/core.hpp>
#include <utility>

#include "kossa/deposit/component.hpp"

namespace kossa {

namespace {

/// A line between rows of pixels, and how far the pixels on both sides of it reach.
struct GridLine {
    std::int32_t y;
    std::int32_t left;
    std::int32_t right;
};

void extend(std::vector<GridLine>& lines, const GridLine& line) {
    if (lines.empty() || lines.back().y != line.y) {
        lines.push_back(line);
        return;
    }
    lines.back().left = std::min(lines.back().left, line.left);
    lines.back().right = std::max(lines.back().right, line.right);
}

/// The lines above and below the rows of the runs, from top to bottom.
std::vector<GridLine> grid_lines(const std::vector<Run<Working>>& runs) {
    std::vector<GridLine> lines;
    for (std::size_t i = 0; i < runs.size();) {
        const std::int32_t y = runs[i].y;
        const std::int32_t left = runs[i].x_begin;
        std::int32_t right = runs[i].x_end;
        for (; i < runs.size() && runs[i].y == y; ++i) {
            right = runs[i].x_end;
        }
        extend(lines, {y, left, right});
        extend(lines, {y + 1, left, right});
    }
    return lines;
}

/// Whether the way from a to c over b turns, or would run on straight, to the side of growing x.
bool turns_inwards(const cv::Point& a, const cv::Point& b, const cv::Point& c) {
    return static_cast<std::int64_t>(b.x - a.x) * (c.y - a.y) >= static_cast<std::int64_t>(c.x - a.x) * (b.y - a.y);
}

/// Adds one side of the hull, from top to bottom, for points whose hull is to the right (Andrew 1979).
void add_to_side(std::vector<cv::Point>& side, const cv::Point& point) {
    while (side.size() >= 2 && turns_inwards(side[side.size() - 2], side.back(), point)) {
        side.pop_back();
    }
    side.push_back(point);
}

/// Corners of the convex hull, in order round it.
std::vector<cv::Point> hull_of(const std::vector<Run<Working>>& runs) {
    std::vector<cv::Point> left;
    std::vector<cv::Point> right;  // seen from behind
    for (const GridLine& line : grid_lines(runs)) {
        add_to_side(left, {line.left, line.y});
        add_to_side(right, {-line.right, line.y});
    }
    std::transform(right.rbegin(), right.rend(), std::back_inserter(left),
                   [](const cv::Point& mirrored) { return cv::Point(-mirrored.x, mirrored.y); });
    return left;
}

/// Pixel edges between inside and outside that run along a row, in pixels.
std::int64_t horizontal_edges(const std::vector<Run<Working>>& runs) {
    std::int64_t total = 0;
    std::int64_t shared = 0;
    std::size_t above = 0;
    for (const Run<Working>& run : runs) {
        total += run.length();
        while (above < runs.size() &&
               (runs[above].y < run.y - 1 || (runs[above].y == run.y - 1 && runs[above].x_end <= run.x_begin))) {
            ++above;
        }
        for (std::size_t j = above; j < runs.size() && runs[j].y == run.y - 1 && runs[j].x_begin < run.x_end; ++j) {
            shared += std::min(run.x_end, runs[j].x_end) - std::max(run.x_begin, runs[j].x_begin);
        }
    }
    return 2 * (total - shared);
}

/// Compares squares, and takes the root only of what may be the largest.
Microns largest_distance(const std::vector<cv::Point>& hull, const PixelSize& working) {
    constexpr double more_than_rounding = 1e-9;
    Microns largest(0.0);
    double least_square = 0.0;
    for (std::size_t i = 0; i < hull.size(); ++i) {
        for (std::size_t j = i + 1; j < hull.size(); ++j) {
            const cv::Point between = hull[i] - hull[j];
            const double dx = between.x * working.x().value();
            const double dy = between.y * working.y().value();
            const double square = dx * dx + dy * dy;
            if (square > least_square) {
                largest = std::max(largest, working.distance(between.x, between.y));
                least_square = std::max(least_square, square * (1.0 - more_than_rounding));
            }
        }
    }
    return largest;
}

double polygon_area(const std::vector<cv::Point>& ring) {
    std::int64_t twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const cv::Point& a = ring[i];
        const cv::Point& b = ring[(i + 1) % ring.size()];
        twice += static_cast<std::int64_t>(a.x) * b.y - static_cast<std::int64_t>(b.x) * a.y;
    }
    return std::abs(static_cast<double>(twice)) / 2.0;
}

}  // namespace

std::int64_t edge_count(const std::vector<Run<Working>>& runs) {
    return horizontal_edges(runs) + 2 * static_cast<std::int64_t>(runs.size());
}

Shape measure_shape(const std::vector<Run<Working>>& runs, const PixelSize& working) {
    const std::int64_t pixels = pixel_count(runs);
    const std::vector<cv::Point> hull = hull_of(runs);

    Shape shape;
    shape.area = working.area(pixels);
    shape.convex_area = working.area(1) * polygon_area(hull);
    const double along_rows = static_cast<double>(horizontal_edges(runs));
    const double along_columns = 2.0 * static_cast<double>(runs.size());
    shape.perimeter = (working.x() * along_rows + working.y() * along_columns) * (std::numbers::pi / 4.0);
    shape.equivalent_diameter = equivalent_diameter(shape.area);
    shape.max_diameter = largest_distance(hull, working);
    shape.solidity = shape.area / shape.convex_area;
    shape.circularity = std::min(1.0, 4.0 * std::numbers::pi * (shape.area / (shape.perimeter * shape.perimeter)));
    return shape;
}

std::vector<Run<Working>> holes_in(const std::vector<Run<Working>>& runs) {
    const Box<Working> box = bounding_box(runs).grown(1);
    std::vector<Run<Working>> rows;
    for (std::int64_t y = box.y; y < box.y + box.height; ++y) {
        rows.push_back({static_cast<std::int32_t>(y), static_cast<std::int32_t>(box.x),
                        static_cast<std::int32_t>(box.x + box.width)});
    }
    const std::vector<Run<Working>> around = without(rows, runs);
    const std::vector<std::int32_t> numbers = connected_sets(around, Connectivity::four);
    std::vector<Run<Working>> holes;
    for (std::size_t i = 0; i < around.size(); ++i) {
        if (numbers[i] != numbers.front()) {  // the first row is outside
            holes.push_back(around[i]);
        }
    }
    return holes;
}

SquareMicrons enclosed_area(const std::vector<Run<Working>>& runs, const PixelSize& working) {
    return working.area(pixel_count(runs) + pixel_count(holes_in(runs)));
}

std::vector<std::vector<Run<Working>>> parts_of(const std::vector<Run<Working>>& runs) {
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<std::vector<Run<Working>>> parts;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        parts.resize(std::max(parts.size(), number + 1));
        parts[number].push_back(runs[i]);
    }
    return parts;
}

std::vector<std::int64_t> pixels_of_parts(const std::vector<Run<Working>>& runs) {
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    std::vector<std::int64_t> pixels;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        pixels.resize(std::max(pixels.size(), number + 1));
        pixels[number] += runs[i].length();
    }
    return pixels;
}

std::vector<Microns> part_diameters(const std::vector<Run<Working>>& runs, const PixelSize& working) {
    std::vector<Microns> diameters;
    std::ranges::transform(pixels_of_parts(runs), std::back_inserter(diameters),
                           [&](std::int64_t count) { return equivalent_diameter(working.area(count)); });
    return diameters;
}

std::vector<Run<Working>> largest_part(const std::vector<Run<Working>>& runs) {
    std::vector<std::vector<Run<Working>>> parts = parts_of(runs);
    const std::vector<std::int64_t> pixels = pixels_of_parts(runs);
    return std::move(parts[static_cast<std::size_t>(std::ranges::max_element(pixels) - pixels.begin())]);
}

double axis_ratio(const std::vector<Run<Working>>& runs, const PixelSize& working) {
    PixelSums sums;
    std::ranges::for_each(runs, [&](const Run<Working>& run) { sums.add_places(run); });
    const double twice_pixels = 2.0 * static_cast<double>(sums.pixels);
    const double middle_x = static_cast<double>(sums.x2) / twice_pixels;
    const double middle_y = static_cast<double>(sums.y2) / twice_pixels;
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (const Run<Working>& run : runs) {
        const double length = run.length();
        const double dx = (run.x_begin + run.x_end) / 2.0 - middle_x;
        const double dy = run.y + 0.5 - middle_y;
        xx += length * (dx * dx + length * length / 12.0);
        yy += length * (dy * dy + 1.0 / 12.0);
        xy += length * dx * dy;
    }
    xx *= (working.x() * working.x()).value();
    yy *= (working.y() * working.y()).value();
    xy *= (working.x() * working.y()).value();
    const double mean = (xx + yy) / 2.0;
    const double apart = std::hypot((xx - yy) / 2.0, xy);
    return std::sqrt(std::max(0.0, mean - apart) / (mean + apart));
}

}  // namespace kossa
