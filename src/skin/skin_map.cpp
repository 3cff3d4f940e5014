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

namespace {

/// Pixels of the mask, which lies at `box`, as far as they lie in the image.
double pixels_in_image(const SkinMap& map, const Mask& mask, const cv::Rect& box) {
    const cv::Size whole = map.tissue.tissue.size();
    double beyond = 0.0;
    const auto leave_out = [&](const cv::Rect& edge) {
        for (int y = edge.y; y < edge.br().y; ++y) {
            for (int x = edge.x; x < edge.br().x; ++x) {
                beyond += mask(y - box.y, x - box.x) != 0 ? 1.0 - map.share_in_image(x, y) : 0.0;
            }
        }
    };
    leave_out(cv::Rect(whole.width - 1, 0, 1, whole.height) & box);
    leave_out(cv::Rect(0, whole.height - 1, whole.width - 1, 1) & box);
    return cv::countNonZero(mask) - beyond;
}

template <class MaskIn>
SquareMicrons area_in_image(const SkinMap& map, const MaskIn& mask_in) {
    double pixels = 0.0;
    for (const SurveyWindow& window : windows_of(map)) {
        pixels += pixels_in_image(map, mask_in(window.box), window.box);
    }
    return map.pixel * map.pixel * pixels;
}

}  // namespace

double SkinMap::share_in_image(int x, int y) const {
    return (x == tissue.tissue.cols - 1 ? last_column : 1.0) * (y == tissue.tissue.rows - 1 ? last_row : 1.0);
}

SquareMicrons SkinMap::tissue_area() const {
    return area_in_image(*this, [&](const cv::Rect& box) { return tissue.tissue.part(box); });
}

SquareMicrons SkinMap::area_of(Zone wanted) const {
    return area_in_image(
        *this, [&](const cv::Rect& box) { return Mask(zone.part(box) == static_cast<std::uint8_t>(wanted)); });
}

}  // namespace kossa
