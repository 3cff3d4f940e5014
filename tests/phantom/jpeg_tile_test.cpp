#include "kossa/phantom/jpeg_tile.hpp"

#include <gtest/gtest.h>

namespace kossa::phantom {
namespace {

RgbImage halves() {
    RgbImage image(64, 64, cv::Vec3b(200, 150, 180));
    image(cv::Rect(32, 0, 32, 64)).setTo(cv::Scalar(60, 40, 90));
    return image;
}

TEST(JpegTile, QuarterOfAPictureShowsTheSameColours) {
    for (const ChromaSubsampling chroma : {ChromaSubsampling::full_444, ChromaSubsampling::half_420}) {
        const RgbImage small = quarter_sized(pyramid::jpeg_tile(halves(), 95, chroma));
        ASSERT_EQ(small.size(), cv::Size(16, 16));
        for (int c = 0; c < 3; ++c) {
            EXPECT_NEAR(small(8, 3)[c], halves()(32, 10)[c], 4);
            EXPECT_NEAR(small(8, 13)[c], halves()(32, 50)[c], 4);
        }
    }
}

}  // namespace
}  // namespace kossa::phantom
