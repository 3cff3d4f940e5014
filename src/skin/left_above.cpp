#include "left_above.hpp"

#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kossa/skin/morphology.hpp"
#include "nearest_label.hpp"

namespace kossa {

namespace {

constexpr Microns thickest(300.0);
constexpr double most_opposite_cosine = -0.5;  // 120 degrees
constexpr double deeper_by = 2.0;

/// Of each pixel the nearest one of a mask.
class NearestOf {
  public:
    explicit NearestOf(const Mask& mask) : labels_(mask.size(), -1) {
        for (int y = 0; y < mask.rows; ++y) {
            for (int x = 0; x < mask.cols; ++x) {
                labels_(y, x) = mask(y, x) == 0 ? -1 : y * mask.cols + x;
            }
        }
        spread_labels(labels_);
    }

    /// From a pixel to it. There must be one.
    cv::Point2d from(const cv::Point& pixel) const {
        const std::int32_t label = labels_(pixel);
        return cv::Point(label % labels_.cols, label / labels_.cols) - pixel;
    }

  private:
    LabelRaster labels_;
};

/// Whether so much tissue follows where a ray from a pixel of the epidermis leaves it. Beyond the image it goes on.
bool goes_deeper(const Mask& epidermis, const Mask& solid, const cv::Point2d& from, const cv::Point2d& step,
                 double pixels) {
    const cv::Rect image({0, 0}, epidermis.size());
    double beyond = 0.0;
    for (cv::Point2d at = from; beyond <= pixels; at += step) {
        const cv::Point pixel(cvRound(at.x), cvRound(at.y));
        if (!image.contains(pixel)) {
            return true;
        }
        if (solid(pixel) == 0) {
            return false;
        }
        beyond += beyond > 0.0 || epidermis(pixel) == 0 ? 1.0 : 0.0;
    }
    return true;
}

/// Those of `candidates` that lie between epidermis and glass, on the side with less tissue.
Mask between(const Mask& candidates, const Mask& epidermis, const Mask& solid) {
    Mask result(candidates.size(), std::uint8_t{0});
    if (cv::countNonZero(candidates) == 0) {
        return result;
    }
    const NearestOf glass(Mask(~solid));
    const NearestOf cells(epidermis);
    std::vector<cv::Point> pixels;
    cv::findNonZero(candidates, pixels);
    for (const cv::Point& pixel : pixels) {
        const cv::Point2d up = glass.from(pixel);
        const cv::Point2d down = cells.from(pixel);
        const double to_cells = cv::norm(down);
        const double thickness = cv::norm(up) + to_cells;
        if (up.dot(down) <= most_opposite_cosine * cv::norm(up) * to_cells &&
            goes_deeper(epidermis, solid, cv::Point2d(pixel) + down, down / to_cells, deeper_by * thickness)) {
            result(pixel) = 255;
        }
    }
    return result;
}

Mask left_above_in(const Mask& epidermis, const Mask& possible, const Mask& tissue, const Mask& solid, Microns pixel) {
    const Mask outside(tissue & ~epidermis);
    const Mask near(outside & within(epidermis, thickest, pixel) & within(Mask(~solid), thickest, pixel));
    const Mask strip = between(Mask(near & possible), epidermis, solid);
    const Mask rest(outside & ~strip);
    const Mask nooks(rest & ~connected_to(rest, Mask(rest & ~near)));
    const Mask all = connected_to(Mask(strip | nooks), strip);
    return connected_to(all, dilated(epidermis, pixel, pixel));
}

/// The found epidermis, and the pieces of tissue that have none.
Mask possible_epidermis(const Mask& found, const LabelRaster& pieces) {
    double last = 0.0;
    cv::minMaxLoc(pieces, nullptr, &last);
    std::vector<std::uint8_t> without(static_cast<std::size_t>(last) + 1, 255);
    Mask possible(found.size());
    for (int y = 0; y < found.rows; ++y) {
        for (int x = 0; x < found.cols; ++x) {
            if (found(y, x) != 0) {
                without[static_cast<std::size_t>(pieces(y, x))] = 0;
            }
        }
    }
    for (int y = 0; y < found.rows; ++y) {
        for (int x = 0; x < found.cols; ++x) {
            possible(y, x) = found(y, x) | without[static_cast<std::size_t>(pieces(y, x))];
        }
    }
    return possible;
}

}  // namespace

Mask left_above(const Mask& outlined, const Mask& found, const TissueMap& tissue, Microns pixel) {
    Mask left(outlined.size(), std::uint8_t{0});
    const Mask possible = possible_epidermis(found, tissue.pieces);
    const int reach = static_cast<int>(std::ceil(thickest / pixel)) + 1;
    const cv::Rect box = grown(cv::boundingRect(outlined), reach, outlined.size());
    left_above_in(outlined(box), possible(box), tissue.tissue(box), tissue.solid(box), pixel).copyTo(left(box));
    return left;
}

}  // namespace kossa
