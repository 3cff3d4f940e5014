#include "kossa/slide/flat_image.hpp"

#include <cstdio>

#include "slide/test_images.hpp"

namespace kossa {
namespace {

FlatImage png(const std::filesystem::path& path) {
    return decode_png(bytes_of(path));
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

/// Writes without libpng's simplified interface, which has no 16-bit samples in sRGB and no gamma.
void write_deep_png(const std::filesystem::path& path, const std::vector<std::uint16_t>& grey, double gamma = 0.0) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    png_structp writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(writer);
    png_init_io(writer, file);
    png_set_IHDR(writer, info, static_cast<png_uint_32>(grey.size()), 1, 16, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(writer, info, 2'000'000, 4'000'000, PNG_RESOLUTION_METER);
    if (gamma > 0.0) {
        png_set_gAMA(writer, info, gamma);
    }
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

TEST(FlatPng, PixelsAreAsStoredWhateverTheGamma) {
    const TemporaryFolder folder;
    const std::vector<std::uint16_t> grey = {0, 50 * 257, 100 * 257, 150 * 257, 220 * 257, 243 * 257, 65535};
    write_deep_png(folder / "a.png", grey);
    const RgbImage expected = png(folder / "a.png").pixels;
    for (const double gamma : {1.0, 0.55556, 0.45455}) {
        write_deep_png(folder / "b.png", grey, gamma);
        EXPECT_TRUE(same_pixels(png(folder / "b.png").pixels, expected)) << gamma;
    }
}

/// The file with so many copies of its gAMA chunk (16 bytes, the first of which give the length) in place of one.
void repeat_gamma(const std::filesystem::path& path, std::size_t times) {
    constexpr std::size_t chunk_bytes = 16;
    std::string file = text_of(path);
    const std::size_t begin = file.find("gAMA") - 4;
    const std::string chunk = file.substr(begin, chunk_bytes);
    std::string copies;
    for (std::size_t i = 0; i < times; ++i) {
        copies += chunk;
    }
    write_bytes(path, file.replace(begin, chunk_bytes, copies));
}

TEST(FlatPng, AnyNumberOfGammasIsReadInOnePass) {
    const TemporaryFolder folder;
    const std::vector<std::uint16_t> grey = {0, 50 * 257, 150 * 257, 65535};
    write_deep_png(folder / "a.png", grey);
    const RgbImage expected = png(folder / "a.png").pixels;
    for (const std::size_t times :
         {std::size_t{2}, std::size_t{1'000'000}}) {  // one by one the latter would take hours
        write_deep_png(folder / "b.png", grey, 1.0);
        repeat_gamma(folder / "b.png", times);
        EXPECT_TRUE(same_pixels(png(folder / "b.png").pixels, expected)) << times;
    }
}

TEST(FlatPng, DensityIsKeptForThePixelSize) {
    const TemporaryFolder folder;
    write_deep_png(folder / "a.png", {1, 2}, 1.0);
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

}  // namespace
}  // namespace kossa
