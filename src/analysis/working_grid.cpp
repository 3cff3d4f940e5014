#include "kossa/analysis/working_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kossa/core/error.hpp"

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
            {static_cast<double>(factor), static_cast<double>(factor)},
            decoded_smaller(slide.levels[static_cast<std::size_t>(level)], factor / downsample)};
}

std::string_view reading_way(const WorkingGrid& grid) {
    return grid.reduction == 1 ? "as-stored" : grid.scaled_decoding ? "scaled-decoding" : "averaged";
}

std::string reduction_words(const WorkingGrid& grid) {
    if (grid.reduction == 1) {
        return "";
    }
    return grid.scaled_decoding ? fmt::format(", decoded at 1/{}", grid.reduction)
                                : fmt::format(", averaged {} x {}", grid.reduction, grid.reduction);
}

RgbImage read_readable(const SlideSource& slide, const WorkingGrid& grid, const Box<Working>& region,
                       const cv::Vec3b& elsewhere, std::vector<UnreadableSquare>& unreadable) {
    RgbImage image(static_cast<int>(region.height), static_cast<int>(region.width), elsewhere);
    for (const Box<Working>& square : squares_touching(region, unreadable_square_px)) {
        const Box<Working> shared = square.intersected(region);
        try {
            read_working(slide, grid, square)(rect_within(shared, square)).copyTo(image(rect_within(shared, region)));
        } catch (const SlideError& error) {
            unreadable.push_back({square, error.what()});
        }
    }
    return image;
}

RgbImage read_shown(const SlideSource& slide, const WorkingGrid& grid, const Box<Working>& region) {
    try {
        return read_working(slide, grid, region);
    } catch (const SlideError&) {
        std::vector<UnreadableSquare> unreadable;
        return read_readable(slide, grid, region, cv::Vec3b::all(unreadable_grey), unreadable);
    }
}

Microns survey_pixel(const SlideInfo& slide, const PixelSize& level0_pixel, const SurveyOptions& options) {
    const Size<LevelPixels>& size = slide.levels.front().size;
    const double area_um2 = level0_pixel.area(size.pixel_count()).value();
    Microns pixel = std::max({Microns(options.pixel_um), level0_pixel.x(), level0_pixel.y()});
    while (area_um2 / (pixel * pixel).value() > options.most_pixels) {
        pixel = pixel * 2.0;
    }
    return pixel;
}

RgbImage read_working(const SlideSource& slide, const WorkingGrid& grid, const Box<Working>& region) {
    const int r = grid.reduction;
    const Box<LevelPixels> pixels{region.x * r, region.y * r, region.width * r, region.height * r};
    return r == 1 ? slide.read(grid.level, pixels) : slide.read_reduced(grid.level, pixels, r);
}

}  // namespace kossa
