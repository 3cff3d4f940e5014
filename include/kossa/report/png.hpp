#pragma once

#include <string>
#include <string_view>

#include "kossa/core/raster.hpp"

namespace kossa::report {

/// The image as the bytes of a PNG file, 8 bit RGB, the same for equal images. In parallel (core/rows.hpp).
/// Throws OutputError where it has no pixels.
std::string png_bytes(const RgbImage& image);
/// The raster as the bytes of a PNG file, 8 bit grey.
std::string png_bytes(const cv::Mat_<std::uint8_t>& raster);

/// The raster in the bytes of an 8 bit grey PNG file. Throws SlideError "corrupt" where they are none or the size is
/// another than `expected`.
cv::Mat_<std::uint8_t> png_raster(std::string_view bytes, const cv::Size& expected);

}  // namespace kossa::report
