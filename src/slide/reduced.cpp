#include "kossa/slide/reduced.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "kossa/core/widest_vectors.hpp"

namespace kossa {

namespace {

KOSSA_WIDEST_VECTORS void add_bytes(std::uint16_t* sums, const std::uint8_t* bytes, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        sums[i] = static_cast<std::uint16_t>(sums[i] + bytes[i]);
    }
}

/// Means of the sums of `factor` neighbours; `sums` holds three channels to a pixel.
void average(cv::Vec3b* row, int count, const std::uint16_t* sums, int factor) {
    const int shift = 2 * std::countr_zero(static_cast<unsigned>(factor));
    const std::uint32_t half = (std::uint32_t{1} << shift) / 2;
    for (int x = 0; x < count; ++x) {
        std::array<std::uint32_t, 3> total{half, half, half};
        for (int i = 0; i < factor; ++i, sums += 3) {
            total[0] += sums[0];
            total[1] += sums[1];
            total[2] += sums[2];
        }
        row[x] = {static_cast<std::uint8_t>(total[0] >> shift), static_cast<std::uint8_t>(total[1] >> shift),
                  static_cast<std::uint8_t>(total[2] >> shift)};
    }
}

}  // namespace

RgbImage reduced(const RgbImage& image, int factor) {
    if (factor == 1) {
        return image;
    }
    RgbImage result(image.rows / factor, image.cols / factor);
    std::vector<std::uint16_t> sums(static_cast<std::size_t>(image.cols) * 3);
    for (int y = 0; y < result.rows; ++y) {
        std::ranges::fill(sums, std::uint16_t{0});
        for (int i = 0; i < factor; ++i) {
            add_bytes(sums.data(), image[y * factor + i]->val, sums.size());
        }
        average(result[y], result.cols, sums.data(), factor);
    }
    return result;
}

}  // namespace kossa
