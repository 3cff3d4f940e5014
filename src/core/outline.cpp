#include "kossa/core/outline.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>

namespace kossa {

namespace {

struct Vertex {
    std::int32_t x = 0;
    std::int32_t y = 0;
    auto operator<=>(const Vertex&) const = default;
};

struct VertexHash {
    std::size_t operator()(const Vertex& v) const {
        return std::hash<std::uint64_t>{}((static_cast<std::uint64_t>(static_cast<std::uint32_t>(v.x)) << 32U) |
                                          static_cast<std::uint32_t>(v.y));
    }
};

/// A pixel edge on the boundary with the inside on its right as seen along it (y downwards).
struct BoundaryEdge {
    Vertex from;
    Vertex to;
    std::int32_t set = 0;  ///< number of the 4-connected set it bounds
    bool used = false;
};

using Ring32 = std::vector<Vertex>;

class BoundaryEdges {
  public:
    template <class Frame>
    BoundaryEdges(const std::vector<Run<Frame>>& runs, const std::vector<std::int32_t>& sets);

    std::vector<BoundaryEdge>& edges() { return edges_; }
    /// The unused edge that leaves `at` and bounds `set`. Where two do, the one that keeps to the pixel just walked
    /// along, so that pixels which meet only at a corner stay apart.
    BoundaryEdge* next(const Vertex& at, const BoundaryEdge& arrived);

  private:
    void add(Vertex from, Vertex to, std::int32_t set);

    std::vector<BoundaryEdge> edges_;
    std::vector<std::pair<Vertex, std::size_t>> leaving_;  ///< numbers of edges by where they leave, sorted
};

/// Calls visit(begin, end) for the parts of the run that none of the other runs covers.
template <class Frame, class Runs, class Visit>
void visit_uncovered(const Run<Frame>& run, const Runs& others, const Visit& visit) {
    std::int32_t begin = run.x_begin;
    for (auto other = others.begin(); other != others.end() && other->x_begin < run.x_end; ++other) {
        if (other->x_end <= begin) {
            continue;
        }
        if (other->x_begin > begin) {
            visit(begin, other->x_begin);
        }
        begin = other->x_end;
    }
    if (begin < run.x_end) {
        visit(begin, run.x_end);
    }
}

/// Those of the runs of a row that end right of x.
template <class Frame>
std::span<const Run<Frame>> ending_beyond(std::span<const Run<Frame>> row, std::int32_t x) {
    while (!row.empty() && row.front().x_end <= x) {
        row = row.subspan(1);
    }
    return row;
}

template <class Frame>
BoundaryEdges::BoundaryEdges(const std::vector<Run<Frame>>& runs, const std::vector<std::int32_t>& sets) {
    const auto row = [&runs](std::int32_t y) {
        return std::span<const Run<Frame>>(
            std::lower_bound(runs.begin(), runs.end(), Run<Frame>{y, INT32_MIN, INT32_MIN}),
            std::lower_bound(runs.begin(), runs.end(), Run<Frame>{y + 1, INT32_MIN, INT32_MIN}));
    };
    constexpr std::size_t fewest_edges_of_run = 4;
    edges_.reserve(fewest_edges_of_run * runs.size());
    leaving_.reserve(fewest_edges_of_run * runs.size());
    std::int32_t current = INT32_MIN;
    auto above = row(current);
    auto below = above;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Run<Frame>& run = runs[i];
        if (run.y != current) {
            current = run.y;
            above = row(current - 1);
            below = row(current + 1);
        }
        above = ending_beyond(above, run.x_begin);
        below = ending_beyond(below, run.x_begin);
        visit_uncovered(run, above, [&](std::int32_t begin, std::int32_t end) {
            add({begin, run.y}, {end, run.y}, sets[i]);
        });
        visit_uncovered(run, below, [&](std::int32_t begin, std::int32_t end) {
            add({end, run.y + 1}, {begin, run.y + 1}, sets[i]);
        });
        add({run.x_begin, run.y + 1}, {run.x_begin, run.y}, sets[i]);
        add({run.x_end, run.y}, {run.x_end, run.y + 1}, sets[i]);
    }
    std::ranges::sort(leaving_);
}

void BoundaryEdges::add(Vertex from, Vertex to, std::int32_t set) {
    leaving_.emplace_back(from, edges_.size());
    edges_.push_back({from, to, set});
}

BoundaryEdge* BoundaryEdges::next(const Vertex& at, const BoundaryEdge& arrived) {
    const auto direction = [](const BoundaryEdge& e) {
        return std::pair((e.to.x > e.from.x) - (e.to.x < e.from.x), (e.to.y > e.from.y) - (e.to.y < e.from.y));
    };
    const auto [dx, dy] = direction(arrived);
    BoundaryEdge* best = nullptr;
    for (auto leaving = std::ranges::lower_bound(leaving_, std::pair(at, std::size_t{0}));
         leaving != leaving_.end() && leaving->first == at; ++leaving) {
        BoundaryEdge& candidate = edges_[leaving->second];
        if (candidate.used || candidate.set != arrived.set) {
            continue;
        }
        const bool turns_right = direction(candidate) == std::pair(-dy, dx);
        if (best == nullptr || turns_right) {
            best = &candidate;
        }
    }
    return best;
}

bool all_differ(Ring32 vertices) {
    std::ranges::sort(vertices);
    return std::ranges::adjacent_find(vertices) == vertices.end();
}

/// Cuts a closed walk into simple rings wherever it comes back to a vertex.
std::vector<Ring32> simple_rings(const Ring32& walk) {
    if (all_differ(walk)) {
        return {walk};
    }
    std::vector<Ring32> rings;
    Ring32 path;
    std::unordered_map<Vertex, std::size_t, VertexHash> seen;
    for (const Vertex& v : walk) {
        if (const auto met = seen.find(v); met != seen.end()) {
            const std::size_t from = met->second;
            rings.emplace_back(path.begin() + static_cast<std::ptrdiff_t>(from), path.end());
            for (std::size_t i = from + 1; i < path.size(); ++i) {
                seen.erase(path[i]);
            }
            path.resize(from + 1);
        } else {
            seen.emplace(v, path.size());
            path.push_back(v);
        }
    }
    rings.push_back(std::move(path));
    return rings;
}

/// Twice the area; positive for a ring with the inside on its right (y downwards): a shell.
std::int64_t signed_area(const Ring32& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vertex& a = ring[i];
        const Vertex& b = ring[(i + 1) % ring.size()];
        sum += static_cast<std::int64_t>(a.x) * b.y - static_cast<std::int64_t>(b.x) * a.y;
    }
    return sum;
}

Ring32 walk_from(BoundaryEdges& boundary, BoundaryEdge& start) {
    Ring32 walk;
    for (BoundaryEdge* edge = &start; edge != nullptr; edge = boundary.next(edge->to, *edge)) {
        edge->used = true;
        walk.push_back(edge->from);
        if (edge->to == start.from && boundary.next(edge->to, *edge) == nullptr) {
            break;
        }
    }
    return walk;
}

}  // namespace

template <class To, class Frame>
MultiPolygon<To> outline(const std::vector<Run<Frame>>& pieces, const Scaling<To, Frame>& scaling) {
    const std::vector<Run<Frame>> runs = merged(pieces);  // where two touch end to end there is no edge
    const std::vector<std::int32_t> sets = connected_sets(runs, Connectivity::four);
    const auto count = sets.empty() ? 0 : *std::max_element(sets.begin(), sets.end()) + 1;
    MultiPolygon<To> polygons(static_cast<std::size_t>(count));
    BoundaryEdges boundary(runs, sets);
    for (BoundaryEdge& start : boundary.edges()) {
        if (start.used) {
            continue;
        }
        for (const Ring32& simple : simple_rings(walk_from(boundary, start))) {
            const Ring32 corners = without_straight_vertices(simple);
            Ring<To> ring;
            ring.reserve(corners.size());
            std::transform(corners.begin(), corners.end(), std::back_inserter(ring), [&](const Vertex& v) {
                return scaling(Point<Frame>{static_cast<double>(v.x), static_cast<double>(v.y)});
            });
            Polygon<To>& polygon = polygons[static_cast<std::size_t>(start.set)];
            if (signed_area(corners) > 0) {
                polygon.shell = std::move(ring);
            } else {
                polygon.holes.push_back(std::move(ring));
            }
        }
    }
    return polygons;
}

template MultiPolygon<Level0> outline(const std::vector<Run<Working>>&, const Scaling<Level0, Working>&);
template MultiPolygon<Level0> outline(const std::vector<Run<Survey>>&, const Scaling<Level0, Survey>&);
template MultiPolygon<Survey> outline(const std::vector<Run<Survey>>&, const Scaling<Survey, Survey>&);

}  // namespace kossa
