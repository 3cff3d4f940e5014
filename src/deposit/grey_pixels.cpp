#include "kossa/deposit/grey_pixels.hpp"

#include <cmath>

#include "kossa/deposit/dark_matter.hpp"

namespace kossa {

GreyPixels::GreyPixels(const SegmentationOptions& segmentation, const ClassificationOptions& options,
                       const PixelSize& working)
    : working_(working),
      dark_sum_(milli_sum(segmentation.seed_od)),
      square_(square_round(Microns(options.free_standing.square_um / 2.0 - segmentation.reach_um), working)),
      near_(square_round(Microns(options.free_standing.square_um / 2.0), working)),
      hue_px_(odd_pixels(options.hue_from_px)),
      largest_saturation_(options.cells.grey_saturation) {}

BitMask GreyPixels::dark_and_wide(const DepositGround& ground) const {
    BitMask dark = ground.eligible_at_least(dark_sum_);
    dark &= dilated(middles_of_squares(dark, square_, working_), near_);
    return dark;
}

BitMask GreyPixels::among(const BitMask& paler, const DepositGround& ground) const {
    BitMask grey = dark_and_wide(ground);
    grey &= paler;
    return grey;
}

BitMask GreyPixels::of(const DepositGround& ground) const {
    return no_more_saturated(dark_and_wide(ground), ground, hue_px_, largest_saturation_);
}

}  // namespace kossa
