#include "kossa/stain/optical_density.hpp"

#include <algorithm>
#include <cmath>

namespace kossa {

namespace {
constexpr double brightest = 65535.0 / 3.0;
}  // namespace

OpticalDensity::OpticalDensity(const WhitePoint& white) {
    for (std::size_t channel = 0; channel < 3; ++channel) {
        for (std::size_t i = 0; i < 256; ++i) {
            const double share = std::max<double>(1.0, static_cast<double>(i)) / white.intensity[channel];
            milli_od_[channel][i] = static_cast<std::uint16_t>(std::lround(std::max(0.0, -1000.0 * std::log10(share))));
            const double third = static_cast<double>(i) / white.intensity[channel] * clear_light / 3.0;
            const auto light = static_cast<std::uint64_t>(std::lround(std::min(third, brightest)));
            looks_[channel][i] = std::uint64_t{milli_od_[channel][i]} << (16 * channel) | light << 48;
        }
    }
}

cv::Vec3w OpticalDensity::milli(const cv::Vec3b& rgb) const {
    return {milli_od_[0][rgb[0]], milli_od_[1][rgb[1]], milli_od_[2][rgb[2]]};
}

MilliOd OpticalDensity::milli(const RgbImage& image) const {
    MilliOd od(image.size());
    for (int y = 0; y < image.rows; ++y) {
        std::transform(image[y], image[y] + image.cols, od[y], [this](const cv::Vec3b& rgb) { return milli(rgb); });
    }
    return od;
}

}  // namespace kossa
