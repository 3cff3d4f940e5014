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

TEST(Png, APartOfAnImageIsWrittenWithoutItsSurroundings) {
    const RgbImage image = gradient(61, 47);
    const RgbImage part = image(cv::Rect(7, 5, 30, 20));
    ASSERT_FALSE(part.isContinuous());
    EXPECT_TRUE(same_image(decoded(png_bytes(part)), part));
}

TEST(Png, AnImageWithoutPixelsIsAnError) {
    EXPECT_THROW(png_bytes(RgbImage()), OutputError);
}

}  // namespace
}  // namespace kossa::report
