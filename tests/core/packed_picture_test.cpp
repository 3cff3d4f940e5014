#include "kossa/core/packed_picture.hpp"

#include <gtest/gtest.h>

namespace kossa {
namespace {

/// Noise of up to `range` levels over an even ground.
RgbImage noisy(const cv::Size& size, int range) {
    RgbImage image(size);
    cv::RNG random(17);
    for (cv::Vec3b& pixel : image) {
        for (int c = 0; c < 3; ++c) {
            pixel[c] = static_cast<std::uint8_t>((range > 200 ? 0 : 30 * (c + 1)) + random.uniform(0, range + 1));
        }
    }
    return image;
}

bool same_levels(const RgbImage& a, const RgbImage& b) {
    return a.size() == b.size() && cv::norm(a, b, cv::NORM_INF) == 0.0;
}

TEST(PackedPicture, LosesNoLevel) {
    for (const int range : {0, 1, 3, 4, 15, 16, 255}) {
        const RgbImage image = noisy({101, 67}, range);
        const PackedPicture packed = image;
        EXPECT_TRUE(same_levels(packed, image)) << range;
        EXPECT_TRUE(same_levels(packed.part({31, 5, 40, 60}), image({31, 5, 40, 60}))) << range;
        EXPECT_TRUE(same_levels(packed.rows(30, 34), image.rowRange(30, 34))) << range;
    }
}

TEST(PackedPicture, IsPutBlockByBlock) {
    const RgbImage image = noisy({150, 90}, 9);
    PackedPicture packed(image.size());
    for (const cv::Rect& block : {cv::Rect(0, 0, 64, 64), cv::Rect(64, 0, 86, 64), cv::Rect(0, 64, 150, 26)}) {
        packed.put(block.tl(), image(block));
    }
    EXPECT_TRUE(same_levels(packed, image));
}

TEST(PackedPicture, OfWhichAPartIsCutShowsThatPart) {
    const RgbImage image = noisy({150, 90}, 200);
    const PackedPicture cut = PackedPicture(image).cut({33, 7, 100, 70});
    EXPECT_TRUE(same_levels(cut, image({33, 7, 100, 70})));
    EXPECT_TRUE(same_levels(cut.cut({1, 40, 50, 20}), image({34, 47, 50, 20})));
}

TEST(PackedPicture, OfNothingIsEmpty) {
    EXPECT_TRUE(PackedPicture().empty());
    EXPECT_TRUE(PackedPicture(RgbImage()).empty());
}

}  // namespace
}  // namespace kossa
