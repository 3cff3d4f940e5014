#include "kossa/phantom/optics.hpp"

#include <algorithm>
#include <cmath>

#include "kossa/phantom/noise.hpp"

namespace kossa::phantom {

namespace {

constexpr double most_density = 4.0;       // transmission 0.0001: black for any 8-bit camera
constexpr int steps_per_density = 2048;    // linear steps between: error below 1e-7 of the white point
constexpr double kernel_sigmas = 3.0;      // beyond 3 sigma a Gaussian holds 0.3 %
constexpr double lamp_unevenness = 0.006;  // share of the white point, as flat-field corrected scanners leave
constexpr double lamp_scale_um = 1800.0;

std::vector<float> half_gaussian(double sigma_px) {
    if (sigma_px < 0.05) {
        return {1.0F};
    }
    const int radius = static_cast<int>(std::ceil(kernel_sigmas * sigma_px));
    std::vector<double> weights;
    double total = 0.0;
    for (int i = 0; i <= radius; ++i) {
        weights.push_back(std::exp(-0.5 * i * i / (sigma_px * sigma_px)));
        total += (i == 0 ? 1.0 : 2.0) * weights.back();
    }
    std::vector<float> kernel;
    kernel.reserve(weights.size());
    for (const double weight : weights) {
        kernel.push_back(static_cast<float>(weight / total));
    }
    return kernel;
}

std::vector<float> transmission_table() {
    std::vector<float> table;
    const int steps = static_cast<int>(most_density * steps_per_density);
    for (int i = 0; i <= steps + 1; ++i) {
        table.push_back(static_cast<float>(std::pow(10.0, -static_cast<double>(i) / steps_per_density)));
    }
    return table;
}

// Four bytes of a hash summed: near normal, standard deviation 147.8 bytes.
double noise_from(std::uint64_t bits) {
    const auto byte = [bits](int i) { return static_cast<double>((bits >> (8 * i)) & 0xffU); };
    return (byte(0) + byte(1) + byte(2) + byte(3) - 510.0) / 147.8;
}

std::uint8_t grey_level(double value) {
    return static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0));
}

}  // namespace

Optics::Optics(const PhantomOptions& options)
    : white_point_(options.white_point),
      noise_sigma_(options.noise_sigma),
      pixel_(options.pixel_size.value()),
      seed_(hashed(options.seed, 0x6e6f697365, static_cast<std::int64_t>(options.stain))),
      kernel_(half_gaussian(options.blur_sigma / options.pixel_size)),
      transmission_(transmission_table()) {}

float Optics::transmitted(float density) const {
    const float position = std::clamp(density, 0.0F, static_cast<float>(most_density)) * steps_per_density;
    const auto index = static_cast<std::size_t>(position);
    const float part = position - static_cast<float>(index);
    return transmission_[index] + part * (transmission_[index + 1] - transmission_[index]);
}

cv::Mat_<cv::Vec3f> Optics::light(const DensityRaster& densities, const Box<Level0>& drawn) const {
    cv::Mat_<cv::Vec3f> result(densities.size());
    const auto lamp_seed = static_cast<std::uint32_t>(seed_ >> 32);
    for (int row = 0; row < result.rows; ++row) {
        const double y = static_cast<double>(drawn.y + row) * pixel_ / lamp_scale_um;
        for (int column = 0; column < result.cols; ++column) {
            const double x = static_cast<double>(drawn.x + column) * pixel_ / lamp_scale_um;
            const auto lamp = static_cast<float>(1.0 + lamp_unevenness * gradient_noise(lamp_seed, x, y));
            const Density& density = densities(row, column);
            for (int c = 0; c < 3; ++c) {
                result(row, column)[c] = lamp * static_cast<float>(white_point_[c]) * transmitted(density[c]);
            }
        }
    }
    return result;
}

// One weighted sum per sample, always in the same order, so that a pixel does not depend on its place in the row.
void Optics::weigh(const float* centre, std::ptrdiff_t stride, float* result, std::ptrdiff_t count) const {
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        result[i] = centre[i] * kernel_[0];
    }
    for (std::ptrdiff_t k = 1; k < std::ssize(kernel_); ++k) {
        const float weight = kernel_[static_cast<std::size_t>(k)];
        const float* before = centre - k * stride;
        const float* after = centre + k * stride;
        for (std::ptrdiff_t i = 0; i < count; ++i) {
            result[i] += (before[i] + after[i]) * weight;
        }
    }
}

cv::Mat_<cv::Vec3f> Optics::blurred(const cv::Mat_<cv::Vec3f>& light) const {
    constexpr std::ptrdiff_t channels = 3;
    const int radius = halo();
    cv::Mat_<cv::Vec3f> across(light.rows, light.cols - 2 * radius);
    const std::ptrdiff_t count = channels * across.cols;
    for (int row = 0; row < across.rows; ++row) {
        weigh(light.ptr<float>(row) + channels * radius, channels, across.ptr<float>(row), count);
    }
    cv::Mat_<cv::Vec3f> result(light.rows - 2 * radius, across.cols);
    for (int row = 0; row < result.rows; ++row) {
        weigh(across.ptr<float>(row + radius), count, result.ptr<float>(row), count);
    }
    return result;
}

RgbImage Optics::image(const DensityRaster& densities, const Box<Level0>& box) const {
    const cv::Mat_<cv::Vec3f> sharp = light(densities, box.grown(halo()));
    const cv::Mat_<cv::Vec3f> soft = blurred(sharp);
    RgbImage result(soft.size());
    for (int row = 0; row < result.rows; ++row) {
        for (int column = 0; column < result.cols; ++column) {
            const std::uint64_t bits = hashed(seed_, box.x + column, box.y + row);
            const std::uint64_t more = mixed(bits);
            const std::array<std::uint64_t, 3> sources = {bits, bits >> 32, more};
            for (int c = 0; c < 3; ++c) {
                const double noise = noise_sigma_ * noise_from(sources[c]);
                result(row, column)[c] = grey_level(soft(row, column)[c] + noise);
            }
        }
    }
    return result;
}

}  // namespace kossa::phantom
