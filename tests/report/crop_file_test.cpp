#include "kossa/report/crop_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/core/error.hpp"
#include "kossa/report/jpeg.hpp"

namespace kossa::report {
namespace {

std::vector<Crop> two_crops() {
    return {{{12.5, 1.0 / 3.0}, {0, 0, 40, 30}, RgbImage(30, 40, cv::Vec3b(200, 100, 50))},
            {{1e5 + 0.1, 7.0}, {99980, -3, 40, 20}, RgbImage(20, 40, cv::Vec3b(10, 20, 30))}};
}

TEST(CropFile, GivesBackWhatWasStored) {
    const std::vector<CropPicture> pictures = crop_pictures(two_crops());
    EXPECT_EQ(crops_of(crops_json(pictures)), pictures);
    EXPECT_EQ(crops_of(crops_json({})), std::vector<CropPicture>{});
}

TEST(CropFile, KeepsThePicture) {
    const RgbImage image = jpeg_image(crop_pictures(two_crops()).front().jpeg, 1000);
    ASSERT_EQ(image.size(), cv::Size(40, 30));
    for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(image(15, 20)[c], two_crops().front().image(15, 20)[c], 4);
    }
}

TEST(CropFile, OneOnScreenIsSmallerThanOneToKeep) {
    RgbImage noise(200, 200);
    cv::RNG random(1);
    random.fill(noise, cv::RNG::UNIFORM, 0, 256);
    EXPECT_LT(jpeg_bytes(noise, JpegUse::on_screen).size(), jpeg_bytes(noise).size() / 2);
}

TEST(CropFile, RefusesWhatIsDamaged) {
    const std::string whole = crops_json(crop_pictures(two_crops()));
    for (const std::string& text :
         {whole.substr(0, whole.size() / 2), std::string(), std::string("[]"),
          std::string(R"({"crops": [{"centre": [1], "region": [], "jpeg": ""}]})"),
          std::string(R"({"crops": [{"centre": [1, 2], "region": [1, 2, 3, 4], "jpeg": 5}]})"),
          std::string(R"({"crops": [{"centre": [1, 2], "region": [1, 2, 3, 4], "jpeg": "<"}]})")}) {
        EXPECT_THROW(crops_of(text), SlideError) << text;
    }
}

}  // namespace
}  // namespace kossa::report
