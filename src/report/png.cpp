#include "kossa/report/png.hpp"

#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
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

/// Rows [begin, end) of a picture.
using Rows = std::function<cv::Mat(int begin, int end)>;

/// Rows as PNG filters them: what each byte is more than the one above.
std::string filtered(const Rows& rows, int begin, int end) {
    constexpr char up = 2;
    const int first = std::max(0, begin - 1);
    const cv::Mat pixels = rows(first, end);
    const std::size_t length = static_cast<std::size_t>(pixels.cols) * pixels.elemSize();
    const std::vector<std::uint8_t> nothing(length);
    std::string result;
    result.reserve((length + 1) * static_cast<std::size_t>(end - begin));
    std::string row(1 + length, up);
    for (int y = begin; y < end; ++y) {
        const std::uint8_t* here = pixels.ptr(y - first);
        std::transform(here, here + length, y == 0 ? nothing.data() : pixels.ptr(y - 1 - first), row.begin() + 1,
                       [](std::uint8_t level, std::uint8_t above) { return static_cast<char>(level - above); });
        result += row;
    }
    return result;
}

/// In strips, which are packed in parallel; of repetitions only runs of equal bytes are looked for: half the time, and
/// smaller files, for slides as for masks.
std::string packed(int height, const Rows& rows) {
    const auto strips = static_cast<std::size_t>((height + rows_of_strip - 1) / rows_of_strip);
    return zlib_of_runs(strips, [&](std::size_t i) {
        const int begin = static_cast<int>(i) * rows_of_strip;
        return filtered(rows, begin, std::min(height, begin + rows_of_strip));
    });
}

/// RFC 2083.
std::string encoded(const cv::Size& size, int colour_type, const Rows& rows) {
    if (size.empty()) {
        throw OutputError("cannot encode a picture without pixels as PNG; please report this");
    }
    std::string header;
    append_number(header, static_cast<std::uint32_t>(size.width));
    append_number(header, static_cast<std::uint32_t>(size.height));
    for (const int byte : {8, colour_type, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE, PNG_INTERLACE_NONE}) {
        header += static_cast<char>(byte);
    }
    std::string bytes = "\x89PNG\r\n\x1a\n";
    append_chunk(bytes, "IHDR", header);
    append_chunk(bytes, "IDAT", packed(size.height, rows));
    append_chunk(bytes, "IEND", "");
    return bytes;
}

Rows rows_of(const cv::Mat& pixels) {
    return [&pixels](int begin, int end) { return pixels.rowRange(begin, end); };
}

[[noreturn]] void refuse_damaged_masks(std::string_view why) {
    throw SlideError("corrupt", fmt::format("the stored masks are damaged: {}", why));
}

}  // namespace

std::string png_bytes(const RgbImage& image) {
    return encoded(image.size(), PNG_COLOR_TYPE_RGB, rows_of(image));
}

std::string png_bytes(const cv::Mat_<std::uint8_t>& raster) {
    return encoded(raster.size(), PNG_COLOR_TYPE_GRAY, rows_of(raster));
}

std::string png_bytes(const cv::Size& size, const GreyRows& rows) {
    return encoded(size, PNG_COLOR_TYPE_GRAY, rows);
}

cv::Mat_<std::uint8_t> png_raster(std::string_view bytes, const cv::Size& expected) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    const std::unique_ptr<png_image, void (*)(png_image*)> freed(&header, png_image_free);
    if (png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()) == 0) {
        refuse_damaged_masks(header.message);
    }
    if (header.format != PNG_FORMAT_GRAY || header.width != static_cast<png_uint_32>(expected.width) ||
        header.height != static_cast<png_uint_32>(expected.height)) {
        refuse_damaged_masks("their size or form is another than that of the slide");
    }
    cv::Mat_<std::uint8_t> raster(expected);
    if (png_image_finish_read(&header, nullptr, raster.data, packed_rows, nullptr) == 0) {
        refuse_damaged_masks(header.message);
    }
    return raster;
}

}  // namespace kossa::report
