#include "kossa/report/png.hpp"

#include <gtest/gtest.h>
#include <png.h>

#include "kossa/core/error.hpp"
#include "report/pictures.hpp"
#include "report/sample_result.hpp"

namespace kossa::report {
namespace {

RgbImage decoded(const std::string& bytes) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()), 0) << header.message;
    EXPECT_EQ(header.format, static_cast<png_uint_32>(PNG_FORMAT_RGB));
    RgbImage image(static_cast<int>(header.height), static_cast<int>(header.width));
    EXPECT_NE(png_image_finish_read(&header, nullptr, image.data, 0, nullptr), 0) << header.message;
    return image;
}

RgbImage gradient(int width, int height) {
    RgbImage image(height, width);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image(y, x) = {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y),
                           static_cast<std::uint8_t>(3 * x + 5 * y)};
        }
    }
    return image;
}

TEST(Png, BeginsWithTheSignatureAndRepeats) {
    const RgbImage image = plain_background({100, 50}, 1.0).image;
    const std::string bytes = png_bytes(image);
    EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(bytes, png_bytes(image));
    EXPECT_NE(bytes, png_bytes(image(cv::Rect(0, 0, 99, 50))));
}

TEST(Png, ReadsBackAsTheSamePixels) {
    const RgbImage image = gradient(61, 47);
    EXPECT_TRUE(same_image(decoded(png_bytes(image)), image));
}

TEST(Png, IsTheSameOnAnyNumberOfThreads) {
    const RgbImage image = gradient(61, 300);
    cv::setNumThreads(1);
    const std::string alone = png_bytes(image);
    cv::setNumThreads(4);
    EXPECT_TRUE(png_bytes(image) == alone);
    cv::setNumThreads(1);
    EXPECT_TRUE(same_image(decoded(alone), image));
}

TEST(Png, APartOfAnImageIsWrittenWithoutItsSurroundings) {
    const RgbImage image = gradient(61, 47);
    const RgbImage part = image(cv::Rect(7, 5, 30, 20));
    ASSERT_FALSE(part.isContinuous());
    EXPECT_TRUE(same_image(decoded(png_bytes(part)), part));
}

TEST(Png, ARasterReadsBackAsItWas) {
    cv::Mat_<std::uint8_t> raster(33, 65);
    for (int i = 0; i < static_cast<int>(raster.total()); ++i) {
        raster(i / raster.cols, i % raster.cols) = static_cast<std::uint8_t>(i * 7);
    }
    EXPECT_EQ(cv::countNonZero(png_raster(png_bytes(raster), raster.size()) != raster), 0);
}

TEST(Png, ARasterOfAnotherSizeOrDamagedIsRefused) {
    const std::string bytes = png_bytes(cv::Mat_<std::uint8_t>(20, 30, std::uint8_t{7}));
    EXPECT_THROW(png_raster(bytes, {20, 30}), SlideError);
    EXPECT_THROW(png_raster(bytes.substr(0, bytes.size() / 2), {30, 20}), SlideError);
    EXPECT_THROW(png_raster("no PNG", {30, 20}), SlideError);
    EXPECT_THROW(png_raster("", {30, 20}), SlideError);
    EXPECT_THROW(png_raster(png_bytes(gradient(30, 20)), {30, 20}), SlideError) << "colours";
}

TEST(Png, AnImageWithoutPixelsIsAnError) {
    EXPECT_THROW(png_bytes(RgbImage()), OutputError);
}

}  // namespace
}  // namespace kossa::report
