#include "kossa/slide/premultiplied.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace kossa {
namespace {

TEST(Premultiplied, OpaquePixelsAreUnchanged) {
    for (std::uint32_t value = 0; value <= 255; ++value) {
        EXPECT_EQ(over_background(value, 255, 17), value);
    }
}

TEST(Premultiplied, TransparentPixelsAreTheBackground) {
    for (std::uint32_t background = 0; background <= 255; ++background) {
        EXPECT_EQ(over_background(0, 0, background), background);
    }
}

TEST(Premultiplied, EveryColourAtEveryAlphaIsWithinRoundingOfTheMixture) {
    for (const std::uint32_t background : {0U, 1U, 128U, 254U, 255U}) {
        for (std::uint32_t alpha = 0; alpha <= 255; ++alpha) {
            for (std::uint32_t colour = 0; colour <= 255; ++colour) {
                const double share = alpha / 255.0;
                const auto stored = static_cast<std::uint32_t>(std::lround(colour * share));
                const double mixture = colour * share + background * (1.0 - share);
                ASSERT_NEAR(over_background(stored, alpha, background), mixture, 1.0) << colour << " at " << alpha;
            }
        }
    }
}

TEST(Premultiplied, ColoursAboveAlphaSaturate) {
    EXPECT_EQ(over_background(200, 10, 255), 255);
}

TEST(Premultiplied, ImageKeepsRowsAndChannelOrder) {
    const std::vector<std::uint32_t> argb = {0xff010203, 0xff040506, 0xff070809, 0x00000000, 0x80800000, 0xffffffff};
    const RgbImage image = opaque_image(argb, 3, 2, {10, 20, 255});
    EXPECT_EQ(image(0, 0), cv::Vec3b(1, 2, 3));
    EXPECT_EQ(image(0, 2), cv::Vec3b(7, 8, 9));
    EXPECT_EQ(image(1, 0), cv::Vec3b(10, 20, 255));
    EXPECT_EQ(image(1, 1), cv::Vec3b(133, 10, 127));
    EXPECT_EQ(image(1, 2), cv::Vec3b(255, 255, 255));
}

}  // namespace
}  // namespace kossa
