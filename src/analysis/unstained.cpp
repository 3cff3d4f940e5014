#include "kossa/analysis/unstained.hpp"

#include "kossa/analysis/density_rasters.hpp"
#include "kossa/core/hsd.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

bool dense_grey(const Hsd& colour, const SurveyOptions& options) {
    return colour.density > options.dense_od && colour.saturation_against(options.dense_saturation) < 0;
}

bool green_or_blue(const Hsd& colour, const SurveyOptions& options) {
    return colour.cx >= options.ink_from_cx;
}

/// Where `chosen(colour)` of what is dark enough to have one.
template <class Chosen>
Mask coloured(const PackedPicture& image, const OpticalDensity& density, const SurveyOptions& options, Microns pixel,
              const Chosen& chosen) {
    const int palest_sum = milli_sum(options.ink_od);  // most pixels are paler, and need no look at their colour
    const Mask mask =
        raster_of<std::uint8_t>(image, {0, image.size().height}, density, [&](const cv::Vec3w& v) -> std::uint8_t {
            return v[0] + v[1] + v[2] > palest_sum && chosen(hsd(v)) ? 255 : 0;
        });
    return dilated(mask, Microns(options.blurred_edge_um), pixel);
}

}  // namespace

Mask without_cells(const PackedPicture& darkest, const OpticalDensity& density, const SurveyOptions& options,
                   Microns pixel) {
    return coloured(darkest, density, options, pixel,
                    [&](const Hsd& colour) { return green_or_blue(colour, options) || dense_grey(colour, options); });
}

Mask solid_parts(const Mask& mask, const SurveyOptions& options, Microns pixel) {
    if (cv::countNonZero(mask) == 0) {
        return mask;
    }
    return dilated(opened(mask, Microns(options.solid_um / 2.0), pixel), Microns(options.blurred_edge_um), pixel);
}

Mask solid_matter(const DensityBands& od, double nuclear_od, const SurveyOptions& options, Microns pixel) {
    const Mask dense = mask_of_bands(od, 0, [nuclear_od](const FloatRaster& band) { return Mask(band >= nuclear_od); });
    return solid_parts(dense, options, pixel);
}

Mask colour_of_ink(const PackedPicture& image, const OpticalDensity& density, const SurveyOptions& options,
                   Microns pixel) {
    return coloured(image, density, options, pixel, [&](const Hsd& colour) {
        return green_or_blue(colour, options) || colour.saturation_against(options.ink_saturation) < 0 ||
               (dense_grey(colour, options) && colour.cy >= options.ink_from_cy);
    });
}

}  // namespace kossa
