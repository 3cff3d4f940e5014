#include "kossa/page/shape_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/page/svg.hpp"

namespace kossa::page {

namespace {

using Vertices = std::vector<cv::Point2f>;

enum class Kind { ring, line };

constexpr std::size_t fewest_vertices(Kind kind) {
    return kind == Kind::ring ? 3 : 2;
}

std::string vertex(const Point<Drawing>& p) {
    return fmt::format("{} {}", coordinate(p.x), coordinate(p.y));
}

Vertices in_drawing(const std::vector<Point<Level0>>& line, const DrawingFrame& frame) {
    Vertices vertices;
    vertices.reserve(line.size());
    for (const Point<Level0>& p : line) {
        const Point<Drawing> at = frame(p);
        vertices.emplace_back(static_cast<float>(at.x), static_cast<float>(at.y));
    }
    return vertices;
}

/// "M1 2L3 4 5 6"; empty where too few vertices are left.
std::string part(const std::vector<Point<Level0>>& line, const DrawingFrame& frame, double tolerance, Kind kind) {
    if (line.empty()) {
        return "";
    }
    Vertices kept;
    cv::approxPolyDP(in_drawing(line, frame), kept, tolerance, kind == Kind::ring);
    if (kept.size() < fewest_vertices(kind)) {
        return "";
    }
    std::string text;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        text += i == 0 ? "M" : i == 1 ? "L" : " ";
        text += vertex({kept[i].x, kept[i].y});
    }
    return kind == Kind::ring ? text + "Z" : text;
}

}  // namespace

Point<Drawing> DrawingFrame::operator()(const Point<Level0>& p) const {
    return level0_per_unit.inverse()({p.x - origin.x, p.y - origin.y});
}

std::string path_of(const MultiPolygon<Level0>& polygons, const DrawingFrame& frame, double tolerance) {
    std::string path;
    for (const Polygon<Level0>& polygon : polygons) {
        path += part(polygon.shell, frame, tolerance, Kind::ring);
        for (const Ring<Level0>& hole : polygon.holes) {
            path += part(hole, frame, tolerance, Kind::ring);
        }
    }
    return path;
}

std::string path_of(const std::vector<Polyline<Level0>>& lines, const DrawingFrame& frame, double tolerance) {
    std::string path;
    for (const Polyline<Level0>& line : lines) {
        const bool closed = line.size() > fewest_vertices(Kind::ring) && line.front() == line.back();
        path += closed ? part({line.begin(), line.end() - 1}, frame, tolerance, Kind::ring)
                       : part(line, frame, tolerance, Kind::line);
    }
    return path;
}

}  // namespace kossa::page
