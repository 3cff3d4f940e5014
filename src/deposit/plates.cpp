#include "kossa/deposit/plates.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kossa/core/hsd.hpp"
#include "kossa/deposit/dark_matter.hpp"

namespace kossa {

namespace {

constexpr int band_rows = 96;        ///< looked at together
constexpr double per_unit = 1000.0;  ///< of the scale of hues

double squared(double value) {
    return value * value;
}

/// The squares round those middles, as far as they lie in the tile.
cv::Rect box_of(const BitMask& middles, const BoxRound& square) {
    const cv::Rect box = bounding_rect(middles);
    return cv::Rect(box.x - square.across, box.y - square.down, box.width + 2 * square.across,
                    box.height + 2 * square.down) &
           cv::Rect(0, 0, middles.cols(), middles.rows());
}

/// Mean and variance, in the square round each pixel, of whole numbers where the mask is set. All sums are whole
/// numbers below 2^53, and so exact.
class Spread {
  public:
    Spread(const cv::Mat_<double>& values, const Mask& mask, const BoxRound& square)
        : mean_(values.size()), variance_(values.size()) {
        cv::Mat_<double> counted;
        mask.convertTo(counted, CV_64F, 1.0 / 255.0);
        const cv::Mat_<double> among(values.mul(counted));
        const auto summed = [&](const cv::Mat_<double>& of) {
            cv::Mat_<double> sums;
            cv::boxFilter(of, sums, CV_64F, {2 * square.across + 1, 2 * square.down + 1}, {-1, -1}, false,
                          cv::BORDER_CONSTANT);
            return sums;
        };
        const cv::Mat_<double> pixels = summed(counted);
        const cv::Mat_<double> sums = summed(among);
        const cv::Mat_<double> squares = summed(cv::Mat_<double>(among.mul(among)));
        std::transform(sums.begin(), sums.end(), pixels.begin(), mean_.begin(), std::divides<>());
        std::transform(squares.begin(), squares.end(), pixels.begin(), variance_.begin(), std::divides<>());
        std::transform(variance_.begin(), variance_.end(), mean_.begin(), variance_.begin(),
                       [](double square_mean, double mean) { return square_mean - mean * mean; });
    }
    double mean(const cv::Point& at) const { return mean_(at); }
    double variance(const cv::Point& at) const { return variance_(at); }

  private:
    cv::Mat_<double> mean_;
    cv::Mat_<double> variance_;
};

/// The looks of a part of a tile, summed over squares of `px` pixels.
cv::Mat_<cv::Vec4i> averages_of(const DensityTile& tile, const cv::Rect& box, int px) {
    cv::Mat_<cv::Vec4i> sums;
    cv::boxFilter(tile.looks(box), sums, CV_32S, {px, px}, {-1, -1}, false, cv::BORDER_REPLICATE);
    return sums;
}

cv::Mat_<double> densities_of(const cv::Mat_<cv::Vec4i>& looks) {
    cv::Mat_<double> densities(looks.size());
    std::transform(looks.begin(), looks.end(), densities.begin(),
                   [](const cv::Vec4i& look) { return look[0] + look[1] + look[2]; });
    return densities;
}

/// One of cx and cy where the mask is set, in thousandths.
cv::Mat_<double> hues_of(const cv::Mat_<cv::Vec4i>& looks, const Mask& mask, double Hsd::*hue) {
    cv::Mat_<double> hues(looks.size(), 0.0);
    std::transform(looks.begin(), looks.end(), mask.begin(), hues.begin(), [&](const cv::Vec4i& look, std::uint8_t in) {
        return in == 0 ? 0.0 : std::round(per_unit * (hsd(look[0], look[1], look[2]).*hue));
    });
    return hues;
}

}  // namespace

PlatePixels::PlatePixels(const PlateOptions& options, Microns square, Microns reach, double hue_px,
                         const PixelSize& working)
    : working_(working),
      options_(options),
      dark_sum_(milli_sum(options.seed_od)),
      square_(square_round(Microns(square.value() / 2.0), working)),
      near_(square_round(Microns(square.value() / 2.0 + reach.value()), working)),
      averaged_px_(odd_pixels(working.pixels(Microns(options.averaged_um)).value())),
      hue_px_(odd_pixels(hue_px)) {}

BitMask PlatePixels::even_squares(const DensityTile& tile, const BitMask& squares) const {
    const cv::Rect box = box_of(squares, square_);
    const cv::Mat_<cv::Vec4i> looks = averages_of(tile, box, averaged_px_);
    const cv::Mat_<double> densities = densities_of(looks);
    const Mask dark(densities >= static_cast<double>(dark_sum_ * averaged_px_ * averaged_px_));
    const Spread density(densities, dark, square_);
    BitMask even = kept_where(squares, [&](int x, int y) {
        const cv::Point at = cv::Point(x, y) - box.tl();
        return density.variance(at) <= squared(options_.largest_spread * density.mean(at));
    });
    if (bounding_rect(even).empty()) {
        return even;
    }
    const Spread cx(hues_of(looks, dark, &Hsd::cx), dark, square_);
    const Spread cy(hues_of(looks, dark, &Hsd::cy), dark, square_);
    return kept_where(std::move(even), [&](int x, int y) {
        const cv::Point at = cv::Point(x, y) - box.tl();
        return cx.variance(at) + cy.variance(at) <= squared(per_unit * options_.largest_hue_spread);
    });
}

BitMask PlatePixels::of(const DepositGround& ground) const {
    BitMask dark = ground.eligible_at_least(dark_sum_);
    const BitMask squares = middles_of_squares(dark, square_, working_);
    BitMask even({dark.cols(), dark.rows()});
    for (int y = 0; y < squares.rows(); y += band_rows) {
        const BitMask band = within(squares, {0, y, squares.cols(), band_rows});
        if (!bounding_rect(band).empty()) {
            even |= even_squares(ground.tile(), band);
        }
    }
    dark &= dilated(even, near_);
    return no_more_saturated(std::move(dark), ground, hue_px_, options_.largest_saturation);
}

}  // namespace kossa
