#include "kossa/slide/slide_source.hpp"

#include "slide/test_images.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

TEST(SlideSource, AveragesWhatItCannotDecodeSmaller) {
    const RgbImage image = noisy_image(40, 40);
    const support::MemorySlide slide(image);
    EXPECT_TRUE(same_pixels(slide.read_reduced(0, {8, 4, 16, 20}, 4), support::shrunk(part(image, {8, 4, 16, 20}), 4)));
}

TEST(DecodedSmaller, OnlyScalableLevelsAreAndOnlyAsJpegCan) {
    SlideLevel level{{100, 100}};
    EXPECT_FALSE(decoded_smaller(level, 2));
    level.scalable = true;
    for (const int factor : {1, 2, 4, 8, 16}) {
        EXPECT_EQ(decoded_smaller(level, factor), factor >= 2 && factor <= 8) << factor;
    }
}

TEST(SufficientLevel, IsTheCoarsestThatIsNotCoarser) {
    SlideInfo slide;
    for (const double downsample : {1.0, 4.0, 16.008}) {
        slide.levels.push_back({{100, 100}, downsample, downsample});
    }
    EXPECT_EQ(sufficient_level(slide, 0.5), 0);
    EXPECT_EQ(sufficient_level(slide, 3.9), 0);
    EXPECT_EQ(sufficient_level(slide, 4.0), 1);
    EXPECT_EQ(sufficient_level(slide, 15.9), 1);
    EXPECT_EQ(sufficient_level(slide, 16.0), 2) << "levels are whole pixels";
    slide.levels[2].downsample_y = 17.0;
    EXPECT_EQ(sufficient_level(slide, 16.0), 1) << "too coarse along one axis";
}

SlideLevel level_of(std::int64_t width, std::int64_t height) {
    constexpr double slide_width = 2000.0;
    constexpr double slide_height = 1600.0;
    return {{width, height}, slide_width / static_cast<double>(width), slide_height / static_cast<double>(height)};
}

TEST(SufficientLevel, ALabelAmongTheLevelsIsPassedOver) {
    EXPECT_FALSE(in_proportion(level_of(500, 320)));
    EXPECT_FALSE(in_proportion(level_of(300, 320)));
    SlideInfo slide;
    slide.levels = {level_of(2000, 1600), level_of(1000, 800), level_of(500, 320)};
    EXPECT_EQ(sufficient_level(slide, 8.0), 1);
}

TEST(SufficientLevel, LevelsMayBeRoundedUpAndDown) {
    for (const auto& [width, height] : {std::pair{2000, 1600}, {500, 400}, {501, 399}, {250, 202}, {3, 1}, {1, 1}}) {
        EXPECT_TRUE(in_proportion(level_of(width, height))) << width << " x " << height;
    }
}

}  // namespace
}  // namespace kossa
