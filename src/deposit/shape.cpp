#include "kossa/deposit/shape.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace kossa {

namespace {

/// Corners of the runs that can lie on the hull: the ends of each row's first and last pixel.
std::vector<cv::Point> extreme_corners(const std::vector<Run<Working>>& runs) {
    std::vector<cv::Point> corners;
    for (std::size_t i = 0; i < runs.size();) {
        const std::int32_t y = runs[i].y;
        const std::int32_t left = runs[i].x_begin;
        std::int32_t right = runs[i].x_end;
        for (; i < runs.size() && runs[i].y == y; ++i) {
            right = runs[i].x_end;
        }
        for (const std::int32_t edge : {y, y + 1}) {
            corners.emplace_back(left, edge);
            corners.emplace_back(right, edge);
        }
    }
    return corners;
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

Microns largest_distance(const std::vector<cv::Point>& hull, const PixelSize& working) {
    Microns largest(0.0);
    for (std::size_t i = 0; i < hull.size(); ++i) {
        for (std::size_t j = i + 1; j < hull.size(); ++j) {
            largest = std::max(largest, working.distance(hull[i].x - hull[j].x, hull[i].y - hull[j].y));
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
    std::int64_t pixels = 0;
    for (const Run<Working>& run : runs) {
        pixels += run.length();
    }
    std::vector<cv::Point> hull;
    cv::convexHull(extreme_corners(runs), hull);

    Shape shape;
    shape.area = working.area(pixels);
    shape.convex_area = working.area(1) * polygon_area(hull);
    const double along_rows = static_cast<double>(horizontal_edges(runs));
    const double along_columns = 2.0 * static_cast<double>(runs.size());
    shape.perimeter = (working.x() * along_rows + working.y() * along_columns) * (std::numbers::pi / 4.0);
    shape.equivalent_diameter = Microns(2.0 * std::sqrt(shape.area.value() / std::numbers::pi));
    shape.max_diameter = largest_distance(hull, working);
    shape.solidity = shape.area / shape.convex_area;
    shape.circularity = std::min(1.0, 4.0 * std::numbers::pi * (shape.area / (shape.perimeter * shape.perimeter)));
    return shape;
}

std::vector<Microns> part_diameters(const std::vector<Run<Working>>& runs, const PixelSize& working) {
    std::vector<std::int64_t> pixels;
    const std::vector<std::int32_t> numbers = connected_sets(runs, Connectivity::eight);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        pixels.resize(std::max(pixels.size(), number + 1));
        pixels[number] += runs[i].length();
    }
    std::vector<Microns> diameters;
    std::ranges::transform(pixels, std::back_inserter(diameters), [&](std::int64_t count) {
        return Microns(2.0 * std::sqrt(working.area(count).value() / std::numbers::pi));
    });
    return diameters;
}

}  // namespace kossa
