#include <fmt/format.h>
#include <png.h>

#include <cstddef>
#include <optional>
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

/// A chunk of a PNG file: the bytes of all of it, and those of its data.
struct PngChunk {
    std::size_t begin;
    std::size_t end;
    std::span<const std::uint8_t> data;
};

constexpr std::size_t png_signature_bytes = 8;

/// The first chunk of that type before the pixels, of those that begin at `at` or later, where a chunk begins.
std::optional<PngChunk> chunk_before_pixels(std::span<const std::uint8_t> file, std::string_view wanted,
                                            std::size_t at = png_signature_bytes) {
    constexpr std::size_t head_bytes = 8;  // length and type
    constexpr std::size_t check_sum_bytes = 4;
    while (at + head_bytes + check_sum_bytes <= file.size()) {
        const std::size_t length = big_endian(file.subspan(at, 4));
        const std::string_view type(reinterpret_cast<const char*>(&file[at + 4]), 4);
        if (type == "IDAT" || length > file.size() - at - head_bytes - check_sum_bytes) {
            break;
        }
        const std::size_t end = at + head_bytes + length + check_sum_bytes;
        if (type == wanted) {
            return PngChunk{at, end, file.subspan(at + head_bytes, length)};
        }
        at = end;
    }
    return std::nullopt;
}

/// The pHYs chunk, if it counts per metre.
std::map<std::string, std::string> read_png_density(std::span<const std::uint8_t> file) {
    constexpr std::size_t phys_bytes = 9;
    constexpr std::uint8_t per_metre = 1;
    const std::optional<PngChunk> found = chunk_before_pixels(file, "pHYs");
    if (!found || found->data.size() != phys_bytes || found->data[8] != per_metre) {
        return {};
    }
    return {{"png.pHYs-x", fmt::format("{}", big_endian(found->data))},
            {"png.pHYs-y", fmt::format("{}", big_endian(found->data.subspan(4)))}};
}

/// The file without the chunks by whose gamma libpng would tone the pixels, which are to be as stored; empty where
/// there are none. One pass, however many there are.
std::vector<std::uint8_t> without_gamma(std::span<const std::uint8_t> file) {
    std::vector<std::uint8_t> result;
    std::size_t copied = 0;
    const auto copy_up_to = [&](std::size_t end) {
        const auto part = file.subspan(copied, end - copied);
        result.insert(result.end(), part.begin(), part.end());
    };
    std::optional<PngChunk> gamma = chunk_before_pixels(file, "gAMA");
    for (; gamma; gamma = chunk_before_pixels(file, "gAMA", gamma->end)) {
        copy_up_to(gamma->begin);
        copied = gamma->end;
    }
    if (copied > 0) {
        copy_up_to(file.size());
    }
    return result;
}

}  // namespace

FlatImage decode_png(std::span<const std::uint8_t> file) {
    const std::vector<std::uint8_t> untoned = without_gamma(file);
    PngReader reader(untoned.empty() ? file : untoned);
    require_flat_size(reader.width(), reader.height());
    return {"png", read_pixels(reader), read_png_density(file)};
}

}  // namespace kossa
