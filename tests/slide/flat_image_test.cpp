#include "kossa/slide/flat_image.hpp"

#include <cmath>

#include "slide/test_images.hpp"

namespace kossa {
namespace {

FlatImage png(const std::filesystem::path& path) {
    return decode_png(bytes_of(path));
}

FlatImage jpeg(const std::filesystem::path& path) {
    return decode_jpeg(bytes_of(path));
}

TEST(FlatPng, RgbIsExact) {
    const TemporaryFolder folder;
    const RgbImage image = noisy_image(61, 47);
    write_png(folder / "a.png", image, PNG_FORMAT_RGB);
    EXPECT_TRUE(same_pixels(png(folder / "a.png").pixels, image));
}

TEST(FlatPng, AlphaIsLaidOnWhite) {
    const TemporaryFolder folder;
    cv::Mat_<cv::Vec4b> rgba(1, 4);
    rgba(0, 0) = {10, 20, 30, 255};
    rgba(0, 1) = {10, 20, 30, 0};
    rgba(0, 2) = {0, 100, 255, 51};  // a fifth
    rgba(0, 3) = {0, 0, 0, 128};
    write_png(folder / "a.png", rgba, PNG_FORMAT_RGBA);
    const RgbImage pixels = png(folder / "a.png").pixels;
    EXPECT_EQ(pixels(0, 0), cv::Vec3b(10, 20, 30));
    EXPECT_EQ(pixels(0, 1), cv::Vec3b(255, 255, 255));
    EXPECT_EQ(pixels(0, 2), cv::Vec3b(204, 224, 255));
    EXPECT_EQ(pixels(0, 3), cv::Vec3b(127, 127, 127));
}

TEST(FlatPng, GreyBecomesRgb) {
    const TemporaryFolder folder;
    const cv::Mat_<std::uint8_t> grey = (cv::Mat_<std::uint8_t>(1, 3) << 0, 77, 255);
    write_png(folder / "a.png", grey, PNG_FORMAT_GRAY);
    EXPECT_TRUE(same_pixels(png(folder / "a.png").pixels,
                            (RgbImage(1, 3) << cv::Vec3b(0, 0, 0), cv::Vec3b(77, 77, 77), cv::Vec3b(255, 255, 255))));
}

TEST(FlatPng, PaletteIsExpandedAndItsTransparencyLaidOnWhite) {
    const TemporaryFolder folder;
    const std::vector<std::uint8_t> palette = {10, 20, 30, 255, 200, 100, 50, 255, 10, 20, 30, 0};  // RGBA
    const std::vector<std::uint8_t> numbers = {0, 1, 2, 1};
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = 4;
    image.height = 1;
    image.format = PNG_FORMAT_RGBA_COLORMAP;
    image.colormap_entries = 3;
    ASSERT_NE(png_image_write_to_file(&image, (folder / "a.png").c_str(), 0, numbers.data(), 0, palette.data()), 0);
    const RgbImage expected = (RgbImage(1, 4) << cv::Vec3b(10, 20, 30), cv::Vec3b(200, 100, 50),  //
                               cv::Vec3b(255, 255, 255), cv::Vec3b(200, 100, 50));
    EXPECT_TRUE(same_pixels(png(folder / "a.png").pixels, expected));
}

/// Writes without libpng's simplified interface, which has no 16-bit samples in sRGB.
void write_deep_png(const std::filesystem::path& path, const std::vector<std::uint16_t>& grey) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    png_structp writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(writer);
    png_init_io(writer, file);
    png_set_IHDR(writer, info, static_cast<png_uint_32>(grey.size()), 1, 16, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(writer, info, 2'000'000, 4'000'000, PNG_RESOLUTION_METER);
    png_write_info(writer, info);
    std::vector<std::uint8_t> row;
    for (const std::uint16_t value : grey) {
        row.push_back(static_cast<std::uint8_t>(value >> 8));
        row.push_back(static_cast<std::uint8_t>(value));
    }
    png_write_row(writer, row.data());
    png_write_end(writer, info);
    png_destroy_write_struct(&writer, &info);
    std::fclose(file);
}

TEST(FlatPng, SixteenBitsAreReducedInProportion) {
    const TemporaryFolder folder;
    const std::vector<std::uint16_t> grey = {0, 257, 128 * 257, 254 * 257, 65535, 30000};
    write_deep_png(folder / "a.png", grey);
    const RgbImage pixels = png(folder / "a.png").pixels;
    for (std::size_t i = 0; i < grey.size(); ++i) {
        EXPECT_NEAR(pixels(0, static_cast<int>(i))[0], grey[i] / 257.0, 1.0) << grey[i];
    }
}

TEST(FlatPng, DensityIsKeptForThePixelSize) {
    const TemporaryFolder folder;
    write_deep_png(folder / "a.png", {1, 2});
    const SlideInfo info = open_flat_image(folder / "a.png", FileFormat::png, {})->info();
    EXPECT_EQ(info.pixel_size, PixelSize(Microns(0.5), Microns(0.25)));
    EXPECT_EQ(info.pixel_size_source, PixelSizeSource::png_density);
}

TEST(FlatPng, CutFileIsCorrupt) {
    const TemporaryFolder folder;
    write_png(folder / "a.png", noisy_image(200, 200), PNG_FORMAT_RGB);
    for (const double share : {0.9, 0.5, 0.5, 0.02}) {
        keep_first_bytes(folder / "a.png", share);
        EXPECT_EQ(error_code([&] { png(folder / "a.png"); }), "corrupt");
    }
}

TEST(FlatPng, AFlippedByteIsCorrupt) {
    const TemporaryFolder folder;
    write_png(folder / "a.png", noisy_image(50, 50), PNG_FORMAT_RGB);
    std::vector<std::uint8_t> bytes = bytes_of(folder / "a.png");
    bytes[bytes.size() / 2] ^= 1;
    EXPECT_EQ(error_code([&] { decode_png(bytes); }), "corrupt");
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

/// A TIFF that claims a size but holds no pixels.
void write_empty_tiff(const std::filesystem::path& path, int width, int height, const TiffLayout& layout) {
    TIFF* tiff = TIFFOpen(path.c_str(), "w");
    set_tiff_tags(tiff, width, height, layout);
    TIFFWriteCheck(tiff, layout.tile == 0 ? 0 : 1, "empty image");
    TIFFWriteDirectory(tiff);
    TIFFClose(tiff);
}

TEST(FlatTiff, StripsTilesAndCompressionsGiveTheSamePixels) {
    const TemporaryFolder folder;
    const RgbImage image = noisy_image(133, 70);
    for (const std::uint32_t tile : {0U, 64U}) {
        for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}) {
            write_tiff(folder / "a.tif", {image},
                       {.compression = static_cast<std::uint16_t>(compression), .tile = tile});
            EXPECT_TRUE(same_pixels(read_tiff(folder / "a.tif").pixels, image)) << tile << " " << compression;
        }
    }
}

TEST(FlatTiff, JpegTilesAreCloseToWhatWasWritten) {
    const TemporaryFolder folder;
    const RgbImage image = smooth_image(128, 64);
    write_tiff(folder / "a.tif", {image}, {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    EXPECT_LT(largest_difference(read_tiff(folder / "a.tif").pixels, image), 16);
}

TEST(FlatTiff, SubsampledJpegTilesDeclaredRgbAreReadAsYcbcr) {
    const TemporaryFolder folder;
    const RgbImage image = smooth_image(128, 128);
    write_tiff(folder / "a.tif", {image}, {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    const RgbImage expected = read_tiff(folder / "a.tif").pixels;
    std::string bytes = text_of(folder / "a.tif");
    const std::string ycbcr_tag("\x06\x01\x03\x00\x01\x00\x00\x00\x06\x00", 10);
    const std::string rgb_tag("\x06\x01\x03\x00\x01\x00\x00\x00\x02\x00", 10);
    bytes.replace(bytes.find(ycbcr_tag), ycbcr_tag.size(), rgb_tag);
    write_bytes(folder / "a.tif", bytes);
    EXPECT_TRUE(same_pixels(read_tiff(folder / "a.tif").pixels, expected));
}

TEST(FlatTiff, OmeTiffWithOneImagePerChannelIsRefused) {
    const TemporaryFolder folder;
    write_empty_tiff(
        folder / "a.tif", 64, 64,
        {.photometric = PHOTOMETRIC_MINISBLACK, .description = "<?xml version=\"1.0\"?><OME/>", .channels = 1});
    EXPECT_NE(error_message([&] { read_tiff(folder / "a.tif"); }).find("one image per channel"), std::string::npos);
}

TEST(FlatTiff, FirstImageIsTaken) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(40, 30, 1), noisy_image(80, 60, 2)}, {.tile = 0});
    EXPECT_TRUE(same_pixels(read_tiff(folder / "a.tif").pixels, noisy_image(40, 30, 1)));
}

TEST(FlatTiff, ResolutionTagsBecomeThePixelSize) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(40, 30)}, {.tile = 0, .pixels_per_cm = 40000.0F});
    const SlideInfo info = open_flat_image(folder / "a.tif", FileFormat::tiff, {})->info();
    EXPECT_EQ(info.pixel_size, PixelSize(Microns(0.25)));
    EXPECT_EQ(info.pixel_size_source, PixelSizeSource::tiff_resolution);
}

TEST(FlatTiff, DamageIsAnErrorAndPrintsNothing) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(128, 128)});
    destroy_tile(folder / "a.tif", 2);
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(error_code([&] { read_tiff(folder / "a.tif"); }), "corrupt");
    keep_first_bytes(folder / "a.tif", 0.5);
    EXPECT_EQ(error_code([&] { read_tiff(folder / "a.tif"); }), "corrupt");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST(FlatTiff, TooLargeIsRefusedBeforeAnythingIsDecoded) {
    const TemporaryFolder folder;
    write_empty_tiff(folder / "a.tif", 30000, 20000, {.tile = 0});
    EXPECT_EQ(error_code([&] { read_tiff(folder / "a.tif"); }), "too-large");
}

TEST(FlatTiff, CmykIsRefused) {
    const TemporaryFolder folder;
    write_empty_tiff(folder / "a.tif", 64, 64, {.photometric = PHOTOMETRIC_SEPARATED});
    EXPECT_EQ(error_code([&] { read_tiff(folder / "a.tif"); }), "not-a-slide");
}

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
