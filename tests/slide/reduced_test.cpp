#include "kossa/slide/reduced.hpp"

#include "slide/test_images.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

TEST(Reduced, ByOneIsTheImage) {
    const RgbImage image = noisy_image(5, 3);
    EXPECT_EQ(cv::norm(reduced(image, 1), image, cv::NORM_INF), 0.0);
}

TEST(Reduced, RoundsToTheNearestHalvesUp) {
    RgbImage image(2, 4, cv::Vec3b(0, 0, 0));
    image(0, 0) = {1, 2, 3};
    image(1, 3) = {255, 254, 6};
    const RgbImage half = reduced(image, 2);
    ASSERT_EQ(half.size(), cv::Size(2, 1));
    EXPECT_EQ(half(0, 0), cv::Vec3b(0, 1, 1)) << "0.25, 0.5, 0.75";
    EXPECT_EQ(half(0, 1), cv::Vec3b(64, 64, 2)) << "63.75, 63.5, 1.5";
}

TEST(Reduced, EqualsTheSlowMean) {
    const RgbImage image = noisy_image(48, 32);
    for (const int factor : {2, 4, 8, 16}) {
        EXPECT_EQ(cv::norm(reduced(image, factor), support::shrunk(image, factor), cv::NORM_INF), 0.0) << factor;
    }
    EXPECT_EQ(reduced(RgbImage(8, 8, cv::Vec3b(255, 255, 255)), 8)(0, 0), cv::Vec3b(255, 255, 255));
}

}  // namespace
}  // namespace kossa
