#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <utility>

#include "kossa/core/rasterise.hpp"
#include "kossa/skin/skin_map.hpp"
#include "support/polygons.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::outline_layers_test {
namespace {

using support::map_skin;

const Scaling<Level0, Survey> level0_from_survey{4.0, 2.0};

const SkinMap& straight_skin() {
    static const SkinMap map = map_skin(support::straight_section().image, {});
    return map;
}

Mask pixels_of(Zone zone) {
    return Mask(Mask(straight_skin().zone) == static_cast<std::uint8_t>(zone));
}

TEST(OutlineLayers, HoldExactlyThePixelsOfTheZones) {
    const LayerOutlines layers = outline_layers(straight_skin(), level0_from_survey);
    const Size<Survey> size{straight_skin().zone.cols, straight_skin().zone.rows};
    for (const auto& [polygons, pixels] : {std::pair(&layers.tissue, Mask(straight_skin().tissue.tissue)),
                                           std::pair(&layers.epidermis, pixels_of(Zone::epidermis)),
                                           std::pair(&layers.upper_dermis, pixels_of(Zone::upper_dermis)),
                                           std::pair(&layers.deep_dermis, pixels_of(Zone::deep_dermis))}) {
        EXPECT_GT(cv::countNonZero(pixels), 0);
        EXPECT_EQ(cv::countNonZero(rasterised(*polygons, size, level0_from_survey.inverse()) != pixels), 0);
    }
    EXPECT_THAT(layers.subcutis, ::testing::IsEmpty());
}

TEST(OutlineLayers, CoverTheTissueWithoutGapOrOverlap) {
    const LayerOutlines layers = outline_layers(straight_skin(), level0_from_survey);
    EXPECT_NEAR(
        support::area(layers.epidermis) + support::area(layers.upper_dermis) + support::area(layers.deep_dermis),
        support::area(layers.tissue), 1e-3);
    EXPECT_NEAR(support::area(layers.tissue), count_non_zero(straight_skin().tissue.tissue) * 8.0,
                0.001 * support::area(layers.tissue));
}

TEST(OutlineLayers, UpperAndDeepDermisMeetWhereDepthIsThatOfTheBorder) {
    const LayerOutlines layers = outline_layers(straight_skin(), level0_from_survey);
    ASSERT_FALSE(layers.dermis_border.empty());
    int seen = 0;
    for (const Polyline<Level0>& line : layers.dermis_border) {
        for (const Point<Level0>& p : line) {
            const auto x = static_cast<int>(p.x / 4.0);
            const double y = p.y / 2.0 - 0.5;  // in pixel centres
            const auto above = static_cast<int>(y);
            if (x < 120 || x > 580) {
                continue;  // at the cut edges, where the line ends
            }
            const double part = y - above;
            const double depth = (1.0 - part) * static_cast<double>(straight_skin().depth(above, x)) +
                                 part * static_cast<double>(straight_skin().depth(above + 1, x));
            EXPECT_NEAR(depth, 500.0, 1.0) << p.x << ", " << p.y;
            ++seen;
        }
    }
    EXPECT_GT(seen, 10);
}

std::size_t lines_with_a_spot(int side_px) {
    SkinMap map = straight_skin();
    map.depth.put({300, 200}, FloatRaster(side_px, side_px, -1.0F));
    return outline_layers(map, level0_from_survey).junction.size();
}

TEST(OutlineLayers, APieceOfJunctionApartFromTheRestIsNoneBelow150Um) {
    const std::size_t alone = outline_layers(straight_skin(), level0_from_survey).junction.size();
    ASSERT_GT(alone, 0U);
    EXPECT_EQ(lines_with_a_spot(6), alone) << "96 um round";
    EXPECT_EQ(lines_with_a_spot(20), alone + 1) << "320 um round";
}

}  // namespace
}  // namespace kossa::outline_layers_test
