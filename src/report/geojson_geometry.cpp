#include "kossa/report/geojson_geometry.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "kossa/report/number.hpp"

namespace kossa::report {

namespace {

constexpr std::size_t fewest_ring_vertices = 3;
constexpr std::size_t fewest_line_vertices = 2;

std::string position_text(const Point<Level0>& p) {
    std::string text = "[";
    return text.append(number_text(p.x, Precision::hundredths))
        .append(1, ',')
        .append(number_text(p.y, Precision::hundredths))
        .append(1, ']');
}

std::vector<std::string> distinct_positions(const std::vector<Point<Level0>>& vertices) {
    std::vector<std::string> positions;
    positions.reserve(vertices.size() + 1);
    for (const Point<Level0>& vertex : vertices) {
        std::string position = position_text(vertex);
        if (positions.empty() || positions.back() != position) {
            positions.push_back(std::move(position));
        }
    }
    return positions;
}

std::string array_text(const std::vector<std::string>& members) {
    return fmt::format("[{}]", fmt::join(members, ","));
}

std::string ring_text(const Ring<Level0>& ring) {
    std::vector<std::string> positions = distinct_positions(ring);
    while (positions.size() > 1 && positions.back() == positions.front()) {
        positions.pop_back();
    }
    if (positions.size() < fewest_ring_vertices) {
        return {};
    }
    positions.push_back(positions.front());
    return array_text(positions);
}

std::string polygon_text(const Polygon<Level0>& polygon) {
    const std::string shell = ring_text(polygon.shell);
    if (shell.empty()) {
        return {};
    }
    std::vector<std::string> rings{shell};
    for (const Ring<Level0>& hole : polygon.holes) {
        std::string ring = ring_text(hole);
        if (!ring.empty()) {
            rings.push_back(std::move(ring));
        }
    }
    return array_text(rings);
}

std::string line_text(const Polyline<Level0>& line) {
    const std::vector<std::string> positions = distinct_positions(line);
    return positions.size() < fewest_line_vertices ? std::string() : array_text(positions);
}

std::string one_or_many(std::string_view type, const std::vector<std::string>& members) {
    if (members.empty()) {
        return {};
    }
    return members.size() == 1 ? fmt::format(R"({{"type":"{}","coordinates":{}}})", type, members.front())
                               : fmt::format(R"({{"type":"Multi{}","coordinates":{}}})", type, array_text(members));
}

template <class Shapes, class TextOf>
std::vector<std::string> non_empty_texts(const Shapes& shapes, TextOf text_of) {
    std::vector<std::string> texts;
    for (const auto& shape : shapes) {
        std::string text = text_of(shape);
        if (!text.empty()) {
            texts.push_back(std::move(text));
        }
    }
    return texts;
}

}  // namespace

std::string geometry_text(const MultiPolygon<Level0>& polygons) {
    return one_or_many("Polygon", non_empty_texts(polygons, polygon_text));
}

std::string geometry_text(const std::vector<Polyline<Level0>>& lines) {
    return one_or_many("LineString", non_empty_texts(lines, line_text));
}

std::string geometry_text(const Point<Level0>& point) {
    return fmt::format(R"({{"type":"Point","coordinates":{}}})", position_text(point));
}

}  // namespace kossa::report
