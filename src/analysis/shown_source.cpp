#include "kossa/analysis/shown_source.hpp"

#include "kossa/analysis/working_grid.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/raster.hpp"

namespace kossa {

RgbImage ShownSource::read(int level, const Box<LevelPixels>& region) const {
    try {
        return slide_.read(level, region);
    } catch (const SlideError& error) {
        if (error.code() == "too-large") {
            throw;
        }
    }
    constexpr std::int64_t side = unreadable_square_px;
    const auto begin_of = [](std::int64_t position) { return position - ((position % side) + side) % side; };
    RgbImage image(static_cast<int>(region.height), static_cast<int>(region.width), cv::Vec3b::all(unreadable_grey));
    for (std::int64_t y = begin_of(region.y); y < region.bottom(); y += side) {
        for (std::int64_t x = begin_of(region.x); x < region.right(); x += side) {
            const Box<LevelPixels> part = Box<LevelPixels>{x, y, side, side}.intersected(region);
            try {
                slide_.read(level, part).copyTo(image(rect_within(part, region)));
            } catch (const SlideError&) {  // it stays grey
            }
        }
    }
    return image;
}

}  // namespace kossa
