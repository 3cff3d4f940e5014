#include "kossa/deposit/free_standing.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

/// The pixels and the holes among them as 1, with a margin of one pixel as 0.
Mask without_holes(const std::vector<Run<Working>>& runs) {
    const Box<Working> box = bounding_box(runs).grown(1);
    Mask mask(static_cast<int>(box.height), static_cast<int>(box.width), std::uint8_t{1});
    for (const Run<Working>& run : runs) {
        const auto x = static_cast<int>(run.x_begin - box.x);
        mask(cv::Rect(x, static_cast<int>(run.y - box.y), run.length(), 1)) = 2;
    }
    cv::floodFill(mask, {0, 0}, 0, nullptr, {}, {}, 8);
    return Mask(mask > 0);
}

/// Whether an upright square of that side lies within, holes aside: noise at the threshold leaves some.
bool holds_square(const std::vector<Run<Working>>& runs, Microns side, const PixelSize& working) {
    const auto pixels = [side](Microns pixel) { return std::max(1, static_cast<int>(std::lround(side / pixel))); };
    const cv::Size square(pixels(working.x()), pixels(working.y()));
    Mask squares;
    cv::erode(without_holes(runs), squares, cv::Mat::ones(square, CV_8U), {-1, -1}, 1, cv::BORDER_CONSTANT, 0);
    return cv::countNonZero(squares) > 0;
}

}  // namespace

FreeStandingOptions at_strength(FreeStandingOptions options, double strength) {
    options.rim_od = {options.rim_od.no * strength, options.rim_od.yes * strength};
    return options;
}

double stands_free(const std::vector<Run<Working>>& runs, const PixelSums& sums, const FreeStandingOptions& options,
                   const CellOptions& cells, const PixelSize& working) {
    const double area = working.area(sums.pixels).value();
    if (area < cells.two_nuclei_um2() || sums.rim_edges == 0) {
        return 0.0;
    }
    const double pale = options.rim_od(rim_density(sums, 0.0));
    const double free = pale == 0.0 ? 0.0 : pale * options.solidity(measure_shape(runs, working).solidity);
    // What is solid and that small has a small box.
    const bool one_body =
        free == 0.0 || area >= cells.macrophage_um2 || holds_square(runs, Microns(options.square_um), working);
    return one_body ? free : 0.0;
}

}  // namespace kossa
