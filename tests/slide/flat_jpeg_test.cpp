#include "kossa/slide/flat_image.hpp"

#include "slide/test_images.hpp"

namespace kossa {
namespace {

FlatImage jpeg(const std::filesystem::path& path) {
    return decode_jpeg(bytes_of(path));
}

TEST(FlatJpeg, IsCloseToWhatWasWritten) {
    const TemporaryFolder folder;
    const RgbImage image = smooth_image(150, 90);
    write_jpeg(folder / "a.jpg", image, TJPF_RGB, TJSAMP_444);
    EXPECT_LT(largest_difference(jpeg(folder / "a.jpg").pixels, image), 8);
}

TEST(FlatJpeg, GreyBecomesRgb) {
    const TemporaryFolder folder;
    write_jpeg(folder / "a.jpg", cv::Mat_<std::uint8_t>(16, 16, std::uint8_t{90}), TJPF_GRAY, TJSAMP_GRAY);
    EXPECT_LE(largest_difference(jpeg(folder / "a.jpg").pixels, RgbImage(16, 16, cv::Vec3b(90, 90, 90))), 1);
}

TEST(FlatJpeg, CutFileIsCorrupt) {
    const TemporaryFolder folder;
    write_jpeg(folder / "a.jpg", noisy_image(200, 200), TJPF_RGB, TJSAMP_420);
    for (const double share : {0.95, 0.5, 0.5, 0.01}) {
        keep_first_bytes(folder / "a.jpg", share);
        EXPECT_EQ(error_code([&] { jpeg(folder / "a.jpg"); }), "corrupt") << share;
    }
}

TEST(FlatJpeg, CmykIsRefused) {
    const TemporaryFolder folder;
    write_jpeg(folder / "a.jpg", cv::Mat_<cv::Vec4b>(16, 16, cv::Vec4b(1, 2, 3, 4)), TJPF_CMYK, TJSAMP_444);
    EXPECT_EQ(error_code([&] { jpeg(folder / "a.jpg"); }), "not-a-slide");
}

TEST(FlatJpeg, DensityIsKeptForThePixelSize) {
    const TemporaryFolder folder;
    write_jpeg(folder / "a.jpg", smooth_image(16, 16), TJPF_RGB, TJSAMP_444);
    std::vector<std::uint8_t> bytes = bytes_of(folder / "a.jpg");
    bytes[13] = 2;  // per centimetre
    bytes[14] = bytes[16] = 0x4e;
    bytes[15] = bytes[17] = 0x20;  // 20000
    const auto properties = decode_jpeg(bytes).properties;
    EXPECT_EQ(properties.at("jpeg.JFIF-x"), "20000");
    EXPECT_EQ(properties.at("jpeg.JFIF-unit"), "centimeter");
}

}  // namespace
}  // namespace kossa
