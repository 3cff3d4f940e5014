#include "kossa/report/overlay_picture.hpp"

#include <gtest/gtest.h>

#include "kossa/report/palette.hpp"
#include "report/pictures.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

const cv::Vec3b glass(235, 205, 220);

SlideResult one_deposit(const Point<Level0>& centre, double radius, Zone zone = Zone::upper_dermis) {
    SlideResult result = sample_result({3000, 2000}, 0);
    result.layers = {};
    DepositRow row = sample_deposit(1, centre, radius, 0.5, sample_layers({3000, 2000}));
    row.zone = zone;
    result.deposits = {row};
    return result;
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

TEST(AnnotatedPicture, MarksWhatIsUncertainByADashedCircle) {
    const Background background = plain_background({3000, 2000}, 2.0);
    SlideResult result = sample_result({3000, 2000}, 0);
    result.layers = {};
    ConfuserRow row;
    row.centroid = {1000, 600};
    row.outline = {blob({1000, 600}, 100.0)};  // 100 pixels of the picture across
    result.confusers = {row};
    EXPECT_EQ(pixels_near(annotated_picture(result, background), {500, 300}, 80, okabe_ito::black), 0) << "nuclei";
    result.confusers.front().finding = FindingClass::uncertain;
    const RgbImage picture = annotated_picture(result, background);
    const int drawn = pixels_near(picture, {500, 300}, 80, okabe_ito::black);
    EXPECT_GT(drawn, 150) << "half of 2 pi 75, two pixels thick";
    EXPECT_LT(drawn, 1000);
    EXPECT_EQ(pixels_near(picture, {500, 300}, 50, okabe_ito::black), 0) << "nothing within";
    EXPECT_EQ(picture(300, 500), glass);
}

TEST(AnnotatedPicture, OutlinesWhatMayBeCarbonWithoutHidingIt) {
    const Background background = plain_background({3000, 2000}, 2.0);
    SlideResult result = sample_result({3000, 2000}, 0);
    result.layers = {};
    ConfuserRow large;
    large.finding = FindingClass::carbon;
    large.centroid = {1000, 600};
    large.outline = {blob(large.centroid, 100.0)};
    ConfuserRow small = large;
    small.centroid = {2000, 1400};
    small.outline = {blob(small.centroid, 4.0)};
    result.confusers = {large, small};
    const RgbImage picture = annotated_picture(result, background);
    EXPECT_GT(pixels_near(picture, {500, 300}, 70, carbon_line), 100);
    EXPECT_EQ(picture(300, 500), glass) << "not filled";
    EXPECT_GT(pixels_near(picture, {1000, 700}, 14, carbon_line), 20) << "a ring, since it shows 4 pixels wide";
}

TEST(AnnotatedPicture, LeavesHolesUnfilled) {
    const Background background = plain_background({3000, 2000}, 2.0);
    SlideResult result = one_deposit({1000, 600}, 200.0);
    result.deposits[0].outline[0].holes = {blob({1000, 600}, 100.0).shell};
    const RgbImage picture = annotated_picture(result, background);
    EXPECT_EQ(picture(300, 500), glass);
    EXPECT_NE(picture(300, 575), glass);
}

TEST(AnnotatedPicture, DrawsTheBorderOfUpperAndDeepDermisAndNoOtherOutlineOfThem) {
    const Background background = plain_background({3000, 2000}, 4.0);
    SlideResult result = sample_result({3000, 2000}, 0);
    result.layers.epidermis.clear();
    result.layers.subcutis.clear();
    result.layers.junction.clear();
    const RgbImage picture = annotated_picture(result, background);
    EXPECT_GT(pixels_near(picture, {375, 225}, 12, okabe_ito::black), 0) << "a dash, not far";
    EXPECT_EQ(pixels_near(picture, {375, 90}, 3, okabe_ito::black), 0);
    EXPECT_EQ(pixels_near(picture, {38, 150}, 3, okabe_ito::black), 0);
}

TEST(AnnotatedPicture, DashesTheBorderOfUpperAndDeepDermis) {
    const Background background = plain_background({3000, 2000}, 2.0);
    SlideResult result = sample_result({3000, 2000}, 0);
    result.layers.junction.clear();
    const RgbImage picture = annotated_picture(result, background);
    int dark = 0;
    int changes = 0;
    for (int x = 300; x < 1200; ++x) {
        const bool on = pixels_near(picture, {x, 450}, 1, okabe_ito::black) > 0;
        changes += x > 300 && on != (pixels_near(picture, {x - 1, 450}, 1, okabe_ito::black) > 0) ? 1 : 0;
        dark += on ? 1 : 0;
    }
    EXPECT_GT(changes, 40);
    EXPECT_GT(dark, 200);
    EXPECT_LT(dark, 800);
}

TEST(AnnotatedPicture, DashesWhatWasTakenOutByHand) {
    const Background background = plain_background({3000, 2000}, 2.0);
    SlideResult result = sample_result({3000, 2000}, 0);
    result.layers = {};
    result.layers.excluded = {{{{600, 400}, {2400, 400}, {2400, 1600}, {600, 1600}}, {}}};
    const RgbImage picture = annotated_picture(result, background);
    int dark = 0;
    for (int x = 300; x < 1200; ++x) {
        dark += picture(200, x) != background.image(200, x) ? 1 : 0;
    }
    EXPECT_GT(dark, 300);
    EXPECT_LT(dark, 700);
    EXPECT_EQ(picture(400, 750), background.image(400, 750)) << "within";
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

}  // namespace
}  // namespace kossa::report
