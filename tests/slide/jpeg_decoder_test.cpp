#include "kossa/slide/jpeg_decoder.hpp"

#include <gtest/gtest.h>
#include <turbojpeg.h>

namespace kossa {
namespace {

TEST(JpegDecoder, IsOneThatDecodes) {
    const JpegDecoder decoder = jpeg_decoder();
    ASSERT_NE(decoder, nullptr);
    const unsigned char no_jpeg = 0;
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    EXPECT_NE(tjDecompressHeader3(decoder.get(), &no_jpeg, 1, &width, &height, &subsampling, &colours), 0);
    EXPECT_NE(tjGetErrorCode(decoder.get()), -1);
}

}  // namespace
}  // namespace kossa
