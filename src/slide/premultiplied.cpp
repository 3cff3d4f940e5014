#include "kossa/slide/premultiplied.hpp"

namespace kossa {

namespace {

constexpr std::uint32_t opaque = 0xff;

cv::Vec3b colour_of(std::uint32_t argb, const cv::Vec3b& background) {
    const std::uint32_t alpha = argb >> 24;
    const std::uint32_t red = (argb >> 16) & 0xff;
    const std::uint32_t green = (argb >> 8) & 0xff;
    const std::uint32_t blue = argb & 0xff;
    if (alpha == opaque) {
        return {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green), static_cast<std::uint8_t>(blue)};
    }
    return {over_background(red, alpha, background[0]), over_background(green, alpha, background[1]),
            over_background(blue, alpha, background[2])};
}

}  // namespace

RgbImage opaque_image(std::span<const std::uint32_t> argb, int width, int height, const cv::Vec3b& background) {
    RgbImage image(height, width);
    const std::uint32_t* pixel = argb.data();
    for (int y = 0; y < height; ++y) {
        cv::Vec3b* row = image[y];
        for (int x = 0; x < width; ++x) {
            row[x] = colour_of(*pixel++, background);
        }
    }
    return image;
}

}  // namespace kossa
