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
    RgbImage image(static_cast<int>(region.height), static_cast<int>(region.width), cv::Vec3b::all(unreadable_grey));
    for (const Box<LevelPixels>& square : squares_touching(region, unreadable_square_px)) {
        const Box<LevelPixels> part = square.intersected(region);
        try {
            slide_.read(level, part).copyTo(image(rect_within(part, region)));
        } catch (const SlideError&) {  // it stays grey
        }
    }
    return image;
}

}  // namespace kossa
