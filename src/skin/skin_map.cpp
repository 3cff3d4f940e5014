#include "kossa/skin/skin_map.hpp"

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kossa/core/outline.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

std::vector<SurveyWindow> windows_of(const SkinMap& map) {
    return map.windows.empty() ? std::vector{whole_window(map.tissue.tissue.size())} : map.windows;
}

SquareMicrons SkinMap::tissue_area() const {
    return pixel * pixel * static_cast<double>(count_non_zero(tissue.tissue));
}

SquareMicrons SkinMap::area_of(Zone wanted) const {
    std::int64_t pixels = 0;
    for (const SurveyWindow& window : windows_of(*this)) {
        pixels += cv::countNonZero(Mask(zone.part(window.box) == static_cast<std::uint8_t>(wanted)));
    }
    return pixel * pixel * static_cast<double>(pixels);
}

SkinMap map_skin(const SurveyImage& image, const SkinOptions& options) {
    return compose_skin(find_skin(image, options), {}, options);
}

}  // namespace kossa
