#include <fmt/format.h>
#include <turbojpeg.h>

#include <string_view>

#include "kossa/core/error.hpp"
#include "kossa/slide/flat_image.hpp"
#include "kossa/slide/jpeg_decoder.hpp"

namespace kossa {

namespace {

void require(int status, const JpegDecoder& decoder) {
    if (status != 0) {
        throw SlideError("corrupt", fmt::format("the JPEG image is damaged: {}", tjGetErrorStr2(decoder.get())));
    }
}

RgbImage read_pixels(std::span<const std::uint8_t> file) {
    const JpegDecoder decoder = jpeg_decoder();
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    require(tjDecompressHeader3(decoder.get(), file.data(), file.size(), &width, &height, &subsampling, &colours),
            decoder);
    if (colours == TJCS_CMYK || colours == TJCS_YCCK) {
        throw SlideError("not-a-slide", "this is a CMYK JPEG, made for printing; convert it to RGB");
    }
    require_flat_size(width, height);
    RgbImage pixels(height, width);
    require(tjDecompress2(decoder.get(), file.data(), file.size(), pixels.data, width, 0, height, TJPF_RGB,
                          TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS),
            decoder);
    return pixels;
}

/// The JFIF header, if it stands first and its density has a unit.
std::map<std::string, std::string> read_jfif_density(std::span<const std::uint8_t> file) {
    constexpr std::size_t header_bytes = 18;
    constexpr std::size_t identifier_at = 6;
    constexpr std::size_t unit_at = 13;
    if (file.size() < header_bytes ||
        std::string_view(reinterpret_cast<const char*>(&file[identifier_at]), 5) != std::string_view("JFIF\0", 5)) {
        return {};
    }
    const std::uint8_t unit = file[unit_at];
    if (unit != 1 && unit != 2) {
        return {};
    }
    const auto number = [file](std::size_t at) { return fmt::format("{}", file[at] * 256 + file[at + 1]); };
    return {{"jpeg.JFIF-unit", unit == 1 ? "inch" : "centimeter"},
            {"jpeg.JFIF-x", number(unit_at + 1)},
            {"jpeg.JFIF-y", number(unit_at + 3)}};
}

}  // namespace

FlatImage decode_jpeg(std::span<const std::uint8_t> file) {
    return {"jpeg", read_pixels(file), read_jfif_density(file)};
}

}  // namespace kossa
