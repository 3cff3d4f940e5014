#include <fmt/format.h>
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/slide/flat_image.hpp"
#include "kossa/slide/premultiplied.hpp"

namespace kossa {

namespace {

using File = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

/// Keeps libtiff's first error for the exception; `reason` is the std::string that open_tiff was given.
int keep_error(TIFF*, void* reason, const char*, const char* format, va_list arguments) {
    std::array<char, 1024> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    auto& kept = *static_cast<std::string*>(reason);
    if (kept.empty()) {
        kept = text.data();
    }
    return 1;
}

int keep_silent(TIFF*, void*, const char*, const char*, va_list) {
    return 1;
}

[[noreturn]] void damaged(std::string reason) {
    std::ranges::replace(reason, '\n', ' ');
    throw SlideError("corrupt",
                     fmt::format("libtiff cannot read this TIFF image, it may be damaged or of a rare kind: {}",
                                 reason.empty() ? "no reason given" : reason));
}

/// `reason` must outlive the file; it receives what goes wrong with it.
File open_tiff(const std::filesystem::path& path, std::string& reason) {
    constexpr tmsize_t largest_allocation = largest_flat_pixels * 4;
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_error, &reason);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), keep_silent, nullptr);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), largest_allocation);
    File file(TIFFOpenExt(path.c_str(), "r", options.get()), TIFFClose);
    if (file == nullptr) {
        damaged(reason);
    }
    return file;
}

template <class Number>
Number field(TIFF& tiff, std::uint32_t tag) {
    Number value{};
    return TIFFGetFieldDefaulted(&tiff, tag, &value) != 0 ? value : Number{};
}

std::string_view description(TIFF& tiff) {
    const char* text = field<const char*>(tiff, TIFFTAG_IMAGEDESCRIPTION);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

void require_brightfield_colours(TIFF& tiff) {
    if (field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC) == PHOTOMETRIC_SEPARATED) {
        throw SlideError("not-a-slide", "this is a CMYK TIFF, made for printing; convert it to RGB");
    }
    if (field<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL) == 1 &&
        description(tiff).find("<OME") != std::string::npos) {
        throw SlideError("not-a-slide",
                         "this is an OME-TIFF with one image per channel; kossa reads brightfield images in RGB");
    }
}

/// libtiff's decoder of whatever is in the file into 8-bit premultiplied colours.
class RgbaDecoder {
  public:
    RgbaDecoder(TIFF& tiff, const std::string& reason) : reason_(reason) {
        std::array<char, 1024> text{};
        constexpr int stop_on_error = 1;
        if (TIFFRGBAImageOK(&tiff, text.data()) == 0 ||
            TIFFRGBAImageBegin(&image_, &tiff, stop_on_error, text.data()) == 0) {
            damaged(text.data());
        }
        image_.orientation = ORIENTATION_TOPLEFT;
        image_.req_orientation = ORIENTATION_TOPLEFT;
    }
    RgbaDecoder(const RgbaDecoder&) = delete;
    RgbaDecoder& operator=(const RgbaDecoder&) = delete;
    ~RgbaDecoder() { TIFFRGBAImageEnd(&image_); }

    RgbImage rows(int first, int count) {
        const int width = static_cast<int>(image_.width);
        std::vector<std::uint32_t> raster(static_cast<std::size_t>(width) * static_cast<std::size_t>(count));
        image_.row_offset = first;
        if (TIFFRGBAImageGet(&image_, raster.data(), image_.width, static_cast<std::uint32_t>(count)) == 0) {
            damaged(reason_);
        }
        std::ranges::transform(raster, raster.begin(), [](std::uint32_t abgr) {
            return TIFFGetA(abgr) << 24 | TIFFGetR(abgr) << 16 | TIFFGetG(abgr) << 8 | TIFFGetB(abgr);
        });
        return opaque_image(raster, width, count, {255, 255, 255});
    }

  private:
    TIFFRGBAImage image_{};
    const std::string& reason_;
};

/// Rows that are decoded together, so that no strip or tile is decoded twice.
int rows_per_band(TIFF& tiff, int height) {
    const auto rows = field<std::uint32_t>(tiff, TIFFIsTiled(&tiff) != 0 ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP);
    return rows == 0 ? height : static_cast<int>(std::min(rows, static_cast<std::uint32_t>(height)));
}

RgbImage read_pixels(TIFF& tiff, const std::string& reason) {
    const auto width = field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH);
    const auto tall = field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH);
    require_flat_size(width, tall);
    const int height = static_cast<int>(tall);
    const int band = rows_per_band(tiff, height);
    RgbaDecoder decoder(tiff, reason);
    RgbImage pixels(height, static_cast<int>(width));
    for (int row = 0; row < height; row += band) {
        const int count = std::min(band, height - row);
        decoder.rows(row, count).copyTo(pixels.rowRange(row, row + count));
    }
    return pixels;
}

std::map<std::string, std::string> read_density(TIFF& tiff) {
    const auto unit = field<std::uint16_t>(tiff, TIFFTAG_RESOLUTIONUNIT);
    const auto x = field<float>(tiff, TIFFTAG_XRESOLUTION);
    const auto y = field<float>(tiff, TIFFTAG_YRESOLUTION);
    if (x <= 0.0F || y <= 0.0F || (unit != RESUNIT_INCH && unit != RESUNIT_CENTIMETER)) {
        return {};
    }
    return {{"tiff.ResolutionUnit", unit == RESUNIT_INCH ? "inch" : "centimeter"},
            {"tiff.XResolution", fmt::format("{}", x)},
            {"tiff.YResolution", fmt::format("{}", y)}};
}

}  // namespace

FlatImage read_tiff(const std::filesystem::path& path) {
    std::string reason;
    const File file = open_tiff(path, reason);
    require_brightfield_colours(*file);
    FlatImage image{"tiff", read_pixels(*file, reason), read_density(*file)};
    if (!description(*file).empty()) {
        image.properties.emplace("tiff.ImageDescription", description(*file));
    }
    return image;
}

}  // namespace kossa
