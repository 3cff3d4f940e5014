#include "kossa/report/overlay_canvas.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "report/pictures.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

constexpr Pen black_pen{okabe_ito::black, 2, 10};

RgbImage paper(int width, int height) {
    return RgbImage(cv::Size(width, height), cv::Vec3b::all(255));
}

Mask grey_levels(const RgbImage& image) {
    Mask grey;
    cv::cvtColor(image, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

/// Which pixels of a row are black.
std::vector<bool> dark(const RgbImage& image, int y) {
    std::vector<bool> result;
    for (int x = 0; x < image.cols; ++x) {
        result.push_back(image(y, x) == cv::Vec3b::all(0));
    }
    return result;
}

TEST(Stroke, APartShowsWhatTheWholeShowsThere) {
    OverlayCanvas canvas{{2.0, 2.0}, {}, {}};
    const Ring<Level0> ring = rectangle(40, 60, 400, 300).shell;
    RgbImage all = paper(300, 200);
    stroke(all, ring, Ends::joined, canvas, black_pen);
    canvas.origin = {100, 50};
    RgbImage part = paper(150, 120);
    stroke(part, ring, Ends::joined, canvas, black_pen);
    const cv::Rect inside(8, 8, 134, 104);  // a line is rounded off where the image ends
    EXPECT_TRUE(same_image(all(inside + canvas.origin), part(inside)));
}

TEST(StrokeDashes, HaveTheLengthOfTheGaps) {
    RgbImage image = paper(200, 9);
    stroke_dashes(image, {{0, 4}, {200, 4}}, 0.0, {{1.0, 1.0}, {}, {}}, black_pen);
    const std::vector<bool> row = dark(image, 4);
    EXPECT_TRUE(row[5] && row[25] && row[185]);
    EXPECT_FALSE(row[15] || row[35] || row[195]);
}

TEST(StrokeDashes, GoOnWhereThePieceBeforeEnded) {
    const OverlayCanvas canvas{{1.0, 1.0}, {}, {}};
    RgbImage whole = paper(200, 9);
    stroke_dashes(whole, {{0, 4}, {200, 4}}, 0.0, canvas, black_pen);
    RgbImage pieces = paper(200, 9);
    stroke_dashes(pieces, {{0, 4}, {95, 4}}, 0.0, canvas, black_pen);
    stroke_dashes(pieces, {{95, 4}, {200, 4}}, 95.0, canvas, black_pen);
    EXPECT_TRUE(same_image(whole, pieces));
}

TEST(StrokeDashes, AreAsLongOnThePictureAtAnyScale) {
    RgbImage image = paper(200, 9);
    stroke_dashes(image, {{0, 16}, {800, 16}}, 40.0, {{4.0, 4.0}, {}, {}}, black_pen);  // 40 are one dash
    const std::vector<bool> row = dark(image, 4);
    EXPECT_FALSE(row[5] || row[25]);
    EXPECT_TRUE(row[15] && row[35]);
}

TEST(NeedsRing, NeverWhereThereAreNoRings) {
    const DepositRow deposit = sample_deposit(1, {500, 500}, 4.0, 0.5, sample_layers({3000, 2000}));
    OverlayCanvas canvas{{2.0, 2.0}, {}, {}};
    EXPECT_FALSE(needs_ring(deposit, canvas));
    canvas.ring_radius = 5;
    EXPECT_TRUE(needs_ring(deposit, canvas));
}

/// Grains of a few pixels, 20 apart.
DepositRow grains_of(double side) {
    DepositRow deposit;
    deposit.morphology = Morphology::granular;
    for (const double x : {100.0, 120.0, 140.0}) {
        for (const double y : {100.0, 120.0}) {
            deposit.outline.push_back(rectangle(x, y, x + side, y + side));
        }
    }
    return deposit;
}

RgbImage outlined(const DepositRow& deposit) {
    RgbImage image = paper(250, 250);
    outline_deposits(image, {deposit}, {{1.0, 1.0}, {}, pens_for({2000, 2000}), 0});
    return image;
}

TEST(OutlineDeposits, OneLineGoesRoundGrainsThatItWouldHide) {
    const RgbImage round = outlined(grains_of(6.0));
    const Mask within = Mask(grey_levels(round)(cv::Rect(100, 100, 46, 26)) != 255);
    EXPECT_EQ(cv::countNonZero(within), 0) << "nothing is drawn over the grains";
    EXPECT_GT(cv::countNonZero(grey_levels(round) != 255), 100);
    EXPECT_NE(outlined(grains_of(16.0))(108, 100), cv::Vec3b::all(255)) << "larger ones have a line each";
}

TEST(OutlineDeposits, AMassWithSpecksIsOutlinedAsItIs) {
    DepositRow mass = grains_of(6.0);
    mass.morphology = Morphology::amorphous;
    EXPECT_NE(outlined(mass)(103, 100), cv::Vec3b::all(255));
}

TEST(OutlineDeposits, NoHaloCutsANeighboursLine) {
    DepositRow left = sample_deposit(1, {100, 100}, 40.0, 0.5, sample_layers({3000, 2000}));
    DepositRow right = left;
    left.outline = {rectangle(60, 60, 100, 140)};
    right.outline = {rectangle(101, 60, 140, 140)};
    left.zone = right.zone = Zone::deep_dermis;
    OverlayCanvas canvas{{1.0, 1.0}, {}, pens_for({2500, 2500})};
    RgbImage image(200, 200, cv::Vec3b(235, 205, 220));
    outline_deposits(image, {left, right}, canvas);
    EXPECT_GT(pixels_near(image, {100, 100}, 1, zone_colour(Zone::deep_dermis)), 5);
}

}  // namespace
}  // namespace kossa::report
