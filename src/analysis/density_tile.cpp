#include "kossa/analysis/density_tile.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "kossa/core/widest_vectors.hpp"

namespace kossa {

namespace {

constexpr int compared_px = 64;  // pixels that are compared together

KOSSA_WIDEST_VECTORS bool any_from(const cv::Vec4w* looks, int count, int least_sum) {
    constexpr std::uint64_t carry = 0x10000;  // set by a sum that is large enough
    const std::uint64_t missing = carry - static_cast<std::uint64_t>(least_sum);
    std::uint64_t found = 0;
    for (int i = 0; i < count; ++i) {
        std::uint64_t look = 0;
        std::memcpy(&look, looks[i].val, sizeof(look));
        found |= ((look + (look >> 16) + (look >> 32)) & (carry - 1)) + missing;
    }
    return (found & carry) != 0;
}

void look_at(cv::Vec4w* looks, const cv::Vec3b* pixels, int count, const OpticalDensity& density) {
    static_assert(std::endian::native == std::endian::little);
    for (int i = 0; i < count; ++i) {
        const std::uint64_t look = density.look(pixels[i]);
        std::memcpy(looks[i].val, &look, sizeof(look));
    }
}

/// Only pixels as dense as a seed are asked. Returns the largest sum of an eligible one, or 0.
int ask_seeds(std::uint8_t* eligible, const cv::Vec4w* looks, int count, int seed_sum, const StainModel& stain) {
    int largest = 0;
    for (int chunk = 0; chunk < count; chunk += compared_px) {
        const int end = std::min(count, chunk + compared_px);
        if (!any_from(looks + chunk, end - chunk, seed_sum)) {
            continue;
        }
        for (int x = chunk; x < end; ++x) {
            if (density_sum(looks[x]) >= seed_sum && is_eligible({looks[x][0], looks[x][1], looks[x][2]}, stain)) {
                eligible[x] = 255;
                largest = std::max(largest, density_sum(looks[x]));
            }
        }
    }
    return largest;
}

}  // namespace

bool is_eligible(const cv::Vec3w& od, const StainModel& stain) {
    if (!stain.matrix) {
        return 3 * std::min({od[0], od[1], od[2]}) >= stain.least_channel * (od[0] + od[1] + od[2]);
    }
    const cv::Vec3d stains = stain.matrix->unmix({od[0] * 1e-3, od[1] * 1e-3, od[2] * 1e-3});
    return stains[0] > stains[1];
}

DensityTile density_tile(const RgbImage& pixels, const StainModel& stain, const OpticalDensity& density) {
    DensityTile tile{cv::Mat_<cv::Vec4w>(pixels.size()), Mask(pixels.size(), std::uint8_t{0}), 0};
    const auto seed_sum = milli_sum(stain.segmentation.palest());
    for (int y = 0; y < pixels.rows; ++y) {
        look_at(tile.looks[y], pixels[y], pixels.cols, density);
        tile.largest_sum =
            std::max(tile.largest_sum, ask_seeds(tile.eligible[y], tile.looks[y], pixels.cols, seed_sum, stain));
    }
    return tile;
}

}  // namespace kossa
