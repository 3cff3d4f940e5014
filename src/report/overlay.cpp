#include "kossa/report/overlay.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "kossa/report/overlay_picture.hpp"
#include "kossa/report/overlay_strip.hpp"

namespace kossa::report {

namespace {

int longer_side(const cv::Size& size) {
    return std::max(size.width, size.height);
}

cv::Size scaled(const cv::Size& size, double factor) {
    return {std::max(1, cvFloor(size.width * factor)), std::max(1, cvFloor(size.height * factor))};
}

struct Fit {
    Side side = Side::below;
    double factor = 1.0;
    cv::Size canvas;
};

/// The largest picture whose canvas, strip included, is not too long.
Fit fitted(const SlideResult& result, const Background& background, Side side) {
    constexpr double smallest_step = 0.98;
    Fit fit{side, std::min(1.0, static_cast<double>(overlay_longest_side_px) / longer_side(background.image.size())),
            cv::Size()};
    for (;;) {
        const cv::Size picture = scaled(background.image.size(), fit.factor);
        fit.canvas = strip_layout(result, background, picture, side).canvas;
        if (longer_side(fit.canvas) <= overlay_longest_side_px || picture.area() == 1) {
            return fit;
        }
        fit.factor *= std::min(smallest_step, static_cast<double>(overlay_longest_side_px) / longer_side(fit.canvas));
    }
}

/// The larger picture wins; of two equal ones that with less white paper around it.
Fit better(const Fit& a, const Fit& b) {
    if (a.factor != b.factor) {
        return a.factor > b.factor ? a : b;
    }
    return a.canvas.area() <= b.canvas.area() ? a : b;
}

Fit best_fit(const SlideResult& result, const Background& background) {
    return better(fitted(result, background, Side::below), fitted(result, background, Side::beside));
}

}  // namespace

Background overlay_background(const SlideResult& result, const Background& background) {
    return resized(background, best_fit(result, background).factor);
}

RgbImage draw_overlay(const SlideResult& result, const Background& background, const Background& shown) {
    const Fit fit = best_fit(result, background);
    const cv::Size picture = shown.image.size();
    RgbImage canvas(fit.canvas, cv::Vec3b(255, 255, 255));
    annotated_picture(result, shown).copyTo(canvas(cv::Rect({0, 0}, picture)));
    draw_strip(canvas, strip_layout(result, background, picture, fit.side));
    return canvas;
}

RgbImage draw_overlay(const SlideResult& result, const Background& background) {
    return draw_overlay(result, background, overlay_background(result, background));
}

}  // namespace kossa::report
