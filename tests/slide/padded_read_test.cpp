#include "kossa/slide/padded_read.hpp"

#include <stdexcept>

#include "slide/test_images.hpp"

namespace kossa {
namespace {

const cv::Vec3b background(9, 8, 7);

/// A slide of one level, which counts how often it is asked for pixels.
class PaddedRead : public ::testing::Test {
  protected:
    PaddedRead() {
        info_.levels = {SlideLevel{{image_.cols, image_.rows}, 1.0, 1.0}};
        info_.background = background;
    }

    RgbImage read(int level, const Box<LevelPixels>& region) {
        return read_padded(info_, level, region, [this](const Box<LevelPixels>& box) {
            ++reads_;
            EXPECT_EQ(box, box.intersected(whole(info_.levels[0].size)));
            EXPECT_FALSE(box.empty());
            return RgbImage(part(image_, box).clone());
        });
    }

    RgbImage image_ = noisy_image(30, 20);
    SlideInfo info_;
    int reads_ = 0;
};

TEST_F(PaddedRead, InsideIsWhatTheReaderGives) {
    EXPECT_TRUE(same_pixels(read(0, {3, 4, 10, 11}), part(image_, {3, 4, 10, 11})));
    EXPECT_TRUE(same_pixels(read(0, {0, 0, 30, 20}), image_));
    EXPECT_EQ(reads_, 2);
}

TEST_F(PaddedRead, TheSlidesBackgroundLiesAround) {
    RgbImage expected(30, 40, background);
    image_.copyTo(expected(cv::Rect(4, 7, 30, 20)));
    EXPECT_TRUE(same_pixels(read(0, {-4, -7, 40, 30}), expected));
}

TEST_F(PaddedRead, NothingIsReadForARegionOutsideOrEmpty) {
    EXPECT_TRUE(same_pixels(read(0, {30, 0, 3, 2}), RgbImage(2, 3, background)));
    EXPECT_TRUE(read(0, {5, 5, 0, 10}).empty());
    EXPECT_EQ(reads_, 0);
}

TEST_F(PaddedRead, RefusesBeforeReading) {
    const std::int64_t far = std::int64_t{1} << 62;
    EXPECT_EQ(error_code([&] { read(0, {0, 0, largest_read_pixels + 1, 1}); }), "too-large");
    EXPECT_EQ(error_code([&] { read(0, {0, 0, far, far}); }), "too-large");
    EXPECT_EQ(error_code([&] { read(0, {0, -far, 4, 4}); }), "too-large");
    EXPECT_THROW(read(1, {0, 0, 1, 1}), std::out_of_range);
    EXPECT_THROW(read(-1, {0, 0, 1, 1}), std::out_of_range);
    EXPECT_EQ(reads_, 0);
}

TEST(PlaceName, NamesLevelSizeAndPosition) {
    EXPECT_EQ(place_name(2, {1024, 0, 512, 256}), "level 2, region 512 x 256 at (1024, 0)");
}

}  // namespace
}  // namespace kossa
