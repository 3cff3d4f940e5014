#include "kossa/phantom/truth_masks.hpp"

#include <algorithm>
#include <cmath>

#include "kossa/phantom/png_rows.hpp"
#include "kossa/phantom/truth.hpp"

namespace kossa::phantom {

namespace {

constexpr std::int64_t band_height = 32;

Mask band_mask(const Specimen& specimen, const Placement& placement, const Box<Level0>& band) {
    Mask mask(static_cast<int>(band.height), static_cast<int>(band.width), std::uint8_t{0});
    for (const Deposit& deposit : specimen.deposits) {
        const Box<Level0> part = placement.box_around(deposit.centre, deposit.reach).intersected(band);
        if (part.empty()) {
            continue;
        }
        const cv::Rect place(static_cast<int>(part.x), static_cast<int>(part.y - band.y), static_cast<int>(part.width),
                             static_cast<int>(part.height));
        mask(place) |= rasterised(deposit, placement, part);
    }
    return mask;
}

}  // namespace

void write_calcium_mask(const Specimen& specimen, const Placement& placement, const std::filesystem::path& path) {
    const Size<Level0> size = placement.image_size();
    PngRows png(path, size.width, size.height);
    for (std::int64_t y = 0; y < size.height; y += band_height) {
        const Box<Level0> band{0, y, size.width, std::min(band_height, size.height - y)};
        const Mask mask = band_mask(specimen, placement, band);
        for (int row = 0; row < mask.rows; ++row) {
            png.write({mask.ptr(row), mask.ptr(row) + mask.cols});
        }
    }
    png.finish();
}

void write_epidermis_mask(const Specimen& specimen, const Placement& placement, const std::filesystem::path& path) {
    const double factor = epidermis_mask_pixel.value() / placement.pixel();
    const Size<Level0> size = placement.image_size();
    const auto width = static_cast<std::int64_t>(std::ceil(static_cast<double>(size.width) / factor));
    const auto height = static_cast<std::int64_t>(std::ceil(static_cast<double>(size.height) / factor));
    PngRows png(path, width, height);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(width));
    for (std::int64_t y = 0; y < height; ++y) {
        for (std::int64_t x = 0; x < width; ++x) {
            const Point<Level0> centre{(static_cast<double>(x) + 0.5) * factor,
                                       (static_cast<double>(y) + 0.5) * factor};
            const Spot spot = placement.world_from_level0(centre);
            row[static_cast<std::size_t>(x)] = specimen.layers.in_epidermis(spot) ? 255 : 0;
        }
        png.write(row);
    }
    png.finish();
}

}  // namespace kossa::phantom
