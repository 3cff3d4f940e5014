#include "kossa/pyramid/tile_coding.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace kossa::pyramid {
namespace {

cv::Mat halves() {
    cv::Mat image(64, 64, CV_8UC3, cv::Scalar(200, 150, 180));
    image(cv::Rect(32, 0, 32, 64)).setTo(cv::Scalar(60, 40, 90));
    return image;
}

Bytes inflated(const Bytes& packed, std::size_t size) {
    Bytes bytes(size);
    uLongf length = size;
    EXPECT_EQ(uncompress(bytes.data(), &length, packed.data(), packed.size()), Z_OK);
    bytes.resize(length);
    return bytes;
}

TEST(JpegTile, BetterQualityTakesMoreBytes) {
    EXPECT_GT(jpeg_tile(halves(), 98, ChromaSubsampling::full_444).size(),
              jpeg_tile(halves(), 40, ChromaSubsampling::full_444).size());
}

TEST(JpegTile, TakesAPartOfALargerImage) {
    const cv::Mat image = halves();
    const cv::Mat part = image(cv::Rect(16, 16, 32, 32));
    EXPECT_EQ(jpeg_tile(part, 85, ChromaSubsampling::full_444),
              jpeg_tile(part.clone(), 85, ChromaSubsampling::full_444));
}

TEST(DeflateTile, GivesEveryPixelBack) {
    cv::Mat raster(70, 50, CV_8UC1);
    cv::RNG(3).fill(raster, cv::RNG::UNIFORM, 0, 256);
    const cv::Mat part = raster(cv::Rect(3, 5, 40, 60));
    const cv::Mat copy = part.clone();
    EXPECT_EQ(inflated(deflate_tile(part), copy.total()), Bytes(copy.datastart, copy.dataend));
}

TEST(DeflateTile, IsSmallWhereNothingIs) {
    EXPECT_LT(deflate_tile(cv::Mat::zeros(256, 256, CV_8UC1)).size(), 200U);
}

}  // namespace
}  // namespace kossa::pyramid
