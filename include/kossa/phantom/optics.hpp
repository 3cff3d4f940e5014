#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/phantom/options.hpp"
#include "kossa/phantom/palette.hpp"

namespace kossa::phantom {

using DensityRaster = cv::Mat_<cv::Vec3f>;

/// The microscope: light = white point x 10^-density (Beer 1852), lamp unevenness, Gaussian blur, sensor noise, 8 bit.
/// Written apart from kossa's stain code on purpose, so that a mistake in one is seen by the other.
class Optics {
  public:
    explicit Optics(const PhantomOptions& options);

    /// How many pixels around a region must be drawn so that blur does not know where the region ends.
    int halo() const { return static_cast<int>(kernel_.size()) - 1; }

    /// The image of `box` from densities that cover `box` grown by halo(). Depends on absolute pixel positions only.
    RgbImage image(const DensityRaster& densities, const Box<Level0>& box) const;

  private:
    std::array<double, 3> white_point_;
    double noise_sigma_;
    double pixel_;
    std::uint64_t seed_;
    std::vector<float> kernel_;        // half of the Gaussian, centre first
    std::vector<float> transmission_;  // 10^-density on a fine grid of densities

    float transmitted(float density) const;
    cv::Mat_<cv::Vec3f> light(const DensityRaster& densities, const Box<Level0>& drawn) const;
    void weigh(const float* centre, std::ptrdiff_t stride, float* result, std::ptrdiff_t count) const;
    cv::Mat_<cv::Vec3f> blurred(const cv::Mat_<cv::Vec3f>& light) const;
};

}  // namespace kossa::phantom
