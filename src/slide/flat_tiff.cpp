#include <fmt/format.h>
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "kossa/core/error.hpp"
#include "kossa/slide/flat_image.hpp"
#include "kossa/slide/premultiplied.hpp"
#include "kossa/slide/tiff_handle.hpp"

namespace kossa {

namespace {

[[noreturn]] void damaged(std::string reason) {
    std::ranges::replace(reason, '\n', ' ');
    throw SlideError(
        "corrupt",
        fmt::format("libtiff cannot read this TIFF image ({}), it may be damaged or of a rare kind; copy it again or "
                    "export it anew",
                    reason.empty() ? "no reason given" : reason));
}

/// `reason` must outlive the file; it receives what goes wrong with it.
TiffHandle open_or_refuse(const std::filesystem::path& path, std::string& reason) {
    constexpr std::int64_t largest_allocation = largest_flat_pixels * 4;
    TiffHandle file = open_tiff(path, largest_allocation, &reason);
    if (file == nullptr) {
        damaged(reason);
    }
    return file;
}

std::string_view description(TIFF& tiff) {
    const char* text = tiff_field<const char*>(tiff, TIFFTAG_IMAGEDESCRIPTION);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

bool is_ome_channel(TIFF& tiff) {
    return tiff_field<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL) == 1 &&
           description(tiff).find("<OME") != std::string::npos;
}

bool is_full_image(TIFF& tiff) {
    return (tiff_field<std::uint32_t>(tiff, TIFFTAG_SUBFILETYPE) & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0;
}

/// Planes of focus, sections or slides are as large as the first image; a thumbnail or a label is smaller.
bool holds_several_images(const std::filesystem::path& path) {
    std::string reason;
    const TiffHandle file = open_or_refuse(path, reason);
    const auto width = tiff_field<std::uint32_t>(*file, TIFFTAG_IMAGEWIDTH);
    const auto height = tiff_field<std::uint32_t>(*file, TIFFTAG_IMAGELENGTH);
    while (TIFFReadDirectory(file.get()) == 1) {
        if (is_full_image(*file) && tiff_field<std::uint32_t>(*file, TIFFTAG_IMAGEWIDTH) >= width &&
            tiff_field<std::uint32_t>(*file, TIFFTAG_IMAGELENGTH) >= height) {
            return true;
        }
    }
    return false;
}

void require_one_image(const std::filesystem::path& path) {
    if (holds_several_images(path)) {
        throw SlideError("not-a-slide",
                         "this TIFF holds several images as large as the first, such as planes of focus or sections; "
                         "save each as a file of its own");
    }
}

void require_brightfield_colours(TIFF& tiff) {
    if (tiff_field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC) == PHOTOMETRIC_SEPARATED) {
        throw SlideError("not-a-slide", "this is a CMYK TIFF, made for printing; convert it to RGB");
    }
    if (TIFFIsTiled(&tiff) != 0 && description(tiff).starts_with("Aperio")) {
        throw SlideError("corrupt",
                         "this is an Aperio slide that is not whole: OpenSlide does not know it; copy it again");
    }
    if (is_ome_channel(tiff)) {
        throw SlideError("not-a-slide",
                         "this is an OME-TIFF with one image per channel; export it as a brightfield image in RGB");
    }
}

/// The sampling factors (horizontal in the upper four bits) of the first component of a JPEG stream.
std::optional<std::uint8_t> jpeg_sampling(std::span<const std::uint8_t> jpeg) {
    constexpr std::uint8_t first_frame_marker = 0xc0;  // baseline; the next two are extended and progressive
    constexpr std::uint8_t last_frame_marker = 0xc2;
    constexpr std::size_t sampling_at = 11;  // from the marker: length, depth, height, width, count, first identifier
    std::size_t at = 2;
    while (at + sampling_at < jpeg.size() && jpeg[at] == 0xff) {
        if (jpeg[at + 1] >= first_frame_marker && jpeg[at + 1] <= last_frame_marker) {
            return jpeg[at + sampling_at];
        }
        at += 2U + jpeg[at + 2] * 256U + jpeg[at + 3];
    }
    return std::nullopt;
}

std::vector<std::uint8_t> raw_first_strile(TIFF& tiff) {
    constexpr std::uint64_t enough_for_headers = std::uint64_t{1} << 16;
    std::vector<std::uint8_t> bytes(std::min(TIFFGetStrileByteCount(&tiff, 0), enough_for_headers));
    const auto wanted = static_cast<tmsize_t>(bytes.size());
    const tmsize_t read = TIFFIsTiled(&tiff) != 0 ? TIFFReadRawTile(&tiff, 0, bytes.data(), wanted)
                                                  : TIFFReadRawStrip(&tiff, 0, bytes.data(), wanted);
    bytes.resize(static_cast<std::size_t>(std::max<tmsize_t>(read, 0)));
    return bytes;
}

/// Bio-Formats declares its JPEG tiles RGB though they are YCbCr. Subsampled chroma gives them away, which RGB never
/// has: the sampling factors of such tiles, else nothing.
std::optional<std::uint8_t> sampling_of_false_rgb(TIFF& tiff) {
    constexpr std::uint8_t not_subsampled = 0x11;
    if (tiff_field<std::uint16_t>(tiff, TIFFTAG_COMPRESSION) != COMPRESSION_JPEG ||
        tiff_field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC) != PHOTOMETRIC_RGB) {
        return std::nullopt;
    }
    const std::uint8_t sampling = jpeg_sampling(raw_first_strile(tiff)).value_or(not_subsampled);
    return sampling == not_subsampled ? std::nullopt : std::optional(sampling);
}

void correct_jpeg_colours(TIFF& tiff) {
    if (const std::optional<std::uint8_t> sampling = sampling_of_false_rgb(tiff)) {
        TIFFSetField(&tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
        TIFFSetField(&tiff, TIFFTAG_YCBCRSUBSAMPLING, *sampling >> 4, *sampling & 0xf);
    }
}

/// Whether a fourth channel is declared to be alpha: libtiff takes one for it that says nothing.
bool says_alpha(TIFF& tiff) {
    std::uint16_t count = 0;
    const std::uint16_t* extra = nullptr;
    return TIFFGetFieldDefaulted(&tiff, TIFFTAG_EXTRASAMPLES, &count, &extra) != 0 && count > 0 &&
           (extra[0] == EXTRASAMPLE_ASSOCALPHA || extra[0] == EXTRASAMPLE_UNASSALPHA);
}

/// libtiff's decoder of whatever is in the file into 8-bit premultiplied colours.
class RgbaDecoder {
  public:
    RgbaDecoder(TIFF& tiff, std::string& reason) : reason_(reason), has_alpha_(says_alpha(tiff)) {
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
        reason_.clear();
        if (TIFFRGBAImageGet(&image_, raster.data(), image_.width, static_cast<std::uint32_t>(count)) == 0 ||
            !reason_.empty()) {
            damaged(reason_);
        }
        std::ranges::transform(raster, raster.begin(), [this](std::uint32_t abgr) {
            return (has_alpha_ ? TIFFGetA(abgr) : 255U) << 24 | TIFFGetR(abgr) << 16 | TIFFGetG(abgr) << 8 |
                   TIFFGetB(abgr);
        });
        return opaque_image(raster, width, count, {255, 255, 255});
    }

  private:
    TIFFRGBAImage image_{};
    std::string& reason_;
    bool has_alpha_;
};

/// Rows that are decoded together, so that no strip or tile is decoded twice.
int rows_per_band(TIFF& tiff, int height) {
    const auto rows =
        tiff_field<std::uint32_t>(tiff, TIFFIsTiled(&tiff) != 0 ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP);
    return rows == 0 ? height : static_cast<int>(std::min(rows, static_cast<std::uint32_t>(height)));
}

RgbImage read_pixels(TIFF& tiff, std::string& reason) {
    const auto width = tiff_field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH);
    const auto tall = tiff_field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH);
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
    const auto unit = tiff_field<std::uint16_t>(tiff, TIFFTAG_RESOLUTIONUNIT);
    const auto x = tiff_field<float>(tiff, TIFFTAG_XRESOLUTION);
    const auto y = tiff_field<float>(tiff, TIFFTAG_YRESOLUTION);
    if (x <= 0.0F || y <= 0.0F || (unit != RESUNIT_INCH && unit != RESUNIT_CENTIMETER)) {
        return {};
    }
    return {{"tiff.ResolutionUnit", unit == RESUNIT_INCH ? "inch" : "centimeter"},
            {"tiff.XResolution", fmt::format("{}", x)},
            {"tiff.YResolution", fmt::format("{}", y)}};
}

}  // namespace

bool openslide_would_distort(const std::filesystem::path& path) {
    std::string reason;
    const TiffHandle file = open_or_refuse(path, reason);
    std::array<char, 1024> unreadable{};
    return TIFFRGBAImageOK(file.get(), unreadable.data()) == 0 || is_ome_channel(*file) ||
           tiff_field<std::uint16_t>(*file, TIFFTAG_PHOTOMETRIC) == PHOTOMETRIC_SEPARATED ||
           tiff_field<std::uint16_t>(*file, TIFFTAG_ORIENTATION) != ORIENTATION_TOPLEFT ||
           sampling_of_false_rgb(*file) || holds_several_images(path);
}

FlatImage read_tiff(const std::filesystem::path& path) {
    std::string reason;
    const TiffHandle file = open_or_refuse(path, reason);
    require_brightfield_colours(*file);
    require_one_image(path);
    correct_jpeg_colours(*file);
    FlatImage image{"tiff", read_pixels(*file, reason), read_density(*file)};
    if (!description(*file).empty()) {
        image.properties.emplace("tiff.ImageDescription", description(*file));
    }
    return image;
}

}  // namespace kossa
