#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <png.h>
#include <tiffio.h>
#include <turbojpeg.h>

#include "kossa/core/error.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/slide/slide_source.hpp"
#include "support/text_file.hpp"

namespace kossa {

/// A folder of its own for one test, removed with everything in it.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "kossa-slide-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

/// Every pixel differs from its neighbours, so that a shift by one shows; the same image for the same size and seed.
inline RgbImage noisy_image(int width, int height, std::uint64_t seed = 1) {
    std::mt19937_64 generator(seed);
    RgbImage image(height, width);
    for (cv::Vec3b& pixel : image) {
        const std::uint64_t bits = generator();
        pixel = {static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(bits >> 8),
                 static_cast<std::uint8_t>(bits >> 16)};
    }
    return image;
}

/// Slow colour gradients, which JPEG keeps within a few grey levels.
inline RgbImage smooth_image(int width, int height) {
    RgbImage image(height, width);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image(y, x) = {static_cast<std::uint8_t>(255 * x / width), static_cast<std::uint8_t>(255 * y / height),
                           128};
        }
    }
    return image;
}

inline double largest_difference(const RgbImage& a, const RgbImage& b) {
    return a.size() == b.size() ? cv::norm(a, b, cv::NORM_INF) : 256.0;
}

inline ::testing::AssertionResult same_pixels(const RgbImage& a, const RgbImage& b) {
    if (a.size() != b.size()) {
        return ::testing::AssertionFailure() << a.cols << " x " << a.rows << " against " << b.cols << " x " << b.rows;
    }
    const double difference = largest_difference(a, b);
    return difference == 0.0 ? ::testing::AssertionSuccess()
                             : ::testing::AssertionFailure() << "pixels differ by up to " << difference;
}

inline RgbImage part(const RgbImage& image, const Box<LevelPixels>& box) {
    return image(cv::Rect(static_cast<int>(box.x), static_cast<int>(box.y), static_cast<int>(box.width),
                          static_cast<int>(box.height)));
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string text_of(const std::filesystem::path& path) {
    return support::content_of(path);
}

inline std::vector<std::uint8_t> bytes_of(const std::filesystem::path& path) {
    const std::string text = text_of(path);
    return {text.begin(), text.end()};
}

inline void keep_first_bytes(const std::filesystem::path& path, double share) {
    const auto size = static_cast<double>(std::filesystem::file_size(path));
    std::filesystem::resize_file(path, static_cast<std::uintmax_t>(size * share));
}

/// A PNG of any of libpng's simplified formats, such as PNG_FORMAT_RGB or PNG_FORMAT_RGBA.
inline void write_png(const std::filesystem::path& path, const cv::Mat& pixels, png_uint_32 format) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(pixels.cols);
    image.height = static_cast<png_uint_32>(pixels.rows);
    image.format = format;
    image.flags = PNG_IMAGE_FLAG_FAST;  // packing at the usual level takes as long as scoring
    ASSERT_NE(png_image_write_to_file(&image, path.c_str(), 0, pixels.data, 0, nullptr), 0) << image.message;
}

inline void write_jpeg(const std::filesystem::path& path, const cv::Mat& pixels, TJPF format, TJSAMP subsampling) {
    constexpr int quality = 95;
    tjhandle encoder = tjInitCompress();
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int status = tjCompress2(encoder, pixels.data, pixels.cols, 0, pixels.rows, format, &bytes, &size,
                                   subsampling, quality, TJFLAG_ACCURATEDCT);
    EXPECT_EQ(status, 0) << tjGetErrorStr2(encoder);
    write_bytes(path, std::string(reinterpret_cast<const char*>(bytes), size));
    tjFree(bytes);
    tjDestroy(encoder);
}

struct TiffLayout {
    std::uint16_t compression = COMPRESSION_ADOBE_DEFLATE;
    std::uint16_t photometric = PHOTOMETRIC_RGB;
    std::uint32_t tile = 64;                     ///< side of the tiles; 0 writes strips of 16 rows
    std::optional<std::uint32_t> left_out = {};  ///< this tile is not written
    std::string description = {};                ///< of the first image
    std::optional<float> pixels_per_cm = {};     ///< resolution tags of the first image
    std::uint16_t channels = 3;
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    std::uint32_t others = FILETYPE_REDUCEDIMAGE;  ///< what images but the first are said to be
};

inline void write_tiff_tile(TIFF* tiff, const RgbImage& image, std::uint32_t tile, std::uint32_t x, std::uint32_t y) {
    RgbImage pixels(static_cast<int>(tile), static_cast<int>(tile), cv::Vec3b(0, 0, 0));
    const cv::Rect place(static_cast<int>(x), static_cast<int>(y), pixels.cols, pixels.rows);
    const cv::Rect inside = place & cv::Rect(0, 0, image.cols, image.rows);
    image(inside).copyTo(pixels(cv::Rect(0, 0, inside.width, inside.height)));
    ASSERT_GT(TIFFWriteTile(tiff, pixels.data, x, y, 0, 0), 0);
}

inline void write_tiff_pixels(TIFF* tiff, const RgbImage& image, const TiffLayout& layout) {
    const auto width = static_cast<std::uint32_t>(image.cols);
    const auto height = static_cast<std::uint32_t>(image.rows);
    if (layout.tile == 0) {
        for (std::uint32_t row = 0; row < height; ++row) {
            cv::Mat copy = image.row(static_cast<int>(row)).clone();
            ASSERT_EQ(TIFFWriteScanline(tiff, copy.data, row, 0), 1);
        }
        return;
    }
    std::uint32_t number = 0;
    for (std::uint32_t y = 0; y < height; y += layout.tile) {
        for (std::uint32_t x = 0; x < width; x += layout.tile) {
            if (layout.left_out != number++) {
                write_tiff_tile(tiff, image, layout.tile, x, y);
            }
        }
    }
}

/// Sets the tags that all images of a file share.
inline void set_tiff_tags(TIFF* tiff, int width, int height, const TiffLayout& layout) {
    constexpr std::uint32_t strip_rows = 16;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, layout.channels);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, layout.compression);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, layout.photometric);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, layout.orientation);
    if (layout.photometric == PHOTOMETRIC_YCBCR) {
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    }
    if (layout.tile == 0) {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, strip_rows);
    } else {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, layout.tile);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, layout.tile);
    }
    if (!layout.description.empty()) {
        TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, layout.description.c_str());
    }
    if (layout.pixels_per_cm) {
        TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, *layout.pixels_per_cm);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION, *layout.pixels_per_cm);
    }
}

/// A TIFF with one directory per image; all but the first are marked as reduced.
inline void write_tiff(const std::filesystem::path& path, const std::vector<RgbImage>& levels,
                       const TiffLayout& layout = {}) {
    TIFF* tiff = TIFFOpen(path.c_str(), "w");
    for (const RgbImage& image : levels) {
        set_tiff_tags(tiff, image.cols, image.rows, layout);
        TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, &image == &levels.front() ? 0 : layout.others);
        write_tiff_pixels(tiff, image, layout);
        TIFFWriteDirectory(tiff);
    }
    TIFFClose(tiff);
}

/// Declares a TIFF of JPEG in YCbCr to be RGB, as Bio-Formats does.
inline void declare_rgb(const std::filesystem::path& path) {
    std::string bytes = text_of(path);
    const std::string ycbcr_tag("\x06\x01\x03\x00\x01\x00\x00\x00\x06\x00", 10);
    const std::string rgb_tag("\x06\x01\x03\x00\x01\x00\x00\x00\x02\x00", 10);
    bytes.replace(bytes.find(ycbcr_tag), ycbcr_tag.size(), rgb_tag);
    write_bytes(path, bytes);
}

/// Overwrites the whole of one tile of the first image with zeros.
inline void destroy_tile(const std::filesystem::path& path, std::uint32_t tile) {
    TIFF* tiff = TIFFOpen(path.c_str(), "r");
    const std::uint64_t offset = TIFFGetStrileOffset(tiff, tile);
    const std::uint64_t count = TIFFGetStrileByteCount(tiff, tile);
    TIFFClose(tiff);
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(offset));
    file << std::string(count, '\0');
}

/// The code of the SlideError that `action` throws, or "none".
template <class Action>
std::string error_code(const Action& action) {
    try {
        action();
    } catch (const SlideError& error) {
        return error.code();
    }
    return "none";
}

/// The message of the SlideError that `action` throws, or "none".
template <class Action>
std::string error_message(const Action& action) {
    try {
        action();
    } catch (const SlideError& error) {
        return error.what();
    }
    return "none";
}

}  // namespace kossa
