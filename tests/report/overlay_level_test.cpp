#include "kossa/report/overlay_level.hpp"

#include <gtest/gtest.h>

#include "report/pictures.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

const Size<Level0> level_slide{24000, 16000};
const Size<Working> level_grid{12000, 8000};
const Scaling<Level0, Working> level_scale{2.0, 2.0};
const cv::Vec3b level_paper(235, 205, 220);

SlideResult with_deposit(double left, double top, double right, double bottom) {
    SlideResult result = sample_result(level_slide, 0);
    result.layers = {};
    DepositRow row = sample_deposit(1, {(left + right) / 2, (top + bottom) / 2}, 1.0, 0.25, sample_layers(level_slide));
    row.zone = Zone::deep_dermis;
    row.outline = {rectangle(left, top, right, bottom)};
    result.deposits = {row};
    return result;
}

RgbImage blank(int width, int height) {
    return RgbImage(cv::Size(width, height), level_paper);
}

class LevelOfOverlay : public testing::TestWithParam<int> {};

TEST_P(LevelOfOverlay, HasADepositExactlyWhereItIs) {
    const int level = GetParam();
    const SlideResult result = with_deposit(4096, 3072, 5120, 4096);
    const RgbImage image =
        OverlayLevels(result, level_grid, level_scale).drawn(level, 0, 0, blank(4000 >> level, 3000 >> level));
    const cv::Rect place(2048 >> level, 1536 >> level, 512 >> level, 512 >> level);
    const Colour colour = zone_colour(Zone::deep_dermis);
    const cv::Point middle = (place.tl() + place.br()) / 2;
    // A line two pixels wide lies with one pixel on either side of the outline; white halo beyond it on both.
    for (const int side : {-1, 0}) {
        EXPECT_EQ(pixels_near(image, {place.x + side, middle.y}, 0, colour), 1);
        EXPECT_EQ(pixels_near(image, {place.br().x + side, middle.y}, 0, colour), 1);
        EXPECT_EQ(pixels_near(image, {middle.x, place.y + side}, 0, colour), 1);
        EXPECT_EQ(pixels_near(image, {middle.x, place.br().y + side}, 0, colour), 1);
    }
    EXPECT_EQ(pixels_near(image, {place.x - 2, middle.y}, 0, colour), 0);
    EXPECT_EQ(pixels_near(image, {place.x + 1, middle.y}, 0, colour), 0);
    EXPECT_EQ(image(middle), level_paper) << "not filled";
    EXPECT_EQ(image(place.y - 8, place.x - 8), level_paper);
}

INSTANTIATE_TEST_SUITE_P(Levels, LevelOfOverlay, testing::Values(0, 1, 2, 3));

TEST(OverlayLevels, MarksASmallDepositByARingButOnLevel0) {
    const SlideResult result = with_deposit(4096, 3072, 4108, 3084);
    const OverlayLevels levels(result, level_grid, level_scale);
    const Colour colour = zone_colour(Zone::deep_dermis);
    const RgbImage finest = levels.drawn(0, 2000, 1500, blank(100, 100));
    EXPECT_EQ(pixels_near(finest, {48, 36}, 0, colour), 1) << "the corner of the outline";
    const RgbImage coarse = levels.drawn(2, 450, 350, blank(100, 100));
    EXPECT_GT(pixels_near(coarse, {512 - 450 + 10, 384 - 350}, 2, colour), 2) << "the ring";
    EXPECT_EQ(pixels_near(coarse, {512 - 450, 384 - 350}, 3, colour), 0);
}

/// How many pixels differ clearly.
int different(const RgbImage& a, const RgbImage& b) {
    int count = 0;
    for (int y = 0; y < a.rows; ++y) {
        for (int x = 0; x < a.cols; ++x) {
            count += cv::norm(a(y, x), b(y, x), cv::NORM_INF) > 24 ? 1 : 0;
        }
    }
    return count;
}

TEST(OverlayLevels, PartsFitTogether) {
    SlideResult result = sample_result(level_slide, 120, 0.25);
    result.layers.junction = {{{1000, 2600}, {9000, 3100}, {17000, 2500}, {23000, 2900}}};  // slanting
    const OverlayLevels levels(result, level_grid, level_scale);
    const int level = 3;
    const cv::Size size(12000 >> level, 8000 >> level);
    const RgbImage whole = levels.drawn(level, 0, 0, blank(size.width, size.height));
    RgbImage joined(size);
    for (int y = 0; y < size.height; y += 97) {
        for (int x = 0; x < size.width; x += 131) {
            const cv::Rect part(x, y, std::min(131, size.width - x), std::min(97, size.height - y));
            levels.drawn(level, x, y, blank(part.width, part.height)).copyTo(joined(part));
        }
    }
    EXPECT_EQ(different(whole, joined), 0);
    EXPECT_GT(different(whole, blank(size.width, size.height)), 10'000) << "something is drawn";
}

TEST(OverlayLevels, HasTheLinesOfTheOverlayOnEveryLevel) {
    SlideResult result = sample_result(level_slide, 0);
    const SampleLayers at = sample_layers(level_slide);
    const double left_out = (at.dermis_border + at.subcutis_top) / 2.0;
    result.layers.excluded = {{{{8000, left_out}, {16000, left_out}, {12000, left_out + 300.0}}, {}}};
    const OverlayLevels levels(result, level_grid, level_scale);
    for (const int level : {0, 2, 3}) {
        const double per_pixel = 2 << level;
        const auto row = [per_pixel](double y) { return static_cast<int>(y / per_pixel); };
        const int x = row(12000);
        const auto count = [&](double y, const Colour& colour) {
            return pixels_near(levels.drawn(level, x - 30, row(y) - 30, blank(60, 60)), {30, 30}, 12, colour);
        };
        EXPECT_GT(count(at.epidermis_top, okabe_ito::orange), 20);
        EXPECT_GT(count(at.junction, okabe_ito::black), 60);
        EXPECT_GT(count(at.dermis_border, okabe_ito::black), 10);
        EXPECT_LT(count(at.dermis_border, okabe_ito::black), count(at.junction, okabe_ito::black));
        EXPECT_GT(count(at.subcutis_top, okabe_ito::bluish_green), 20);
        EXPECT_GT(count(left_out, {80, 80, 80}), 10);
    }
}

TEST(OverlayLevels, LeavesAPlaceWithoutAnythingAsItIs) {
    const SlideResult result = with_deposit(4096, 3072, 5120, 4096);
    const RgbImage plain = blank(256, 256);
    EXPECT_TRUE(same_image(OverlayLevels(result, level_grid, level_scale).drawn(0, 9000, 5000, plain), plain));
}

}  // namespace
}  // namespace kossa::report
