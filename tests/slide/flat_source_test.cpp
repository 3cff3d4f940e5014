#include "kossa/slide/flat_image.hpp"

#include "slide/test_images.hpp"

namespace kossa {
namespace {

TEST(FlatSize, IsBoundedOnBothSides) {
    EXPECT_EQ(error_code([] { require_flat_size(20000, 20000); }), "none");
    EXPECT_EQ(error_code([] { require_flat_size(20001, 20000); }), "too-large");
    EXPECT_EQ(error_code([] { require_flat_size(std::int64_t{1} << 62, 4); }), "too-large");
    EXPECT_EQ(error_code([] { require_flat_size(0, 5); }), "corrupt");
}

TEST(Halved, AveragesTwoByTwoAndWhatIsLeftAtOddEdges) {
    const RgbImage image = (RgbImage(3, 3) << cv::Vec3b(0, 0, 0), cv::Vec3b(1, 0, 0), cv::Vec3b(10, 0, 9),  //
                            cv::Vec3b(1, 0, 0), cv::Vec3b(0, 4, 0), cv::Vec3b(13, 0, 9),                    //
                            cv::Vec3b(8, 1, 0), cv::Vec3b(9, 1, 0), cv::Vec3b(200, 3, 9));
    const RgbImage half = halved(image);
    ASSERT_EQ(half.size(), cv::Size(2, 2));
    EXPECT_EQ(half(0, 0), cv::Vec3b(1, 1, 0));
    EXPECT_EQ(half(0, 1), cv::Vec3b(12, 0, 9));
    EXPECT_EQ(half(1, 0), cv::Vec3b(9, 1, 0));
    EXPECT_EQ(half(1, 1), cv::Vec3b(200, 3, 9));
}

class FlatSlide : public ::testing::Test {
  protected:
    void SetUp() override { write_png(folder_ / "photo.png", image_, PNG_FORMAT_RGB); }

    TemporaryFolder folder_;
    RgbImage image_ = noisy_image(2051, 300);
};

TEST_F(FlatSlide, HasLevelsByExactPowersOfTwo) {
    const auto slide = open_flat_image(folder_ / "photo.png", FileFormat::png, {});
    const auto& levels = slide->info().levels;
    ASSERT_EQ(levels.size(), 3U);
    EXPECT_EQ(levels[1].size, (Size<LevelPixels>{1026, 150}));
    EXPECT_EQ(levels[2].size, (Size<LevelPixels>{513, 75}));
    EXPECT_EQ(levels[2].downsample_x, 4.0);
    EXPECT_EQ(levels[2].downsample_y, 4.0);
    EXPECT_TRUE(same_pixels(slide->read(2, {0, 0, 513, 75}), halved(halved(image_))));
}

TEST_F(FlatSlide, ReadsPartsAndPutsWhiteAround) {
    const auto slide = open_flat_image(folder_ / "photo.png", FileFormat::png, {});
    EXPECT_TRUE(same_pixels(slide->read(0, {1000, 7, 55, 66}), part(image_, {1000, 7, 55, 66})));
    RgbImage expected(4, 4, cv::Vec3b(255, 255, 255));
    expected(3, 3) = image_(0, 0);
    EXPECT_TRUE(same_pixels(slide->read(0, {-3, -3, 4, 4}), expected));
}

TEST_F(FlatSlide, WhatIsReadIsACopy) {
    const auto slide = open_flat_image(folder_ / "photo.png", FileFormat::png, {});
    slide->read(0, {0, 0, 10, 10}).setTo(cv::Scalar(0, 0, 0));
    EXPECT_TRUE(same_pixels(slide->read(0, {0, 0, 10, 10}), part(image_, {0, 0, 10, 10})));
}

TEST_F(FlatSlide, InfoNamesFileFormatAndContent) {
    const PixelSize user(Microns(0.5));
    const SlideInfo info = open_flat_image(folder_ / "photo.png", FileFormat::png, user)->info();
    EXPECT_EQ(info.name, "photo.png");
    EXPECT_EQ(info.vendor, "png");
    EXPECT_EQ(info.quickhash.size(), std::string("fnv1a64-").size() + 16);
    EXPECT_EQ(info.pixel_size, user);
    EXPECT_EQ(info.pixel_size_source, PixelSizeSource::user);
    EXPECT_FALSE(info.objective_power.has_value());
}

}  // namespace
}  // namespace kossa
