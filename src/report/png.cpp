#include "kossa/report/png.hpp"

#include <fmt/format.h>
#include <png.h>

#include <csetjmp>
#include <cstddef>
#include <utility>

#include "kossa/core/error.hpp"

namespace kossa::report {

namespace {

constexpr png_int_32 packed_rows = 0;

constexpr int run_lengths = 3;  // zlib's Z_RLE: no search for what came long before

/// What libpng writes, and what it complained of.
struct Written {
    std::string bytes;
    std::string complaint;
};

void append(png_structp png, png_bytep data, std::size_t size) noexcept {
    static_cast<Written*>(png_get_io_ptr(png))->bytes.append(reinterpret_cast<const char*>(data), size);
}

void nothing_to_flush(png_structp) {}

// libpng reports errors by a jump back; it must not cross a destructor, so the function that jumps holds plain values.
[[noreturn]] void jump_back(png_structp png, png_const_charp complaint) {
    static_cast<Written*>(png_get_error_ptr(png))->complaint = complaint;
    png_longjmp(png, 1);
}

void say_nothing(png_structp, png_const_charp) {}

struct Encoder {
    png_structp png;
    png_infop info;

    explicit Encoder(Written& written)
        : png(png_create_write_struct(PNG_LIBPNG_VER_STRING, &written, jump_back, say_nothing)),
          info(png != nullptr ? png_create_info_struct(png) : nullptr) {
        if (info != nullptr) {
            png_set_write_fn(png, &written, append, nothing_to_flush);
        }
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder() { png_destroy_write_struct(&png, &info); }

    /// False after a complaint. Rows are stored as differences from the row above, of which only runs of equal bytes
    /// are looked for: half the time of a search for repetitions, and smaller files, for slides as for masks.
    bool write(const cv::Mat& pixels, int colour_type) const {
        if (setjmp(png_jmpbuf(png)) != 0) {
            return false;
        }
        png_set_compression_strategy(png, run_lengths);
        png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
        png_set_IHDR(png, info, static_cast<png_uint_32>(pixels.cols), static_cast<png_uint_32>(pixels.rows), 8,
                     colour_type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_write_info(png, info);
        for (int y = 0; y < pixels.rows; ++y) {
            png_write_row(png, pixels.ptr(y));
        }
        png_write_end(png, info);
        return true;
    }
};

std::string encoded(const cv::Mat& pixels, int colour_type) {
    Written written;
    written.bytes.reserve(pixels.total() * pixels.elemSize() / 2);
    const Encoder encoder(written);
    if (encoder.info == nullptr || !encoder.write(pixels, colour_type)) {
        throw OutputError(fmt::format("cannot encode a picture as PNG: {}; please report this", written.complaint));
    }
    return std::move(written.bytes);
}

[[noreturn]] void refuse_damaged_masks(std::string_view why) {
    throw SlideError("corrupt", fmt::format("the stored masks are damaged: {}", why));
}

}  // namespace

std::string png_bytes(const RgbImage& image) {
    return encoded(image, PNG_COLOR_TYPE_RGB);
}

std::string png_bytes(const cv::Mat_<std::uint8_t>& raster) {
    return encoded(raster, PNG_COLOR_TYPE_GRAY);
}

cv::Mat_<std::uint8_t> png_raster(std::string_view bytes, const cv::Size& expected) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()) == 0) {
        refuse_damaged_masks(header.message);
    }
    if (header.format != PNG_FORMAT_GRAY || header.width != static_cast<png_uint_32>(expected.width) ||
        header.height != static_cast<png_uint_32>(expected.height)) {
        png_image_free(&header);
        refuse_damaged_masks("their size or form is another than that of the slide");
    }
    cv::Mat_<std::uint8_t> raster(expected);
    if (png_image_finish_read(&header, nullptr, raster.data, packed_rows, nullptr) == 0) {
        refuse_damaged_masks(header.message);
    }
    return raster;
}

}  // namespace kossa::report
