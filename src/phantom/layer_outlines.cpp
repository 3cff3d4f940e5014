#include <algorithm>
#include <functional>

#include "kossa/phantom/truth.hpp"

namespace kossa::phantom {

namespace {

constexpr double step = 4.0;  // um between vertices
constexpr double thinnest = 1.0;

using Curve = std::function<double(double)>;

/// A run of x in which the layer is at least `thinnest` thick and its top lies between the cut sides.
struct Span {
    double first;
    double last;
};

std::vector<Span> spans_of(const Layers& layers, const Curve& top, const Curve& bottom) {
    std::vector<Span> spans;
    bool open = false;
    for (const double x : positions(layers.surface.start(), layers.surface.end(), step)) {
        const double middle = 0.5 * (top(x) + bottom(x));
        const bool inside = bottom(x) - top(x) > thinnest && x > layers.left.at(middle) && x < layers.right.at(middle);
        if (inside && open) {
            spans.back().last = x;
        } else if (inside) {
            spans.push_back({x, x});
        }
        open = inside;
    }
    std::erase_if(spans, [](const Span& span) { return span.last <= span.first; });
    return spans;
}

/// The side of a span follows the cut edge where it meets it, else it is straight.
std::vector<Spot> side_points(const Profile& side, double x, double top, double bottom) {
    std::vector<Spot> points;
    for (const double y : positions(top + step, bottom - step, step)) {
        const bool at_cut = std::abs(side.at(y) - x) < 120.0 && std::abs(side.at(0.5 * (top + bottom)) - x) <= step;
        if (at_cut) {
            points.push_back({side.at(y), y});
        }
    }
    return points;
}

Ring<World> ring_of(const Layers& layers, const Span& span, const Curve& top, const Curve& bottom) {
    Ring<World> ring;
    const auto along = [&](const Curve& curve) {
        std::vector<Spot> points;
        for (const double x : positions(span.first, span.last, step)) {
            if (x > layers.left.at(curve(x)) && x < layers.right.at(curve(x))) {
                points.push_back({x, curve(x)});
            }
        }
        return points;
    };
    const std::vector<Spot> upper = along(top);
    const std::vector<Spot> lower = along(bottom);
    if (upper.empty() || lower.empty()) {
        return ring;
    }
    const std::vector<Spot> right = side_points(layers.right, span.last, upper.back().y, lower.back().y);
    const std::vector<Spot> left = side_points(layers.left, span.first, upper.front().y, lower.front().y);
    ring.insert(ring.end(), upper.begin(), upper.end());
    ring.insert(ring.end(), right.begin(), right.end());
    ring.insert(ring.end(), lower.rbegin(), lower.rend());
    ring.insert(ring.end(), left.rbegin(), left.rend());
    return ring;
}

LayerOutline layer_between(std::string_view name, const Layers& layers, const Placement& placement, const Curve& top,
                           const Curve& bottom) {
    LayerOutline outline{name, {}, {}};
    for (const Span& span : spans_of(layers, top, bottom)) {
        Polygon<Level0> polygon;
        for (const Spot& spot : ring_of(layers, span, top, bottom)) {
            polygon.shell.push_back(placement.level0_from_world(spot));
        }
        if (polygon.shell.size() >= 3) {
            outline.polygons.push_back(std::move(polygon));
        }
    }
    return outline;
}

LayerOutline junction_line(const Layers& layers, const Placement& placement) {
    LayerOutline outline{"Dermo-epidermal junction", {}, {}};
    for (const double x : positions(layers.junction.start(), layers.junction.end(), step)) {
        const Spot spot{x, layers.junction.at(x)};
        if (layers.inside_cut_edges(spot) > 0.0) {
            outline.line.push_back(placement.level0_from_world(spot));
        }
    }
    return outline;
}

}  // namespace

std::vector<LayerOutline> layer_outlines(const Layers& layers, const Placement& placement) {
    const Curve surface = [&](double x) { return layers.surface.at(x); };
    const Curve bottom = [&](double x) { return layers.bottom.at(x); };
    const Curve junction = [&](double x) { return std::min(layers.junction.at(x), bottom(x)); };
    const Curve fat = [&](double x) { return std::min(layers.fat.at(x), bottom(x)); };
    const Curve limit = [&](double x) { return std::min(layers.upper_limit.at(x), fat(x)); };
    return {layer_between("Epidermis", layers, placement, surface, junction),
            layer_between("Upper dermis", layers, placement, junction, limit),
            layer_between("Deep dermis", layers, placement, limit, fat),
            layer_between("Subcutis", layers, placement, fat, bottom), junction_line(layers, placement)};
}

}  // namespace kossa::phantom
