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

/// Whether an upright square of that side lies within the mask.
bool holds_square(const Mask& mask, Microns side, const PixelSize& working) {
    const auto pixels = [side](Microns pixel) { return std::max(1, static_cast<int>(std::lround(side / pixel))); };
    const cv::Size square(pixels(working.x()), pixels(working.y()));
    Mask squares;
    cv::erode(mask, squares, cv::Mat::ones(square, CV_8U), {-1, -1}, 1, cv::BORDER_CONSTANT, 0);
    return cv::countNonZero(squares) > 0;
}

Mask without_narrow_gaps(const std::vector<Run<Working>>& runs, const PixelSize& working) {
    const int half = static_cast<int>(working.pixels(half_gap).value());
    const Box<Working> box = bounding_box(runs).grown(half + 1);
    Mask mask(static_cast<int>(box.height), static_cast<int>(box.width), std::uint8_t{0});
    for (const Run<Working>& run : runs) {
        mask(cv::Rect(static_cast<int>(run.x_begin - box.x), static_cast<int>(run.y - box.y), run.length(), 1)) = 255;
    }
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, cv::Mat::ones(2 * half + 1, 2 * half + 1, CV_8U));
    return mask;
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
    const bool one_body = free == 0.0 || area >= cells.macrophage_um2 ||
                          holds_square(without_holes(runs), Microns(options.square_um), working);
    return one_body ? free : 0.0;
}

bool leaves_no_gap(const std::vector<Run<Working>>& runs, const FreeStandingOptions& options, const CellOptions& cells,
                   double hue_from_px, const PixelSize& working) {
    const Box<Working> box = bounding_box(runs);
    const double narrowest = std::min(working.x().value() * static_cast<double>(box.width),
                                      working.y().value() * static_cast<double>(box.height));
    const bool resolved = working.pixels(Microns(cells.lymphocyte_um)).value() >= hue_from_px;
    return narrowest >= options.gapless_um && resolved &&
           holds_square(without_narrow_gaps(runs, working), Microns(options.gapless_um), working);
}

}  // namespace kossa
