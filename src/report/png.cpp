#include "kossa/report/png.hpp"

#include <fmt/format.h>
#include <png.h>

#include "kossa/core/error.hpp"

namespace kossa::report {

std::string png_bytes(const RgbImage& image) {
    const RgbImage rows = image.isContinuous() ? image : RgbImage(image.clone());
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(rows.cols);
    header.height = static_cast<png_uint_32>(rows.rows);
    header.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(header);
    std::string bytes(size, '\0');
    constexpr int no_conversion = 0;
    constexpr png_int_32 packed_rows = 0;
    if (png_image_write_to_memory(&header, bytes.data(), &size, no_conversion, rows.data, packed_rows, nullptr) == 0) {
        throw OutputError(fmt::format("cannot encode the overlay as PNG: {}; please report this", header.message));
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace kossa::report
