#include "kossa/deposit/free_standing.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

/// The pixels of sorted runs within a box as 255.
Mask mask_of(const std::vector<Run<Working>>& runs, const Box<Working>& box) {
    Mask mask(static_cast<int>(box.height), static_cast<int>(box.width), std::uint8_t{0});
    const auto first = std::ranges::lower_bound(runs, box.y, {}, &Run<Working>::y);
    for (auto run = first; run != runs.end() && run->y < box.bottom(); ++run) {
        mask(cv::Rect(static_cast<int>(run->x_begin - box.x), static_cast<int>(run->y - box.y), run->length(), 1)) =
            255;
    }
    return mask;
}

Mask without_holes(const std::vector<Run<Working>>& runs) {
    constexpr std::uint8_t outside = 1;
    Mask mask = mask_of(runs, bounding_box(runs).grown(1));
    cv::floodFill(mask, {0, 0}, outside, nullptr, {}, {}, 8);
    return Mask(mask != outside);
}

/// Whether an upright square of that side lies within the mask.
bool holds_square(const Mask& mask, Microns side, const PixelSize& working) {
    const auto pixels = [side](Microns pixel) { return std::max(1, static_cast<int>(std::lround(side / pixel))); };
    const cv::Size square(pixels(working.x()), pixels(working.y()));
    Mask squares;
    cv::erode(mask, squares, cv::Mat::ones(square, CV_8U), {-1, -1}, 1, cv::BORDER_CONSTANT, 0);
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
    const bool one_body = free == 0.0 || area >= cells.macrophage_um2 ||
                          holds_square(without_holes(runs), Microns(options.square_um), working);
    return one_body ? free : 0.0;
}

bool holds_gapless_square(const std::vector<Run<Working>>& runs, Microns side, const PixelSize& working) {
    // In bands of rows that share those of a square and of two gaps: a body as large as a slide needs no mask of its
    // box.
    constexpr std::int64_t band_rows = 256;
    const int half = half_gap_px(working);
    const int shared = 2 * half;  // rows whose gaps may go on beyond a band
    const auto side_rows = static_cast<std::int64_t>(std::ceil(side / working.y()));
    const cv::Mat gap = cv::Mat::ones(2 * half + 1, 2 * half + 1, CV_8U);
    const Box<Working> all = bounding_box(runs).grown(shared);
    for (std::int64_t y = all.y; y + shared < all.bottom() - shared; y += band_rows) {
        const std::int64_t bottom = std::min(all.bottom(), y + band_rows + side_rows + shared + shared);
        Mask mask = mask_of(runs, {all.x, y, all.width, bottom - y});
        cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, gap);
        if (holds_square(Mask(mask.rowRange(shared, mask.rows - shared)), side, working)) {
            return true;
        }
    }
    return false;
}

bool leaves_no_gap(const std::vector<Run<Working>>& runs, const FreeStandingOptions& options, const CellOptions& cells,
                   double hue_from_px, const PixelSize& working) {
    const Box<Working> box = bounding_box(runs);
    const double narrowest = std::min(working.x().value() * static_cast<double>(box.width),
                                      working.y().value() * static_cast<double>(box.height));
    return narrowest >= options.gapless_um && cells.nucleus_measures(hue_from_px, working) &&
           holds_gapless_square(runs, Microns(options.gapless_um), working);
}

}  // namespace kossa
