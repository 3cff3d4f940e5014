#include "kossa/report/overlay.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "kossa/report/overlay_picture.hpp"
#include "kossa/report/palette.hpp"
#include "kossa/report/png.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

const cv::Vec3b glass(235, 205, 220);

bool same_image(const RgbImage& a, const RgbImage& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

SlideResult one_deposit(const Point<Level0>& centre, double radius, Zone zone = Zone::upper_dermis) {
    SlideResult result = sample_result({3000, 2000}, 0);
    result.layers = {};
    DepositRow row = sample_deposit(1, centre, radius, 0.5, sample_layers({3000, 2000}));
    row.zone = zone;
    result.deposits = {row};
    return result;
}

/// How many pixels within `distance` of the position have about this colour.
int pixels_near(const RgbImage& image, cv::Point at, int distance, const Colour& colour) {
    constexpr int tolerance = 40;
    int count = 0;
    for (int y = std::max(0, at.y - distance); y <= std::min(image.rows - 1, at.y + distance); ++y) {
        for (int x = std::max(0, at.x - distance); x <= std::min(image.cols - 1, at.x + distance); ++x) {
            const cv::Vec3b& p = image(y, x);
            count += std::abs(p[0] - colour[0]) < tolerance && std::abs(p[1] - colour[1]) < tolerance &&
                     std::abs(p[2] - colour[2]) < tolerance;
        }
    }
    return count;
}

struct SizeCase {
    Size<Level0> slide;
    double factor;
};

class OverlaySize : public testing::TestWithParam<SizeCase> {};

TEST_P(OverlaySize, StaysWithinTheLongestSideAndKeepsThePictureLarge) {
    const auto [slide, factor] = GetParam();
    const Background background = plain_background(slide, factor);
    const RgbImage overlay = draw_overlay(sample_result(slide, 20), background);
    EXPECT_LE(std::max(overlay.cols, overlay.rows), overlay_longest_side_px);
    EXPECT_GE(overlay.cols, std::min(background.image.cols, overlay_longest_side_px) * 7 / 10);
    EXPECT_GE(overlay.rows, std::min(background.image.rows, overlay_longest_side_px) * 7 / 10);
}

INSTANTIATE_TEST_SUITE_P(Overlay, OverlaySize,
                         testing::Values(SizeCase{{6000, 4992}, 16.0}, SizeCase{{25000, 10000}, 10.0},
                                         SizeCase{{2000, 25000}, 10.0}, SizeCase{{25000, 25000}, 10.0},
                                         SizeCase{{40000, 30000}, 10.0}, SizeCase{{25000, 300}, 10.0},
                                         SizeCase{{300, 200}, 10.0}));

TEST(Overlay, ASmallPictureIsNotEnlargedOrShrunk) {
    const Background background = plain_background({3000, 2000}, 8.0);
    SlideResult result = sample_result({3000, 2000}, 0);
    result.layers = {};
    const RgbImage overlay = draw_overlay(result, background);
    const cv::Rect picture(0, 0, background.image.cols, background.image.rows);
    EXPECT_TRUE(same_image(overlay(picture), background.image));
}

TEST(Overlay, IsTheSameForEqualInputAndLeavesTheBackgroundAlone) {
    const Background background = plain_background({3000, 2000}, 4.0);
    const RgbImage before = background.image.clone();
    EXPECT_TRUE(same_image(draw_overlay(sample_result(), background), draw_overlay(sample_result(), background)));
    EXPECT_TRUE(same_image(background.image, before));
}

TEST(AnnotatedPicture, MarksADepositOfThreePixelsByAVisibleRing) {
    const Background background = plain_background({25000, 10000}, 10.0);
    const SlideResult result = one_deposit({12000, 5000}, 15.0);
    const RgbImage picture = annotated_picture(result, background);
    EXPECT_GT(pixels_near(picture, {1200, 500}, 14, zone_colour(Zone::upper_dermis)), 60);
    EXPECT_TRUE(needs_ring(result.deposits[0], background));
}

TEST(AnnotatedPicture, OutlinesALargeDepositWhereItIs) {
    const Background background = plain_background({3000, 2000}, 2.0);
    const SlideResult result = one_deposit({1000, 600}, 200.0, Zone::deep_dermis);
    const RgbImage picture = annotated_picture(result, background);
    EXPECT_FALSE(needs_ring(result.deposits[0], background));
    EXPECT_GT(pixels_near(picture, {600, 300}, 3, zone_colour(Zone::deep_dermis)), 2);  // right end of the outline
    EXPECT_NE(picture(300, 500), glass);                                                // filled
    EXPECT_EQ(picture(300, 640), glass);
}

TEST(AnnotatedPicture, LeavesHolesUnfilled) {
    const Background background = plain_background({3000, 2000}, 2.0);
    SlideResult result = one_deposit({1000, 600}, 200.0);
    result.deposits[0].outline[0].holes = {blob({1000, 600}, 100.0).shell};
    const RgbImage picture = annotated_picture(result, background);
    EXPECT_EQ(picture(300, 500), glass);
    EXPECT_NE(picture(300, 575), glass);
}

TEST(AnnotatedPicture, DrawsTheBorderOfUpperAndDeepDermisOnlyWhereTheyTouch) {
    const Background background = plain_background({3000, 2000}, 4.0);
    SlideResult result = sample_result({3000, 2000}, 0);
    const MultiPolygon<Level0> upper = result.layers.upper_dermis;
    const MultiPolygon<Level0> deep = result.layers.deep_dermis;
    result.layers = {};
    result.layers.upper_dermis = upper;
    result.layers.deep_dermis = deep;
    const RgbImage picture = annotated_picture(result, background);
    EXPECT_GT(pixels_near(picture, {375, 225}, 3, okabe_ito::black), 0);
    EXPECT_EQ(pixels_near(picture, {375, 90}, 3, okabe_ito::black), 0);
    EXPECT_EQ(pixels_near(picture, {38, 150}, 3, okabe_ito::black), 0);
}

TEST(AnnotatedPicture, DrawsTheJunctionHeavierThanTheEpidermis) {
    const Background background = plain_background({3000, 2000}, 2.0);
    const RgbImage picture = annotated_picture(sample_result({3000, 2000}, 0), background);
    const int junction = pixels_near(picture, {750, 180}, 5, okabe_ito::black);
    const int outline = pixels_near(picture, {750, 100}, 5, okabe_ito::orange);
    EXPECT_GT(outline, 0);
    EXPECT_GT(junction, outline);
}

TEST(Resized, KeepsTheFrame) {
    const Background half = resized(plain_background({3000, 2000}, 4.0), 0.5);
    EXPECT_EQ(half.image.cols, 375);
    EXPECT_DOUBLE_EQ(half.level0_from_overlay.x, 8.0);
    EXPECT_DOUBLE_EQ(half.level0_from_overlay.y, 8.0);
}

TEST(Palette, ZonesDiffer) {
    for (const Zone a : all_zones) {
        for (const Zone b : all_zones) {
            EXPECT_EQ(zone_colour(a) == zone_colour(b), a == b);
        }
    }
}

TEST(Png, BeginsWithTheSignatureAndRepeats) {
    const RgbImage image = plain_background({100, 50}, 1.0).image;
    const std::string bytes = png_bytes(image);
    EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(bytes, png_bytes(image));
    EXPECT_NE(bytes, png_bytes(image(cv::Rect(0, 0, 99, 50))));
}

}  // namespace
}  // namespace kossa::report
