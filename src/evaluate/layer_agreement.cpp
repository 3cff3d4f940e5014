#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/core/error.hpp"
#include "kossa/core/rasterise.hpp"
#include "kossa/evaluate/evaluation.hpp"
#include "kossa/evaluate/run_algebra.hpp"

namespace kossa {

namespace {

/// Fine enough for borders that are some um apart.
constexpr double grid_um = 4.0;
constexpr double most_grid_pixels = 1e9;  // of 0.13 x 0.13 m

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

std::optional<double> share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole)) : std::nullopt;
}

std::optional<double> border_distance_um(const MultiPolygon<Level0>& marked, const MultiPolygon<Level0>& truth,
                                         const Size<Level0>& size, const PixelSize& pixel) {
    const Scaling<Survey, Level0> survey_from_level0{pixel.x().value() / grid_um, pixel.y().value() / grid_um};
    const Size<Survey> grid{
        static_cast<std::int64_t>(std::ceil(static_cast<double>(size.width) * survey_from_level0.x)),
        static_cast<std::int64_t>(std::ceil(static_cast<double>(size.height) * survey_from_level0.y))};
    if (static_cast<double>(grid.width) * static_cast<double>(grid.height) > most_grid_pixels) {
        throw UsageError(
            fmt::format("the slide is said to be {} x {} pixels of {:.3g} um, which is too large for its "
                        "layers to be compared; score the slide again",
                        size.width, size.height, pixel.mean().value()));
    }
    const Mask a = border_of(rasterised(marked, grid, survey_from_level0));
    const Mask b = border_of(rasterised(truth, grid, survey_from_level0));
    if (cv::countNonZero(a) == 0 || cv::countNonZero(b) == 0) {
        return std::nullopt;
    }
    return grid_um * (mean_distance(a, b) + mean_distance(b, a)) / 2.0;
}

}  // namespace

LayerAgreement layer_agreement(const MultiPolygon<Level0>& marked, const MultiPolygon<Level0>& truth,
                               const Size<Level0>& size, const PixelSize& pixel) {
    const PixelSet m = covered(marked, size, Scaling<Level0, Level0>{});
    const PixelSet t = covered(truth, size, Scaling<Level0, Level0>{});
    const std::int64_t common = common_pixels(m, t);
    return {share(2 * common, pixel_count(m) + pixel_count(t)).value_or(0.0), share(common, pixel_count(m)),
            share(common, pixel_count(t)), border_distance_um(marked, truth, size, pixel)};
}

}  // namespace kossa
