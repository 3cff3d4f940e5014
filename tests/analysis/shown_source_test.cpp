#include "kossa/analysis/shown_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/analysis/score.hpp"
#include "kossa/core/error.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

const cv::Vec3b plain_colour(200, 150, 180);
const cv::Vec3b damaged_grey(128, 128, 128);

TEST(ShownSource, IsGreyInTheSquaresThatCannotBeReadWhateverTheRegion) {
    support::MemorySlide slide(RgbImage(600, 700, plain_colour));
    slide.damage({300, 300, 10, 10});
    const ShownSource shown(slide);
    const RgbImage whole = shown.read(0, {0, 0, 700, 600});
    EXPECT_EQ(whole(255, 300), plain_colour);
    EXPECT_EQ(whole(256, 256), damaged_grey);
    EXPECT_EQ(whole(511, 511), damaged_grey);
    EXPECT_EQ(whole(300, 512), plain_colour);
    const RgbImage part = shown.read(0, {290, 290, 30, 30});
    EXPECT_EQ(part(0, 0), damaged_grey);
    EXPECT_EQ(shown.read(0, {0, 0, 100, 100})(50, 50), plain_colour);
}

TEST(ShownSource, ThePictureOfADamagedSlideIsThere) {
    support::MemorySlide slide(RgbImage(600, 700, plain_colour));
    slide.damage({300, 300, 10, 10});
    const Picture picture = read_picture(slide, 350, {});
    EXPECT_EQ(picture.image(20, 20), plain_colour);
    EXPECT_EQ(picture.image(150, 150), damaged_grey);
}

}  // namespace
}  // namespace kossa
