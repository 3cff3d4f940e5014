#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/core/rasterise.hpp"
#include "kossa/evaluate/evaluation.hpp"

namespace kossa {

namespace {

constexpr double grid_um = 8.0;

/// Pixels with one of their four neighbours outside; beyond the raster is outside.
Mask border_of(const Mask& mask) {
    Mask shrunk;
    cv::erode(mask, shrunk, cv::getStructuringElement(cv::MORPH_CROSS, {3, 3}), {-1, -1}, 1, cv::BORDER_CONSTANT,
              cv::Scalar(0));
    return Mask(mask & ~shrunk);
}

/// Mean distance of the pixels of one border from the other, in pixels.
double mean_distance(const Mask& from, const Mask& to) {
    FloatRaster distance;
    cv::distanceTransform(~to, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    return cv::mean(distance, from)[0];
}

double share(int part, int whole) {
    return static_cast<double>(part) / std::max(1, whole);
}

}  // namespace

LayerAgreement layer_agreement(const MultiPolygon<Level0>& marked, const MultiPolygon<Level0>& truth,
                               const Size<Level0>& size, const PixelSize& pixel) {
    const Scaling<Survey, Level0> survey_from_level0{pixel.x().value() / grid_um, pixel.y().value() / grid_um};
    const Size<Survey> grid{
        static_cast<std::int64_t>(std::ceil(static_cast<double>(size.width) * survey_from_level0.x)),
        static_cast<std::int64_t>(std::ceil(static_cast<double>(size.height) * survey_from_level0.y))};
    const Mask m = rasterised(marked, grid, survey_from_level0);
    const Mask t = rasterised(truth, grid, survey_from_level0);
    const int common = cv::countNonZero(m & t);
    const int in_marked = cv::countNonZero(m);
    const int in_truth = cv::countNonZero(t);
    LayerAgreement agreement{
        2.0 * share(common, in_marked + in_truth), share(common, in_marked), share(common, in_truth), {}};
    if (in_marked > 0 && in_truth > 0) {
        const Mask a = border_of(m);
        const Mask b = border_of(t);
        agreement.border_distance_um = grid_um * (mean_distance(a, b) + mean_distance(b, a)) / 2.0;
    }
    return agreement;
}

}  // namespace kossa
