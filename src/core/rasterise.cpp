#include "kossa/core/rasterise.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kossa {

namespace {

/// An edge with its upper end first, so that it crosses a row at the same place whichever way its ring runs.
template <class Frame>
struct Edge {
    Point<Frame> upper;
    Point<Frame> lower;
    std::int32_t first_row = 0;  ///< the rows whose centres it passes, end excluded
    std::int32_t end_row = 0;

    double crossing(std::int32_t row) const {
        const double share = (row + 0.5 - upper.y) / (lower.y - upper.y);
        return upper.x + share * (lower.x - upper.x);
    }
};

/// The first pixel whose centre lies at or beyond a position, within 0..limit.
std::int32_t first_pixel(double position, std::int64_t limit) {
    return static_cast<std::int32_t>(std::clamp(std::ceil(position - 0.5), 0.0, static_cast<double>(limit)));
}

template <class To, class From>
std::vector<Edge<To>> edges_of(const Polygon<From>& polygon, const Size<To>& size, const Scaling<To, From>& scaling) {
    std::vector<Edge<To>> edges;
    const auto add = [&](const Ring<From>& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point<To> a = scaling(ring[i]);
            const Point<To> b = scaling(ring[i + 1 == ring.size() ? 0 : i + 1]);
            const auto [upper, lower] = std::pair(a.y < b.y ? a : b, a.y < b.y ? b : a);
            const std::int32_t first = first_pixel(upper.y, size.height);
            const std::int32_t end = first_pixel(lower.y, size.height);
            if (first < end) {
                edges.push_back({upper, lower, first, end});
            }
        }
    };
    add(polygon.shell);
    std::for_each(polygon.holes.begin(), polygon.holes.end(), add);
    std::sort(edges.begin(), edges.end(), [](const auto& a, const auto& b) { return a.first_row < b.first_row; });
    return edges;
}

template <class To>
void add_row(std::vector<Run<To>>& runs, std::int32_t row, std::vector<double>& crossings, std::int64_t width) {
    std::sort(crossings.begin(), crossings.end());
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const Run<To> run{row, first_pixel(crossings[i], width), first_pixel(crossings[i + 1], width)};
        if (run.length() > 0) {
            runs.push_back(run);
        }
    }
}

template <class To>
void add_polygon(std::vector<Run<To>>& runs, const std::vector<Edge<To>>& edges, std::int64_t width) {
    std::vector<const Edge<To>*> active;
    std::vector<double> crossings;
    auto next = edges.begin();
    std::int32_t row = 0;
    while (next != edges.end() || !active.empty()) {
        row = active.empty() ? next->first_row : row;
        for (; next != edges.end() && next->first_row <= row; ++next) {
            active.push_back(&*next);
        }
        std::erase_if(active, [row](const Edge<To>* edge) { return edge->end_row <= row; });
        crossings.clear();
        for (const Edge<To>* edge : active) {
            crossings.push_back(edge->crossing(row));
        }
        add_row(runs, row, crossings, width);
        ++row;
    }
}

}  // namespace

template <class To, class From>
std::vector<Run<To>> covered(const MultiPolygon<From>& polygons, const Size<To>& size,
                             const Scaling<To, From>& scaling) {
    constexpr std::size_t many = 1'000'000;
    std::vector<Run<To>> runs;
    std::size_t most = many;
    for (const Polygon<From>& polygon : polygons) {
        add_polygon(runs, edges_of(polygon, size, scaling), size.width);
        if (runs.size() > most) {  // polygons that lie over each other take no more than what they cover
            runs = merged(std::move(runs));
            most = std::max(many, 2 * runs.size());
        }
    }
    return merged(std::move(runs));
}

template <class To, class From>
Mask rasterised(const MultiPolygon<From>& polygons, const Size<To>& size, const Scaling<To, From>& scaling) {
    Mask mask(static_cast<int>(size.height), static_cast<int>(size.width), std::uint8_t{0});
    for (const Run<To>& run : covered(polygons, size, scaling)) {
        mask.row(run.y).colRange(run.x_begin, run.x_end).setTo(255);
    }
    return mask;
}

template std::vector<Run<Level0>> covered(const MultiPolygon<Level0>&, const Size<Level0>&,
                                          const Scaling<Level0, Level0>&);
template std::vector<Run<Survey>> covered(const MultiPolygon<Level0>&, const Size<Survey>&,
                                          const Scaling<Survey, Level0>&);
template std::vector<Run<Working>> covered(const MultiPolygon<Level0>&, const Size<Working>&,
                                           const Scaling<Working, Level0>&);
template Mask rasterised(const MultiPolygon<Level0>&, const Size<Survey>&, const Scaling<Survey, Level0>&);
template Mask rasterised(const MultiPolygon<Level0>&, const Size<Working>&, const Scaling<Working, Level0>&);

}  // namespace kossa
