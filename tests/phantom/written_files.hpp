#pragma once

#include <png.h>

#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "kossa/core/raster.hpp"
#include "support/text_file.hpp"

namespace kossa::phantom {

inline std::string contents(const std::filesystem::path& path) {
    return support::content_of(path);
}

inline nlohmann::json json_of(const std::filesystem::path& path) {
    return nlohmann::json::parse(contents(path));
}

/// Empty if it cannot be read.
inline Mask png_of(const std::filesystem::path& path) {
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, path.c_str()) == 0) {
        return {};
    }
    image.format = PNG_FORMAT_GRAY;
    Mask mask(static_cast<int>(image.height), static_cast<int>(image.width));
    png_image_finish_read(&image, nullptr, mask.data, 0, nullptr);
    return mask;
}

}  // namespace kossa::phantom
