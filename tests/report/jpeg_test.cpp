#include "kossa/report/jpeg.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "kossa/core/error.hpp"
#include "report/pictures.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

RgbImage stripes() {
    RgbImage image(60, 90, cv::Vec3b(240, 235, 238));
    image(cv::Rect(20, 0, 30, 60)) = cv::Vec3b(150, 60, 130);
    return image;
}

TEST(Jpeg, ShowsTheSameColoursInTheSameOrder) {
    const RgbImage image = stripes();
    const RgbImage shown = jpeg_image(jpeg_bytes(image), 1000);
    ASSERT_EQ(shown.size(), image.size());
    for (int y = 0; y < image.rows; ++y) {
        for (int x = 0; x < image.cols; ++x) {
            for (int c = 0; c < 3; ++c) {
                ASSERT_NEAR(shown(y, x)[c], image(y, x)[c], 12) << x << ", " << y;
            }
        }
    }
}

TEST(Jpeg, IsTheSameForEqualImagesAndReadsTheSameEachTime) {
    const std::string bytes = jpeg_bytes(stripes());
    EXPECT_EQ(bytes, jpeg_bytes(stripes()));
    EXPECT_TRUE(same_image(jpeg_image(bytes, 1000), jpeg_image(bytes, 1000)));
}

TEST(Jpeg, WhatIsDamagedIsRefused) {
    EXPECT_THROW(jpeg_image("", 1000), SlideError);
    EXPECT_THROW(jpeg_image("no JPEG", 1000), SlideError);
    const std::string bytes = jpeg_bytes(stripes());
    EXPECT_THROW(jpeg_image(bytes.substr(0, 100), 1000), SlideError);
    EXPECT_THROW(jpeg_bytes(RgbImage()), OutputError);
    const int longer = std::max(stripes().cols, stripes().rows);
    EXPECT_NO_THROW(jpeg_image(bytes, longer));
    EXPECT_THROW(jpeg_image(bytes, longer - 1), SlideError);
}

}  // namespace
}  // namespace kossa::report
