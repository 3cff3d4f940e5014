#include "kossa/deposit/grey_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kossa/core/hsd.hpp"

namespace kossa {

namespace {

int odd(double pixels) {
    return 2 * static_cast<int>(std::lround(pixels / 2.0)) + 1;
}

BoxRound box_round(double um, const PixelSize& working) {
    const int half = std::max(0, static_cast<int>(std::lround(working.pixels(Microns(um)).value())));
    return {half, half};
}

}  // namespace

GreyPixels::GreyPixels(const SegmentationOptions& segmentation, const ClassificationOptions& options,
                       const PixelSize& working)
    : dark_sum_(static_cast<int>(std::lround(3000.0 * segmentation.seed_od))),
      gap_(box_round(half_gap.value(), working)),
      square_(box_round(options.free_standing.square_um / 2.0 - segmentation.reach_um, working)),
      near_(box_round(options.free_standing.square_um / 2.0, working)),
      hue_px_(odd(options.hue_from_px)),
      largest_saturation_(options.cells.grey_saturation) {}

BitMask GreyPixels::dark_and_wide(const DepositGround& ground) const {
    BitMask dark = ground.eligible_at_least(dark_sum_);
    if (bounding_rect(dark).empty()) {
        return dark;
    }
    BitMask squares = eroded(eroded(dilated(dark, gap_), gap_), square_);
    if (bounding_rect(squares).empty()) {
        return squares;
    }
    dark &= dilated(squares, near_);
    return dark;
}

BitMask GreyPixels::among(const BitMask& paler, const DepositGround& ground) const {
    BitMask grey = dark_and_wide(ground);
    grey &= paler;
    return grey;
}

BitMask GreyPixels::of(const DepositGround& ground) const {
    BitMask grey = dark_and_wide(ground);
    const cv::Rect box = bounding_rect(grey);
    if (box.empty()) {
        return grey;
    }
    cv::Mat_<cv::Vec4i> sums;
    cv::boxFilter(ground.tile().looks(box), sums, CV_32S, {hue_px_, hue_px_}, {-1, -1}, false, cv::BORDER_REPLICATE);
    for (int y = box.y; y < box.br().y; ++y) {
        visit_words(box.x, box.br().x, [&](int i, BitMask::Word among) {
            visit_bits(grey[y][i] & among, i * word_px, [&](int x) {
                const cv::Vec4i& sum = sums(y - box.y, x - box.x);
                if (hsd(sum[0], sum[1], sum[2]).saturation_against(largest_saturation_) > 0) {
                    grey[y][i] &= ~(BitMask::Word{1} << (x % word_px));
                }
            });
        });
    }
    return grey;
}

}  // namespace kossa
