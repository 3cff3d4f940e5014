#include "kossa/report/stain_map_picture.hpp"

#include <gtest/gtest.h>

#include "report/pictures.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

/// Rises from none on the left to the end of the scale on the right.
StainMap rising_map(const cv::Size& size, const std::string& name = "haematoxylin") {
    StainMap map{name, cv::Mat_<std::uint8_t>(size), {2.0, 2.0}};
    for (int x = 0; x < size.width; ++x) {
        map.steps.col(x).setTo(255 * x / (size.width - 1));
    }
    return map;
}

RgbImage drawn_map(const cv::Size& size, const std::string& name = "haematoxylin") {
    return draw_stain_map(rising_map(size, name), sample_result().summary);
}

/// Luma of Rec. 709: about what the eye takes for lightness.
double lightness(const cv::Vec3b& rgb) {
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

TEST(StainMapPicture, MoreIsBrighterAllAlongTheScale) {
    const RgbImage canvas = drawn_map({256, 40});
    for (int x = 8; x < 256; x += 8) {
        EXPECT_GT(lightness(canvas(20, x)), lightness(canvas(20, x - 8))) << x;
    }
    EXPECT_LT(lightness(canvas(20, 0)), 40.0);
    EXPECT_GT(lightness(canvas(20, 255)), 200.0);
}

TEST(StainMapPicture, RedComesFirst) {
    const cv::Vec3b most = drawn_map({256, 40})(20, 255);  // viridis ends in yellow
    EXPECT_GT(most[0], 200);
    EXPECT_LT(most[2], 100);
}

TEST(StainMapPicture, TheStripLeavesThePictureAloneAndHoldsTheColoursAgain) {
    const cv::Size size(1000, 600);
    const RgbImage canvas = drawn_map(size);
    EXPECT_GT(canvas.rows, size.height);
    EXPECT_EQ(canvas.cols, size.width);
    const RgbImage strip = canvas(cv::Rect(0, size.height, size.width, canvas.rows - size.height));
    const cv::Vec3b least = canvas(300, 0);
    const cv::Vec3b most = canvas(300, 999);
    EXPECT_GT(std::count(strip.begin(), strip.end(), least), 0);
    EXPECT_GT(std::count(strip.begin(), strip.end(), most), 0);
    EXPECT_TRUE(same_image(canvas(cv::Rect(0, 0, 1000, 1)), canvas(cv::Rect(0, 599, 1000, 1))));
}

TEST(StainMapPicture, ANarrowSlideGetsAStripWideEnoughToRead) {
    const RgbImage canvas = drawn_map({30, 900});
    EXPECT_GT(canvas.cols, 200);
    EXPECT_EQ(canvas(450, canvas.cols - 1), cv::Vec3b(255, 255, 255));
}

TEST(StainMapPicture, WithoutPixelSizeItIsDrawnAllTheSame) {
    SlideSummary summary = sample_result().summary;
    summary.slide.mpp_x.reset();
    EXPECT_GT(draw_stain_map(rising_map({300, 200}), summary).rows, 200);
}

TEST(StainMapPicture, EqualInputGivesEqualPictures) {
    EXPECT_TRUE(same_image(drawn_map({500, 300}), drawn_map({500, 300})));
    EXPECT_FALSE(same_image(drawn_map({500, 300}), drawn_map({500, 300}, "silver"))) << "the caption names the stain";
}

}  // namespace
}  // namespace kossa::report
