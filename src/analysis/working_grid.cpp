#include "kossa/analysis/working_grid.hpp"

#include <array>
#include <cmath>
#include <cstdint>

namespace kossa {

namespace {

constexpr double tolerance = 1.1;  // 0.55 um still counts as 0.5

/// The level's downsample when it is the same whole number along both axes and divides `factor`, else 0.
int exact_downsample(const SlideLevel& level, int factor) {
    const double rounded = std::round(level.downsample_x);
    const bool exact = rounded >= 1.0 && level.downsample_x == rounded && level.downsample_y == rounded;
    const int downsample = exact && rounded <= factor ? static_cast<int>(rounded) : 0;
    return downsample > 0 && factor % downsample == 0 ? downsample : 0;
}

}  // namespace

WorkingGrid choose_working_grid(const SlideInfo& slide, const PixelSize& level0_pixel, const WorkingOptions& options) {
    int factor = 1;
    while (level0_pixel.mean().value() * factor * 2 <= options.pixel_um * tolerance) {
        factor *= 2;
    }
    int level = 0;
    int downsample = 1;
    for (std::size_t i = 1; i < slide.levels.size(); ++i) {
        if (const int exact = exact_downsample(slide.levels[i], factor); exact > downsample) {
            level = static_cast<int>(i);
            downsample = exact;
        }
    }
    const Size<LevelPixels>& full = slide.levels.front().size;
    return {level,
            factor / downsample,
            {full.width / factor, full.height / factor},
            level0_pixel.scaled(factor, factor),
            {static_cast<double>(factor), static_cast<double>(factor)}};
}

RgbImage reduced(const RgbImage& image, int factor) {
    if (factor == 1) {
        return image;
    }
    RgbImage result(image.rows / factor, image.cols / factor);
    const int count = factor * factor;
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            std::array<int, 3> sum{};
            for (int dy = 0; dy < factor; ++dy) {
                const cv::Vec3b* row = image[y * factor + dy] + static_cast<std::ptrdiff_t>(x) * factor;
                for (int dx = 0; dx < factor; ++dx) {
                    for (int c = 0; c < 3; ++c) {
                        sum.at(static_cast<std::size_t>(c)) += row[dx][c];
                    }
                }
            }
            for (int c = 0; c < 3; ++c) {
                result(y, x)[c] = static_cast<std::uint8_t>((sum.at(static_cast<std::size_t>(c)) + count / 2) / count);
            }
        }
    }
    return result;
}

RgbImage read_working(const SlideSource& slide, const WorkingGrid& grid, const Box<Working>& region) {
    const int r = grid.reduction;
    return reduced(slide.read(grid.level, {region.x * r, region.y * r, region.width * r, region.height * r}), r);
}

}  // namespace kossa
