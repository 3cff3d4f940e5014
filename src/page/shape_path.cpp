#include "kossa/page/shape_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>
#include <utility>

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

/// Stretches along one line of the grid.
struct Stretch {
    double from = 0.0;
    double to = 0.0;
};

/// Horizontal and vertical edges of outlines, by the coordinate that they keep.
struct Edges {
    std::map<double, std::vector<Stretch>> horizontal;
    std::map<double, std::vector<Stretch>> vertical;

    void add(const Ring<Level0>& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point<Level0>& a = ring[i];
            const Point<Level0>& b = ring[(i + 1) % ring.size()];
            if (a.y == b.y) {
                horizontal[a.y].push_back({std::min(a.x, b.x), std::max(a.x, b.x)});
            } else if (a.x == b.x) {
                vertical[a.x].push_back({std::min(a.y, b.y), std::max(a.y, b.y)});
            }
        }
    }
};

Edges edges_of(const MultiPolygon<Level0>& polygons) {
    Edges edges;
    for (const Polygon<Level0>& polygon : polygons) {
        edges.add(polygon.shell);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), [&](const Ring<Level0>& hole) { edges.add(hole); });
    }
    for (auto* lines : {&edges.horizontal, &edges.vertical}) {
        for (auto& [at, stretches] : *lines) {
            std::sort(stretches.begin(), stretches.end(),
                      [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
        }
    }
    return edges;
}

/// What is in both; stretches of one outline do not overlap.
std::vector<Stretch> common(const std::vector<Stretch>& a, const std::vector<Stretch>& b) {
    std::vector<Stretch> result;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        const Stretch overlap{std::max(i->from, j->from), std::min(i->to, j->to)};
        if (overlap.from < overlap.to) {
            result.push_back(overlap);
        }
        i->to < j->to ? ++i : ++j;
    }
    return result;
}

using Vertex = std::pair<double, double>;  // x and y, level-0 pixels

/// Edges between vertices, to be walked along. Each is known from both ends.
class Walk {
  public:
    void add(const Vertex& a, const Vertex& b) {
        next_[a].push_back(b);
        next_[b].push_back(a);
    }

    /// Lines that together hold every edge once; first those that end somewhere, then those that are closed.
    std::vector<Polyline<Level0>> lines() {
        std::vector<Polyline<Level0>> result;
        for (const bool ends : {true, false}) {
            for (const auto& [vertex, neighbours] : next_) {
                while (!neighbours.empty() && (!ends || neighbours.size() % 2 == 1)) {
                    result.push_back(line_from(vertex));
                }
            }
        }
        return result;
    }

  private:
    Polyline<Level0> line_from(Vertex at) {
        Polyline<Level0> line{{at.first, at.second}};
        for (std::vector<Vertex>* ways = &next_[at]; !ways->empty(); ways = &next_[at]) {
            const Vertex to = ways->front();
            ways->erase(ways->begin());
            std::vector<Vertex>& back = next_[to];
            back.erase(std::find(back.begin(), back.end(), at));
            line.push_back({to.first, to.second});
            at = to;
        }
        return line;
    }

    std::map<Vertex, std::vector<Vertex>> next_;
};

/// Calls add(coordinate kept, stretch) for what two sets of edges share.
template <class Add>
void for_shared(const std::map<double, std::vector<Stretch>>& a, const std::map<double, std::vector<Stretch>>& b,
                Add add) {
    for (const auto& [at, stretches] : a) {
        if (const auto other = b.find(at); other != b.end()) {
            for (const Stretch& stretch : common(stretches, other->second)) {
                add(at, stretch);
            }
        }
    }
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

std::string shared_border_path(const MultiPolygon<Level0>& a, const MultiPolygon<Level0>& b, const DrawingFrame& frame,
                               double tolerance) {
    const Edges of_a = edges_of(a);
    const Edges of_b = edges_of(b);
    Walk walk;
    for_shared(of_a.horizontal, of_b.horizontal, [&](double y, const Stretch& x) { walk.add({x.from, y}, {x.to, y}); });
    for_shared(of_a.vertical, of_b.vertical, [&](double x, const Stretch& y) { walk.add({x, y.from}, {x, y.to}); });
    return path_of(walk.lines(), frame, tolerance);
}

}  // namespace kossa::page
