#include "kossa/report/png.hpp"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/report/gzip.hpp"

namespace kossa::report {

namespace {

constexpr png_int_32 packed_rows = 0;
constexpr int rows_of_strip = 64;

void append_number(std::string& bytes, std::uint32_t value) {
    for (const int shift : {24, 16, 8, 0}) {
        bytes += static_cast<char>(value >> shift & 0xffU);
    }
}

void append_chunk(std::string& bytes, std::string_view name, std::string_view data) {
    append_number(bytes, static_cast<std::uint32_t>(data.size()));
    const std::size_t begin = bytes.size();
    bytes.append(name).append(data);
    append_number(bytes, crc32_of(std::string_view(bytes).substr(begin)));
}

/// Rows of a picture as PNG filters them: what each byte is more than the one above.
std::string filtered(const cv::Mat& pixels, int begin, int end) {
    constexpr char up = 2;
    const std::size_t length = static_cast<std::size_t>(pixels.cols) * pixels.elemSize();
    const std::vector<std::uint8_t> nothing(length);
    std::string rows;
    rows.reserve((length + 1) * static_cast<std::size_t>(rows_of_strip));
    std::string row(1 + length, up);
    for (int y = begin; y < end; ++y) {
        const std::uint8_t* here = pixels.ptr(y);
        std::transform(here, here + length, y == 0 ? nothing.data() : pixels.ptr(y - 1), row.begin() + 1,
                       [](std::uint8_t level, std::uint8_t above) { return static_cast<char>(level - above); });
        rows += row;
    }
    return rows;
}

/// In strips, which are packed in parallel; of repetitions only runs of equal bytes are looked for: half the time, and
/// smaller files, for slides as for masks.
std::string packed(const cv::Mat& pixels) {
    const auto strips = static_cast<std::size_t>((pixels.rows + rows_of_strip - 1) / rows_of_strip);
    return zlib_of_runs(strips, [&](std::size_t i) {
        const int begin = static_cast<int>(i) * rows_of_strip;
        return filtered(pixels, begin, std::min(pixels.rows, begin + rows_of_strip));
    });
}

/// RFC 2083.
std::string encoded(const cv::Mat& pixels, int colour_type) {
    if (pixels.empty()) {
        throw OutputError("cannot encode a picture without pixels as PNG; please report this");
    }
    std::string header;
    append_number(header, static_cast<std::uint32_t>(pixels.cols));
    append_number(header, static_cast<std::uint32_t>(pixels.rows));
    for (const int byte : {8, colour_type, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE, PNG_INTERLACE_NONE}) {
        header += static_cast<char>(byte);
    }
    std::string bytes = "\x89PNG\r\n\x1a\n";
    append_chunk(bytes, "IHDR", header);
    append_chunk(bytes, "IDAT", packed(pixels));
    append_chunk(bytes, "IEND", "");
    return bytes;
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
