#include <fmt/format.h>
#include <png.h>

#include <string_view>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/slide/flat_image.hpp"
#include "kossa/slide/premultiplied.hpp"

namespace kossa {

namespace {

/// libpng's control block: freed when it goes out of scope, errors become exceptions.
class PngReader {
  public:
    explicit PngReader(std::span<const std::uint8_t> file) {
        image_.version = PNG_IMAGE_VERSION;
        require(png_image_begin_read_from_memory(&image_, file.data(), file.size()));
        image_.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // 16-bit samples are as 8-bit ones, not linear in light
    }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
    ~PngReader() { png_image_free(&image_); }

    int width() const { return static_cast<int>(image_.width); }
    int height() const { return static_cast<int>(image_.height); }
    bool has_alpha() const { return (image_.format & PNG_FORMAT_FLAG_ALPHA) != 0; }

    void read_into(std::uint8_t* pixels, png_uint_32 format) {
        image_.format = format;
        require(png_image_finish_read(&image_, nullptr, pixels, 0, nullptr));
    }

  private:
    void require(int success) const {
        if (success == 0) {
            throw SlideError("corrupt", fmt::format("the PNG image is damaged: {}", image_.message));
        }
    }

    png_image image_{};
};

RgbImage on_white(const cv::Mat_<cv::Vec4b>& rgba) {
    constexpr unsigned opaque = 255;
    RgbImage rgb(rgba.rows, rgba.cols);
    for (int y = 0; y < rgba.rows; ++y) {
        for (int x = 0; x < rgba.cols; ++x) {
            const cv::Vec4b& pixel = rgba(y, x);
            const unsigned alpha = pixel[3];
            for (int c = 0; c < 3; ++c) {
                const unsigned mixed = pixel[c] * alpha + opaque * (opaque - alpha);
                rgb(y, x)[c] = static_cast<std::uint8_t>((mixed + opaque / 2) / opaque);
            }
        }
    }
    return rgb;
}

RgbImage read_pixels(PngReader& reader) {
    if (reader.has_alpha()) {
        cv::Mat_<cv::Vec4b> rgba(reader.height(), reader.width());
        reader.read_into(rgba.data, PNG_FORMAT_RGBA);
        return on_white(rgba);
    }
    RgbImage rgb(reader.height(), reader.width());
    reader.read_into(rgb.data, PNG_FORMAT_RGB);
    return rgb;
}

std::uint32_t big_endian(std::span<const std::uint8_t> bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

/// The pHYs chunk, if it counts per metre; it stands before the pixels.
std::map<std::string, std::string> read_png_density(std::span<const std::uint8_t> file) {
    constexpr std::size_t signature_bytes = 8;
    constexpr std::size_t chunk_overhead = 12;  // length, type and check sum
    constexpr std::size_t phys_bytes = 9;
    constexpr std::uint8_t per_metre = 1;
    std::size_t at = signature_bytes;
    while (at + chunk_overhead + phys_bytes <= file.size()) {
        const std::size_t length = big_endian(file.subspan(at, 4));
        const std::string_view type(reinterpret_cast<const char*>(&file[at + 4]), 4);
        const auto data = file.subspan(at + 8, phys_bytes);
        if (type == "pHYs" && length == phys_bytes && data[8] == per_metre) {
            return {{"png.pHYs-x", fmt::format("{}", big_endian(data))},
                    {"png.pHYs-y", fmt::format("{}", big_endian(data.subspan(4)))}};
        }
        if (type == "IDAT") {
            break;
        }
        at += chunk_overhead + length;
    }
    return {};
}

}  // namespace

FlatImage decode_png(std::span<const std::uint8_t> file) {
    PngReader reader(file);
    require_flat_size(reader.width(), reader.height());
    return {"png", read_pixels(reader), read_png_density(file)};
}

}  // namespace kossa
