#include "kossa/report/overlay.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "report/pictures.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

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

}  // namespace
}  // namespace kossa::report
