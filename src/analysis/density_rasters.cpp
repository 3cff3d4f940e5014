#include "kossa/analysis/density_rasters.hpp"

#include <array>
#include <cstddef>

namespace kossa {

namespace {

constexpr std::size_t sums_of_channels = 3 * largest_milli_od + 1;

/// Mean of three channels by their sum in thousandths.
constexpr std::array<float, sums_of_channels> means_of_sums() {
    std::array<float, sums_of_channels> means{};
    for (std::size_t sum = 0; sum < means.size(); ++sum) {
        means[sum] =
            static_cast<float>(sum) * 1e-3F / 3.0F;  // NOLINT(cppcoreguidelines-pro-bounds-constant-array-index)
    }
    return means;
}

/// An object, not a function: what it does is then part of the loop.
constexpr auto mean_of_channels = [](const cv::Vec3w& v) {
    static constexpr std::array<float, sums_of_channels> means = means_of_sums();
    return means[static_cast<std::size_t>(v.val[0]) + v.val[1] + v.val[2]];
};

}  // namespace

FloatRaster mean_od(const MilliOd& od) {
    FloatRaster result(od.size());
    std::transform(od.begin(), od.end(), result.begin(), mean_of_channels);
    return result;
}

DensityBands mean_od_bands(const PackedPicture& image, const OpticalDensity& density) {
    return {image.size(), [image, density](int begin, int end) {
                return raster_of<float>(image, {begin, end}, density, mean_of_channels);
            }};
}

DensityBands channel_od_bands(const PackedPicture& image, const OpticalDensity& density, int channel) {
    return {image.size(), [=](int begin, int end) {
                return raster_of<float>(image, {begin, end}, density, [channel](const cv::Vec3w& v) {
                    return static_cast<float>(v[channel]) * 1e-3F;
                });
            }};
}

DensityBands channel_od_bands_without(const PackedPicture& darkest, const PackedPicture& image,
                                      const OpticalDensity& density, int channel) {
    const auto others = [](const cv::Vec3b& mean, const cv::Vec3b& quarter) {
        cv::Vec3b rest;
        for (int c = 0; c < 3; ++c) {
            rest[c] = cv::saturate_cast<std::uint8_t>((4 * mean[c] - quarter[c] + 1) / 3);
        }
        return rest;
    };
    return {image.size(), [=](int begin, int end) {
                const RgbImage means = image.rows(begin, end);
                const RgbImage quarters = darkest.rows(begin, end);
                FloatRaster result(means.size());
                for (int y = 0; y < means.rows; ++y) {
                    std::transform(means[y], means[y] + means.cols, quarters[y], result[y],
                                   [&](const cv::Vec3b& mean, const cv::Vec3b& quarter) {
                                       return static_cast<float>(density.milli(others(mean, quarter))[channel]) * 1e-3F;
                                   });
                }
                return result;
            }};
}

}  // namespace kossa
