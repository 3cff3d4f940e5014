#pragma once

#include <algorithm>
#include <cstdint>
#include <opencv2/core.hpp>
#include <span>

#include "kossa/core/raster.hpp"

namespace kossa {

/// The colour of one premultiplied pixel (0xAARRGGBB, each colour already times alpha / 255) on an opaque background:
/// an opaque pixel unchanged, a transparent one the background, others the mixture, rounded to nearest.
/// Colours above alpha, which no valid pixel has, saturate at 255.
constexpr std::uint8_t over_background(std::uint32_t premultiplied, std::uint32_t alpha, std::uint32_t background) {
    constexpr std::uint32_t opaque = 255;
    const std::uint32_t shining_through = (background * (opaque - alpha) + opaque / 2) / opaque;
    return static_cast<std::uint8_t>(std::min(premultiplied + shining_through, opaque));
}

/// An image of `width` by `height` premultiplied pixels, row by row, on an opaque background.
RgbImage opaque_image(std::span<const std::uint32_t> argb, int width, int height, const cv::Vec3b& background);

}  // namespace kossa
