#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kossa/core/raster.hpp"

namespace kossa::report {

/// The image as the bytes of a PNG file, 8 bit RGB, the same for equal images. In parallel (core/rows.hpp).
/// Throws OutputError where it has no pixels.
std::string png_bytes(const RgbImage& image);
/// The raster as the bytes of a PNG file, 8 bit grey.
std::string png_bytes(const cv::Mat_<std::uint8_t>& raster);

/// Rows [begin, end) of a raster; may be called from several threads.
using GreyRows = std::function<cv::Mat_<std::uint8_t>(int begin, int end)>;
/// The same of a raster that is made as it is asked for.
std::string png_bytes(const cv::Size& size, const GreyRows& rows);

/// The raster in the bytes of an 8 bit grey PNG file. Throws SlideError "corrupt" where they are none or the size is
/// another than `expected`.
cv::Mat_<std::uint8_t> png_raster(std::string_view bytes, const cv::Size& expected);

}  // namespace kossa::report
