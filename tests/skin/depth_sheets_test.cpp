// Depth on several pieces and beyond the ends of the junction, as compose_skin gives it.

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/skin/skin_map.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::depth_sheets_test {
namespace {

using support::find_skin;

/// The straight section, tissue from 200 to 2600 um and from 200 to 1400 um, epidermis the upper 80 um; and the same
/// without the epidermis of its right half.
class HalfBareSection : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared_found = find_skin(support::straight_section().image, {});
        shared_half = *shared_found;
        shared_half->epidermis.fill(cv::Rect(350, 0, 350, 400), 0);
    }
    static void TearDownTestSuite() {
        shared_found.reset();
        shared_half.reset();
    }
    static cv::Point pixel_at_um(double x, double y) { return {static_cast<int>(x / 4), static_cast<int>(y / 4)}; }

    static inline std::optional<FoundSkin> shared_found;
    static inline std::optional<FoundSkin> shared_half;
};

/// The straight section with a cut across it, along 1400 um, that leaves two pieces; the lower one has epidermis along
/// its lower edge.
FoundSkin in_two_pieces(FoundSkin skin) {
    const cv::Rect cut(0, 200, skin.tissue.solid.size().width, 3);
    skin.tissue.tissue.fill(cut, 0);
    skin.tissue.solid.fill(cut, 0);
    skin.tissue.firm.fill(cut, 0);
    LabelRaster pieces;
    skin.tissue.piece_count = cv::connectedComponents(Mask(skin.tissue.solid), pieces, 8) - 1;
    skin.tissue.pieces.put({0, 0}, pieces);
    skin.epidermis.fill(cv::Rect(50, 330, 600, 20), 255);
    return skin;
}

TEST_F(HalfBareSection, DepthIsThatBelowTheEpidermisOfThePieceItself) {
    const SkinMap map = compose_skin(in_two_pieces(*shared_found), {}, {});
    ASSERT_EQ(map.tissue.piece_count, 2);
    EXPECT_NEAR(map.depth(pixel_at_um(1400, 780)), 500.0, 6.0) << "550 um above the epidermis of the other piece";
    EXPECT_NEAR(map.depth(pixel_at_um(1400, 830)), 1320.0 - 830.0, 6.0);
    EXPECT_EQ(map.top.size(), 2U);
    EXPECT_NEAR(4.0 * map.top.at(1).distance({350.0, 195.0}), 780.0 - 200.0, 6.0);
    EXPECT_NEAR(4.0 * map.top.at(2).distance({350.0, 207.5}), 1400.0 - 830.0, 6.0);
}

TEST_F(HalfBareSection, HasNoDepthBeyondTheEndOfTheJunction) {
    const SkinMap whole = compose_skin(*shared_found, {}, {});
    const SkinMap half = compose_skin(*shared_half, {}, {});
    EXPECT_NEAR(half.depth(pixel_at_um(800, 900)), whole.depth(pixel_at_um(800, 900)), 1.0);
    EXPECT_EQ(half.beyond_ends(pixel_at_um(800, 900)), 0);
    EXPECT_TRUE(std::isnan(half.depth(pixel_at_um(2200, 900))));
    EXPECT_EQ(half.beyond_ends(pixel_at_um(2200, 900)), 255);
    EXPECT_LE(half.least_beyond(pixel_at_um(2200, 900)), whole.depth(pixel_at_um(2200, 900)));
    EXPECT_GE(half.most_beyond(pixel_at_um(2200, 900)), whole.depth(pixel_at_um(2200, 900)));
    EXPECT_TRUE(std::isnan(half.least_beyond(pixel_at_um(800, 900))));
    EXPECT_NEAR(half.report.beyond_ends_share.value(), 0.5, 0.1);
    EXPECT_EQ(whole.report.beyond_ends_share.value(), 0.0) << "its cut edges are at right angles to it";
}

TEST_F(HalfBareSection, HasAZoneThereWhereItIsTheSameAnyway) {
    const SkinMap half = compose_skin(*shared_half, {}, {});
    EXPECT_EQ(half.zone(pixel_at_um(1700, 1380)), static_cast<std::uint8_t>(Zone::deep_dermis));
    EXPECT_EQ(half.zone(pixel_at_um(1700, 500)), static_cast<std::uint8_t>(Zone::upper_dermis));
    EXPECT_EQ(half.zone(pixel_at_um(2200, 500)), static_cast<std::uint8_t>(Zone::unassessable))
        << "in truth upper dermis, 830 um from the end";
}

TEST_F(HalfBareSection, TrustsADrawnJunctionAsFarAsItGoes) {
    Regions regions;
    regions.junction = {{{400.0, 560.0}, {5200.0, 560.0}}};
    const Scaling<Survey, Level0> survey_from_level0{0.125, 0.125};
    const SkinMap drawn =
        compose_skin(*shared_half, on_survey_grid(regions, shared_half->epidermis.size(), survey_from_level0), {});
    EXPECT_EQ(drawn.report.beyond_ends_share.value(), 0.0);
    EXPECT_NEAR(drawn.depth(pixel_at_um(2200, 900)), 620.0, 5.0);
}

TEST_F(HalfBareSection, HasAllDepthsWhereNoErrorIsTooLarge) {
    SkinOptions options;
    options.depth.largest_error = 1.0;
    EXPECT_EQ(compose_skin(*shared_half, {}, options).report.beyond_ends_share.value(), 0.0);
}

}  // namespace
}  // namespace kossa::depth_sheets_test
