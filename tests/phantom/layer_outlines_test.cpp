#include <gtest/gtest.h>

#include <cmath>

#include "phantom/small_phantom.hpp"

namespace kossa::phantom {
namespace {

double area(const MultiPolygon<Level0>& polygons) {
    double twice = 0.0;
    for (const Polygon<Level0>& polygon : polygons) {
        const Ring<Level0>& ring = polygon.shell;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto& a = ring[i];
            const auto& b = ring[(i + 1) % ring.size()];
            twice += a.x * b.y - b.x * a.y;
        }
    }
    return twice / 2.0;
}

double area_of_zone(const Layers& layers, const PhantomOptions& options, Zone wanted) {
    double pixels = 0.0;
    constexpr int step = 3;
    for (int y = 0; y < options.height.value(); y += step) {
        for (int x = 0; x < options.width.value(); x += step) {
            pixels += layers.zone_at({x + 0.5 * step, y + 0.5 * step}) == wanted ? step * step : 0.0;
        }
    }
    return pixels;
}

TEST(LayerOutlines, EncloseTheZones) {
    const PhantomOptions options = small_options(Preset::superficial, 1400.0, 1600.0);
    const Layers layers = make_layers(options);
    const std::vector<LayerOutline> outlines = layer_outlines(layers, placement_of(options));
    ASSERT_EQ(outlines.size(), 5U);
    constexpr std::array<Zone, 4> zones = {Zone::epidermis, Zone::upper_dermis, Zone::deep_dermis, Zone::subcutis};
    for (std::size_t i = 0; i < zones.size(); ++i) {
        const double expected = area_of_zone(layers, options, zones[i]);
        EXPECT_NEAR(area(outlines[i].polygons), expected, 0.025 * expected) << outlines[i].name;
    }
}

TEST(LayerOutlines, JunctionLineRunsFromCutToCut) {
    const PhantomOptions options = small_options();
    const Layers layers = make_layers(options);
    const Polyline<Level0> line = layer_outlines(layers, placement_of(options)).back().line;
    ASSERT_GT(line.size(), 50U);
    EXPECT_NEAR(line.front().x, layers.left.at(line.front().y), 8.0);
    EXPECT_NEAR(line.back().x, layers.right.at(line.back().y), 8.0);
    for (const Point<Level0>& p : line) {
        EXPECT_NEAR(p.y, layers.junction.at(p.x), 1e-6);
    }
}

TEST(LayerOutlines, ASectionWithoutFatHasNoSubcutis) {
    const PhantomOptions options = small_options(Preset::deep, 600.0, 1200.0);
    const Layers layers = make_layers(options);
    const bool fat_seen = area_of_zone(layers, options, Zone::subcutis) > 0.0;
    EXPECT_EQ(!layer_outlines(layers, placement_of(options))[3].polygons.empty(), fat_seen);
}

}  // namespace
}  // namespace kossa::phantom
