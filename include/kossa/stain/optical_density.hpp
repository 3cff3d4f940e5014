#pragma once

#include <array>
#include <cstdint>

#include "kossa/core/density.hpp"
#include "kossa/core/raster.hpp"

namespace kossa {

/// Intensity of clear glass per channel (red, green, blue), 1..255.
struct WhitePoint {
    std::array<double, 3> intensity{255.0, 255.0, 255.0};
    bool operator==(const WhitePoint&) const = default;
};

/// Optical density -log10(I / I0) by table, with I at least 1 and density at least 0 (Beer-Lambert; log base 10).
class OpticalDensity {
  public:
    explicit OpticalDensity(const WhitePoint& white);

    /// In thousandths, of one channel's 8-bit intensity.
    std::uint16_t milli(int channel, std::uint8_t intensity) const { return milli_od_.at(channel)[intensity]; }
    cv::Vec3w milli(const cv::Vec3b& rgb) const;

    MilliOd milli(const RgbImage& image) const;

    /// What is asked of one pixel, at once, 16 bits each: red, green and blue density from the lowest bits on, and in
    /// the highest its light, the mean relative intensity of the three channels in 1/4096, clipped at 16 times clear
    /// glass.
    std::uint64_t look(const cv::Vec3b& rgb) const { return looks_[0][rgb[0]] + looks_[1][rgb[1]] + looks_[2][rgb[2]]; }

  private:
    std::array<std::array<std::uint16_t, 256>, 3> milli_od_{};
    std::array<std::array<std::uint64_t, 256>, 3> looks_{};  ///< a channel's share of what `look` gives
};

}  // namespace kossa
