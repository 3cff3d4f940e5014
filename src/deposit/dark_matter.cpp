#include "kossa/deposit/dark_matter.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kossa/core/hsd.hpp"
#include "kossa/deposit/cells.hpp"

namespace kossa {

int odd_pixels(double pixels) {
    return 2 * static_cast<int>(std::lround(pixels / 2.0)) + 1;
}

BoxRound square_round(Microns half_side, const PixelSize& working) {
    const int half = std::max(0, static_cast<int>(std::lround(working.pixels(half_side).value())));
    return {half, half};
}

BitMask middles_of_squares(const BitMask& dark, const BoxRound& square, const PixelSize& working) {
    if (bounding_rect(dark).empty()) {
        return dark;
    }
    const BoxRound gap{half_gap_px(working), half_gap_px(working)};
    return eroded(eroded(dilated(dark, gap), gap), square);
}

BitMask no_more_saturated(BitMask places, const DepositGround& ground, int hue_px, double largest_saturation) {
    const cv::Rect box = bounding_rect(places);
    if (box.empty()) {
        return places;
    }
    cv::Mat_<cv::Vec4i> sums;
    cv::boxFilter(ground.tile().looks(box), sums, CV_32S, {hue_px, hue_px}, {-1, -1}, false, cv::BORDER_REPLICATE);
    return kept_where(std::move(places), [&](int x, int y) {
        const cv::Vec4i& sum = sums(y - box.y, x - box.x);
        return hsd(sum[0], sum[1], sum[2]).saturation_against(largest_saturation) <= 0;
    });
}

}  // namespace kossa
