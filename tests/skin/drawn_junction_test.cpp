#include "kossa/skin/drawn_junction.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "kossa/core/error.hpp"
#include "support/masks.hpp"
#include "support/synthetic_section.hpp"

namespace kossa::drawn_junction_test {
namespace {

using support::mask_where;
using support::one_piece;
using ::testing::HasSubstr;

constexpr Microns pixel(4.0);
const cv::Size size(300, 200);

const Mask block = mask_where(size, [](double x, double y) { return x > 20 && x < 280 && y > 20 && y < 180; });
const Mask nothing(size, 0);

Mask band(double from, double to) {
    return Mask(block & mask_where(size, [=](double, double y) { return y > from && y < to; }));
}

Polyline<Survey> backwards(Polyline<Survey> line) {
    std::reverse(line.begin(), line.end());
    return line;
}

const Polyline<Survey> across{{20.0, 50.0}, {150.0, 50.0}, {280.0, 50.0}};

TEST(DrawnJunction, DepthIsTheDistanceToTheLine) {
    for (const Polyline<Survey>& line : {across, backwards(across)}) {
        const DrawnDepth drawn = depth_below_lines({line}, band(20, 50), one_piece(block), pixel);
        for (int y = 25; y < 175; y += 5) {
            EXPECT_NEAR(drawn.depth(y, 150), (y + 0.5 - 50.0) * pixel.value(), pixel.value()) << y;
        }
    }
}

TEST(DrawnJunction, EpidermisTellsTheSideEvenWhereItIsTheLargerOne) {
    const Polyline<Survey> low{{20.0, 140.0}, {280.0, 140.0}};
    const DrawnDepth drawn = depth_below_lines({low}, band(100, 140), one_piece(block), pixel);
    EXPECT_LT(drawn.depth(100, 150), 0.0F);
    EXPECT_GT(drawn.depth(170, 150), 0.0F);
}

TEST(DrawnJunction, WithoutEpidermisTheSmallerSideIsIt) {
    const DrawnDepth drawn = depth_below_lines({across}, nothing, one_piece(block), pixel);
    EXPECT_LT(drawn.depth(30, 150), 0.0F);
    EXPECT_GT(drawn.depth(120, 150), 0.0F);
}

TEST(DrawnJunction, ALineThroughTheMiddleSaysNothingAndIsRefused) {
    const Polyline<Survey> middle{{20.0, 100.0}, {280.0, 100.0}};
    try {
        depth_below_lines({middle}, nothing, one_piece(block), pixel);
        FAIL() << "was believed";
    } catch (const RefusedSlide& error) {
        EXPECT_EQ(error.code(), "regions");
        EXPECT_THAT(error.what(), HasSubstr("draw the Epidermis too"));
    }
}

TEST(DrawnJunction, LinesDrawnInDifferentDirectionsEachHaveTheirOwnSide) {
    const Polyline<Survey> left{{20.0, 50.0}, {140.0, 50.0}};
    const Polyline<Survey> right{{280.0, 50.0}, {160.0, 50.0}};
    const DrawnDepth drawn = depth_below_lines({left, right}, band(20, 50), one_piece(block), pixel);
    for (const int x : {60, 240}) {
        EXPECT_LT(drawn.depth(30, x), 0.0F) << x;
        EXPECT_GT(drawn.depth(120, x), 0.0F) << x;
    }
}

TEST(DrawnJunction, FollowsCornersWithoutAJumpOfTheSign) {
    const Polyline<Survey> roof{{20.0, 90.0}, {150.0, 40.0}, {280.0, 90.0}};
    const auto above = [](double x, double y) { return y < 40.0 + std::abs(x - 150.0) * 50.0 / 130.0; };
    const Mask epidermis(block & mask_where(size, above));
    const DrawnDepth drawn = depth_below_lines({roof}, epidermis, one_piece(block), pixel);
    for (int y = 21; y < 179; ++y) {
        for (int x = 21; x < 279; ++x) {
            if (std::abs(drawn.depth(y, x)) > 2 * pixel.value()) {
                ASSERT_EQ(drawn.depth(y, x) < 0.0F, above(x + 0.5, y + 0.5)) << x << ", " << y;
            }
        }
    }
}

TEST(DrawnJunction, AnEndWithinTheSectionIsProlongedAndBeyondThatLiesDermis) {
    const Polyline<Survey> part{{20.0, 50.0}, {120.0, 50.0}};  // prolonged by 75 pixels
    const DrawnDepth drawn = depth_below_lines({part}, band(20, 50), one_piece(block), pixel);
    EXPECT_LT(drawn.depth(30, 170), 0.0F);
    EXPECT_NEAR(drawn.depth(60, 170), 10.5 * pixel.value(), pixel.value());
    EXPECT_GT(drawn.depth(30, 260), 0.0F);
}

TEST(DrawnJunction, AnEndInTheMiddleOfARidgeIsProlongedAlongTheLineOnTheWhole) {
    Polyline<Survey> ridges;
    for (int x = 100; x <= 200; ++x) {
        ridges.push_back({static_cast<double>(x), 50.0 + 6.0 * std::sin(x * CV_PI / 10.0)});  // ends steeply
    }
    const DrawnDepth drawn = depth_below_lines({ridges}, band(20, 50), one_piece(block), pixel);
    for (const int x : {60, 240}) {
        EXPECT_NEAR(drawn.depth(150, x), (150.5 - 50.0) * pixel.value(), 10 * pixel.value()) << x;
    }
}

TEST(DrawnJunction, ARingHasAnInsideAndAnOutside) {
    Polyline<Survey> ring;
    for (int i = 0; i <= 60; ++i) {
        const double angle = 2.0 * CV_PI * (i % 60) / 60.0;
        ring.push_back({150.0 + 50.0 * std::cos(angle), 100.0 + 50.0 * std::sin(angle)});
    }
    const auto radius = [](double x, double y) { return std::hypot(x - 150.0, y - 100.0); };
    const Mask disc = mask_where(size, [&](double x, double y) { return radius(x, y) < 65.0; });
    const Mask rim(disc & mask_where(size, [&](double x, double y) { return radius(x, y) > 50.0; }));
    const DrawnDepth drawn = depth_below_lines({ring}, rim, one_piece(disc), pixel);
    EXPECT_NEAR(drawn.depth(100, 150), 200.0, 2 * pixel.value());
    EXPECT_LT(drawn.depth(100, 208), 0.0F);
}

TEST(DrawnJunction, OnlyPiecesUnderTheLineItselfHaveOne) {
    TissueMap two = one_piece(block);
    two.pieces.setTo(2, mask_where(size, [](double x, double) { return x > 200; }));
    two.piece_count = 2;
    const Polyline<Survey> left{{20.0, 50.0}, {180.0, 50.0}};  // prolonged it would reach the second piece
    EXPECT_EQ(depth_below_lines({left}, band(20, 50), two, pixel).piece_has_line,
              (std::vector<bool>{false, true, false}));
}

/// Two sections, one above the other, each of 120 by 60 pixels with its junction 15 below its upper edge.
struct TwoSections {
    TissueMap tissue;
    Polyline<Survey> upper{{90.0, 35.0}, {210.0, 35.0}};
    Polyline<Survey> lower{{90.0, 105.0}, {210.0, 105.0}};

    TwoSections() {
        const Mask above = mask_where(size, [](double x, double y) { return x > 90 && x < 210 && y > 20 && y < 80; });
        const Mask below = mask_where(size, [](double x, double y) { return x > 90 && x < 210 && y > 90 && y < 150; });
        tissue = one_piece(Mask(above | below));
        tissue.pieces.setTo(2, below);
        tissue.piece_count = 2;
    }
};

TEST(DrawnJunction, DepthOfASectionIsThatBelowItsOwnLine) {
    const TwoSections two;
    const DrawnDepth drawn = depth_below_lines({two.upper, two.lower}, nothing, two.tissue, pixel);
    for (int y = 40; y < 78; ++y) {
        EXPECT_NEAR(drawn.depth(y, 150), (y + 0.5 - 35.0) * pixel.value(), pixel.value()) << y;
        EXPECT_NEAR(drawn.depth(y + 70, 150), (y + 0.5 - 35.0) * pixel.value(), pixel.value()) << y;
    }
    EXPECT_LT(drawn.depth(25, 150), 0.0F);
    EXPECT_LT(drawn.depth(95, 150), 0.0F);
}

TEST(DrawnJunction, OtherSectionsDoNotTellTheSideOfALine) {
    const TwoSections two;
    const DrawnDepth drawn = depth_below_lines({two.lower}, nothing, two.tissue, pixel);
    EXPECT_EQ(drawn.piece_has_line, (std::vector<bool>{false, false, true}));
    EXPECT_LT(drawn.depth(95, 150), 0.0F);
    EXPECT_GT(drawn.depth(140, 150), 0.0F);
    EXPECT_TRUE(std::isnan(drawn.depth(60, 150)));
}

TEST(DrawnJunction, OnAPieceThatDoesNotTellTheLineHasTheSideOfTheOthers) {
    TissueMap torn = one_piece(block);
    const auto low_crumb = [](double x, double y) { return x > 240 && y > 40 && y < 60; };
    torn.pieces.setTo(0, mask_where(size, [](double x, double) { return x > 236; }));
    torn.tissue.setTo(0, mask_where(size, [](double x, double) { return x > 236; }));
    torn.pieces.setTo(2, Mask(block & mask_where(size, low_crumb)));
    torn.tissue.setTo(255, torn.pieces > 0);
    torn.piece_count = 2;
    const DrawnDepth drawn = depth_below_lines({across}, band(20, 50), torn, pixel);
    EXPECT_LT(drawn.depth(44, 260), 0.0F);
    EXPECT_GT(drawn.depth(56, 260), 0.0F);
}

TEST(DrawnJunction, ALineMayBeginAndEndBesideTheImage) {
    const Polyline<Survey> two_clicks{{-50.0, 50.0}, {350.0, 50.0}};
    const DrawnDepth drawn = depth_below_lines({two_clicks}, nothing, one_piece(block), pixel);
    EXPECT_NEAR(drawn.depth(100, 150), 50.5 * pixel.value(), pixel.value());
}

TEST(DrawnJunction, LinesBesideTheTissueAreLeftOutAndAloneRefused) {
    const Polyline<Survey> beside{{0.0, 5.0}, {290.0, 5.0}};
    const Polyline<Survey> dot{{100.0, 60.0}, {100.0, 60.0}};
    const TissueMap tissue = one_piece(block);
    const DrawnDepth with = depth_below_lines({beside, dot, across}, band(20, 50), tissue, pixel);
    const DrawnDepth without = depth_below_lines({across}, band(20, 50), tissue, pixel);
    EXPECT_THAT(with.depth, support::RasterNear(without.depth, 0.0));
    EXPECT_THROW(depth_below_lines({beside, dot}, band(20, 50), tissue, pixel), RefusedSlide);
}

TEST(DrawnJunction, ALineDrawnTwiceIsOneLine) {
    const TissueMap tissue = one_piece(block);
    EXPECT_THAT(depth_below_lines({across, across}, nothing, tissue, pixel).depth,
                support::RasterNear(depth_below_lines({across}, nothing, tissue, pixel).depth, 0.0));
}

/// A file of a hundred bytes may draw a line of two thousand million pixels.
TEST(DrawnJunction, OfALineFarBeyondTheImageOnlyWhatLiesInItCounts) {
    const double far = 2147483648.0;
    const DrawnDepth near = depth_below_lines({{{-200.0, 50.0}, {500.0, 50.0}}}, band(20, 50), one_piece(block), pixel);
    for (const Polyline<Survey>& line : {Polyline<Survey>{{-far, 50.0}, {far, 50.0}},
                                         Polyline<Survey>{{-far, 50.0}, {150.0, 50.0}, {far, 50.0}, {far, -far}}}) {
        const DrawnDepth drawn = depth_below_lines({line}, band(20, 50), one_piece(block), pixel);
        EXPECT_THAT(drawn.depth, support::RasterNear(near.depth, 0.0));
    }
}

TEST(DrawnJunction, ManyLinesOverEachOtherAreOneLine) {
    const DrawnDepth one = depth_below_lines({across}, band(20, 50), one_piece(block), pixel);
    const DrawnDepth many =
        depth_below_lines(std::vector<Polyline<Survey>>(1000, across), band(20, 50), one_piece(block), pixel);
    EXPECT_THAT(many.depth, support::RasterNear(one.depth, 0.0));
}

}  // namespace
}  // namespace kossa::drawn_junction_test
