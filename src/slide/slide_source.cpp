#include "kossa/slide/slide_source.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "kossa/slide/reduced.hpp"

namespace kossa {

std::string_view to_string(PixelSizeSource source) {
    constexpr std::array<std::string_view, 5> names = {"openslide.mpp", "tiff.XResolution", "png.pHYs", "jpeg.JFIF",
                                                       "--mpp"};
    return names.at(static_cast<std::size_t>(source));
}

bool in_proportion(const SlideLevel& level) {
    constexpr double pixels = 2.0;  // scanners round sizes up or down, at each level anew
    constexpr double share = 0.02;
    const double tolerance =
        share + pixels / static_cast<double>(level.size.width) + pixels / static_cast<double>(level.size.height);
    return std::abs(level.downsample_x / level.downsample_y - 1.0) <= tolerance;
}

int sufficient_level(const SlideInfo& slide, double downsample) {
    constexpr double rounding = 1.001;
    std::size_t best = 0;
    double coarsest = 1.0;
    for (std::size_t i = 1; i < slide.levels.size(); ++i) {
        const double d = std::max(slide.levels[i].downsample_x, slide.levels[i].downsample_y);
        if (in_proportion(slide.levels[i]) && d <= downsample * rounding && d > coarsest) {
            best = i;
            coarsest = d;
        }
    }
    return static_cast<int>(best);
}

bool decoded_smaller(const SlideLevel& level, int factor) {
    return level.scalable && (factor == 2 || factor == 4 || factor == 8);
}

RgbImage SlideSource::read_reduced(int level, const Box<LevelPixels>& region, int factor) const {
    return reduced(read(level, region), factor);
}

}  // namespace kossa
