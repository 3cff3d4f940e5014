#include "kossa/pyramid/tiff_writer.hpp"

#include <tiffio.h>

#include <cerrno>
#include <cstdarg>

#include "kossa/core/error.hpp"
#include "kossa/core/system_reason.hpp"

namespace kossa::pyramid {

namespace {

using Handle = std::unique_ptr<tiff, void (*)(tiff*)>;

// libtiff would print; every call is checked instead.
int keep_quiet(TIFF*, void*, const char*, const char*, va_list) {
    return 1;
}

void require(bool success) {
    if (!success) {
        throw OutputError(system_reason());
    }
}

Handle opened(const std::filesystem::path& path, const char* mode) {
    const auto freed = [](TIFFOpenOptions* options) { TIFFOpenOptionsFree(options); };
    const std::unique_ptr<TIFFOpenOptions, decltype(freed)> options(TIFFOpenOptionsAlloc(), freed);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_quiet, nullptr);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), keep_quiet, nullptr);
    errno = 0;
    Handle handle(TIFFOpenExt(path.c_str(), mode, options.get()), TIFFClose);
    require(handle != nullptr);
    return handle;
}

void describe_coding(TIFF* file, Coding coding) {
    const bool grey = coding == Coding::deflate_grey;
    TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, grey ? 1 : 3);
    TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(file, TIFFTAG_COMPRESSION, grey ? COMPRESSION_ADOBE_DEFLATE : COMPRESSION_JPEG);
    TIFFSetField(file, TIFFTAG_PHOTOMETRIC, grey ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_YCBCR);
    if (!grey) {
        const int sampling = coding == Coding::jpeg_444 ? 1 : 2;
        TIFFSetField(file, TIFFTAG_JPEGTABLESMODE, 0);  // every tile brings its own tables
        TIFFSetField(file, TIFFTAG_YCBCRSUBSAMPLING, sampling, sampling);
    }
}

double per_centimetre(Microns pixel) {
    constexpr double microns_per_cm = 10000.0;
    return microns_per_cm / pixel.value();
}

std::int64_t tiles_for(std::int64_t pixels, int side) {
    return (pixels + side - 1) / side;
}

}  // namespace

TiffForm form_for(std::int64_t finest_pixels, int bytes_per_pixel) {
    constexpr std::int64_t classic_bytes = 4'000'000'000;  // the rest of 4 GiB is for tags
    return finest_pixels * bytes_per_pixel / 3 * 4 > classic_bytes ? TiffForm::big : TiffForm::classic;
}

std::int64_t TiffImage::across() const {
    return tiles_for(width, tile.width);
}

std::int64_t TiffImage::tile_count() const {
    return across() * tiles_for(height, tile.height);
}

TiffWriter::TiffWriter(const std::filesystem::path& path, TiffForm form)
    : tiff_(opened(path, form == TiffForm::big ? "w8" : "w")) {}

void TiffWriter::begin_image(const TiffImage& image) {
    TIFF* file = tiff_.get();
    TIFFSetField(file, TIFFTAG_SUBFILETYPE, image.role == ImageRole::full ? 0 : FILETYPE_REDUCEDIMAGE);
    TIFFSetField(file, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(image.width));
    TIFFSetField(file, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(image.height));
    TIFFSetField(file, TIFFTAG_TILEWIDTH, image.tile.width);
    TIFFSetField(file, TIFFTAG_TILELENGTH, image.tile.height);
    describe_coding(file, image.coding);
    TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
    TIFFSetField(file, TIFFTAG_XRESOLUTION, per_centimetre(image.pixel_width));
    TIFFSetField(file, TIFFTAG_YRESOLUTION, per_centimetre(image.pixel_height));
    TIFFSetField(file, TIFFTAG_IMAGEDESCRIPTION, image.description.c_str());
}

void TiffWriter::write_tile(std::int64_t index, const Bytes& bytes) {
    // libtiff's signature is not const, but it only reads.
    auto* data = const_cast<unsigned char*>(bytes.data());
    errno = 0;
    require(TIFFWriteRawTile(tiff_.get(), static_cast<std::uint32_t>(index), data,
                             static_cast<tmsize_t>(bytes.size())) >= 0);
}

void TiffWriter::end_image() {
    errno = 0;
    require(TIFFWriteDirectory(tiff_.get()) != 0);
    require(TIFFFlush(tiff_.get()) != 0);
}

TiffTiles::TiffTiles(const std::filesystem::path& path, int image) : tiff_(opened(path, "r")) {
    require(TIFFSetDirectory(tiff_.get(), static_cast<tdir_t>(image)) != 0);
}

Bytes TiffTiles::tile(std::int64_t index) const {
    const auto number = static_cast<std::uint32_t>(index);
    Bytes bytes(TIFFGetStrileByteCount(tiff_.get(), number));
    errno = 0;
    require(TIFFReadRawTile(tiff_.get(), number, bytes.data(), static_cast<tmsize_t>(bytes.size())) >= 0);
    return bytes;
}

}  // namespace kossa::pyramid
