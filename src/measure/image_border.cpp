#include "kossa/measure/image_border.hpp"

#include <array>
#include <opencv2/imgproc.hpp>

namespace kossa {

namespace {

constexpr std::uint8_t outside = 128;

/// The mask in a frame of one pixel of glass, in which all glass connected with the frame is `outside`.
Mask framed(const Mask& tissue) {
    Mask result;
    cv::copyMakeBorder(tissue, result, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::floodFill(result, cv::Point(0, 0), cv::Scalar(outside));
    return result;
}

/// Sides of pixels.
struct Sides {
    int outline = 0;
    int border = 0;
};

void add(Sides& sides, const Mask& tissue) {
    const Mask frame = framed(tissue);
    const cv::Rect image(1, 1, tissue.cols, tissue.rows);
    constexpr std::array<std::array<int, 2>, 4> directions{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
    for (const auto& [x, y] : directions) {
        sides.outline += cv::countNonZero(tissue & (frame(image + cv::Point(x, y)) == outside));
    }
    sides.border += cv::countNonZero(tissue.row(0)) + cv::countNonZero(tissue.row(tissue.rows - 1)) +
                    cv::countNonZero(tissue.col(0)) + cv::countNonZero(tissue.col(tissue.cols - 1));
}

double share_of(const Sides& sides) {
    return sides.outline > 0 ? static_cast<double>(sides.border) / sides.outline : 0.0;
}

}  // namespace

double share_at_image_border(const MaskSheet& tissue, const std::vector<SurveyWindow>& windows) {
    Sides sides;  // no tissue comes to a border of its window that is not the image's
    for (const SurveyWindow& window : windows) {
        add(sides, tissue.part(window.box));
    }
    return share_of(sides);
}

}  // namespace kossa
