#include "kossa/slide/flat_image.hpp"

#include "slide/test_images.hpp"

namespace kossa {
namespace {

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
    declare_rgb(folder / "a.tif");
    EXPECT_TRUE(same_pixels(read_tiff(folder / "a.tif").pixels, expected));
}

TEST(FlatTiff, OmeTiffWithOneImagePerChannelIsRefused) {
    const TemporaryFolder folder;
    write_empty_tiff(
        folder / "a.tif", 64, 64,
        {.photometric = PHOTOMETRIC_MINISBLACK, .description = "<?xml version=\"1.0\"?><OME/>", .channels = 1});
    EXPECT_NE(error_message([&] { read_tiff(folder / "a.tif"); }).find("one image per channel"), std::string::npos);
}

TEST(FlatTiff, TilesOfAnAperioSlideThatOpenSlideDoesNotKnowAreNotWhole) {
    const TemporaryFolder folder;
    const std::string description = "Aperio Image Library v11\n64x64 |AppMag = 20|MPP = 0.5";
    write_tiff(folder / "a.tif", {noisy_image(64, 64)}, {.tile = 64, .description = description});
    EXPECT_NE(error_message([&] { read_tiff(folder / "a.tif"); }).find("an Aperio slide that is not whole"),
              std::string::npos);
    write_tiff(folder / "a.tif", {noisy_image(64, 64)}, {.tile = 0, .description = description});
    EXPECT_EQ(error_message([&] { read_tiff(folder / "a.tif"); }), "none") << "a picture made from one";
}

TEST(FlatTiff, ASmallerSecondImageIsAThumbnail) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(80, 60, 1), noisy_image(40, 60, 2)},
               {.tile = 0, .others = FILETYPE_PAGE});
    EXPECT_TRUE(same_pixels(read_tiff(folder / "a.tif").pixels, noisy_image(80, 60, 1)));
}

TEST(FlatTiff, SeveralImagesOfFullSizeAreRefused) {
    const TemporaryFolder folder;
    for (const std::uint32_t tile : {0U, 16U}) {
        for (const int width : {40, 80}) {
            write_tiff(folder / "a.tif", {noisy_image(40, 30, 1), noisy_image(20, 15, 2), noisy_image(width, 30, 3)},
                       {.tile = tile, .others = FILETYPE_PAGE});
            EXPECT_NE(
                error_message([&] { open_slide(folder / "a.tif", {}); }).find("several images as large as the first"),
                std::string::npos)
                << width << " " << tile;
        }
    }
}

/// Red everywhere, with a fourth channel of 0 that is said to be `meaning`, or nothing.
void write_four_channels(const std::filesystem::path& path, std::optional<std::uint16_t> meaning) {
    constexpr int side = 16;
    TIFF* tiff = TIFFOpen(path.c_str(), "w");
    set_tiff_tags(tiff, side, side, {.compression = COMPRESSION_NONE, .tile = 0, .channels = 4});
    if (meaning) {
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &*meaning);
    }
    for (std::uint32_t y = 0; y < side; ++y) {
        cv::Mat_<cv::Vec4b> row(1, side, cv::Vec4b(200, 0, 0, 0));
        TIFFWriteScanline(tiff, row.data, y, 0);
    }
    TIFFClose(tiff);
}

TEST(FlatTiff, AFourthChannelIsAlphaOnlyWhereTheFileSaysSo) {
    const TemporaryFolder folder;
    for (const auto meaning : {std::optional<std::uint16_t>(), std::optional<std::uint16_t>(EXTRASAMPLE_UNSPECIFIED)}) {
        write_four_channels(folder / "a.tif", meaning);
        EXPECT_EQ(read_tiff(folder / "a.tif").pixels(3, 3), cv::Vec3b(200, 0, 0)) << meaning.has_value();
    }
    write_four_channels(folder / "a.tif", EXTRASAMPLE_UNASSALPHA);
    EXPECT_EQ(read_tiff(folder / "a.tif").pixels(3, 3), cv::Vec3b(255, 255, 255)) << "seen through";
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

TEST(FlatTiff, DamagedJpegInStripsIsAnError) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {smooth_image(128, 64)},
               {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR, .tile = 0});
    EXPECT_EQ(error_code([&] { read_tiff(folder / "a.tif"); }), "none");
    TIFF* tiff = TIFFOpen((folder / "a.tif").c_str(), "r");
    const auto second_half =
        static_cast<std::streamoff>(TIFFGetStrileOffset(tiff, 1) + TIFFGetStrileByteCount(tiff, 1) / 2);
    const std::uint64_t length = TIFFGetStrileByteCount(tiff, 1) / 2;
    TIFFClose(tiff);
    std::fstream file(folder / "a.tif", std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(second_half);
    file << std::string(length, '\0');
    file.close();
    EXPECT_EQ(error_code([&] { read_tiff(folder / "a.tif"); }), "corrupt");
}

TEST(FlatTiff, WhatOpenSlideWouldShowOtherwiseIsKnown) {
    const TemporaryFolder folder;
    const auto distorted = [&](const TiffLayout& layout) {
        write_empty_tiff(folder / "a.tif", 64, 64, layout);
        return openslide_would_distort(folder / "a.tif");
    };
    EXPECT_FALSE(distorted({}));
    EXPECT_TRUE(distorted({.orientation = ORIENTATION_BOTRIGHT}));
    EXPECT_TRUE(distorted({.photometric = PHOTOMETRIC_SEPARATED}));
    EXPECT_TRUE(distorted({.photometric = PHOTOMETRIC_MINISBLACK, .description = "<OME/>", .channels = 1}));
    EXPECT_FALSE(distorted({.photometric = PHOTOMETRIC_MINISBLACK, .channels = 1}));
    EXPECT_TRUE(distorted({.photometric = PHOTOMETRIC_RGB, .channels = 1})) << "libtiff makes no RGB of it";
    write_tiff(folder / "a.tif", {smooth_image(64, 64)},
               {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    EXPECT_FALSE(openslide_would_distort(folder / "a.tif"));
    declare_rgb(folder / "a.tif");
    EXPECT_TRUE(openslide_would_distort(folder / "a.tif"));
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

}  // namespace
}  // namespace kossa
