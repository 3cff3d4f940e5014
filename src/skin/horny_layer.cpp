#include "kossa/skin/horny_layer.hpp"

#include <opencv2/imgproc.hpp>

#include "kossa/skin/distance.hpp"
#include "kossa/skin/epithelium.hpp"
#include "kossa/skin/local_mean.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

using namespace literals;

constexpr Microns around_nucleus = 20_um;
constexpr Microns blurred_edge = 16_um;  // two pixels: some of the glass beside them
constexpr Microns outer_part = 60_um;    // thinner than a thick horny layer
constexpr Microns outer_along = 150_um;
constexpr Microns keratin_disc = 40_um;    // radius: few gaps between the nuclei of dermis are as wide
constexpr Microns deepest_horny = 700_um;  // thick ones have 200 to 600

/// Nuclei, and what is denser than the outermost part of the section by half of what cells are denser than that.
Mask nuclei_and_cells(const EpidermisWindow& seen, const Mask& counted, double least_difference_od, Microns pixel,
                      const EpidermisOptions& options) {
    const FloatRaster od = seen.cellular_od.all();
    const Mask outside(~seen.tissue.solid);
    const auto mean_of = [&](const Mask& where, Microns sigma) {
        return local_mean(od, where, sigma, pixel, seen.window);
    };
    const Mask outer(counted & within(outside, outer_part, pixel) & ~within(outside, blurred_edge, pixel));
    const Mask no_cleft(outer & Mask(od > FloatRaster(mean_of(outer, outer_along) / 2.0)));
    const FloatRaster keratin = mean_of(no_cleft, outer_along);
    const Mask paler(mean_of(counted, Microns(options.cellularity_blur_um)) <=
                     FloatRaster(keratin + least_difference_od / 2.0));
    const Mask nuclei(od > FloatRaster(mean_of(counted, around_nucleus) + least_difference_od));
    return Mask(Mask(nuclei | ~paler) & counted);
}

}  // namespace

Mask without_nuclei(const EpidermisWindow& seen, const Mask& counted, double least_difference_od, Microns pixel,
                    const EpidermisOptions& options) {
    const Mask stopped = nuclei_and_cells(seen, counted, least_difference_od, pixel, options);
    const Mask free(~within(stopped, keratin_disc, pixel));
    const Mask outside(~seen.tissue.solid);
    const Mask reached(connected_to(Mask(free | outside), outside) & free);
    return Mask(within(reached, keratin_disc, pixel) & seen.tissue.solid & within(outside, deepest_horny, pixel));
}

Mask horny_layer_on(const Mask& epidermis, const Mask& nuclei_free, const TissueMap& tissue, SquareMicrons least,
                    Microns pixel) {
    const Mask dermis = without_small(Mask(tissue.firm & ~epidermis & ~nuclei_free), least, pixel);
    const Mask other(tissue.solid & ~epidermis & ~dermis);
    const Mask on_epidermis = nearer(other, epidermis, dermis);
    const Mask outside(~tissue.solid);
    return connected_to(without_small(on_epidermis, least, pixel), dilated(outside, pixel, pixel));
}

}  // namespace kossa
