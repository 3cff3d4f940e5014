#include "kossa/deposit/naming.hpp"

#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

bool is_red(const Hsd& colour, const NamingOptions& options) {
    return colour.cx < options.blood_cx && colour.cy > options.blood_cy;
}

bool is_band(const Shape& shape, const NamingOptions& options) {
    const double length = shape.max_diameter.value();
    const double width = shape.area.value() / length;
    return length >= options.fold_length_um && width >= options.narrowest_fold_um && width <= options.widest_fold_um;
}

bool is_soft_lump(const DepositObject& object, const NamingOptions& options, const PixelSize& working) {
    return working.area(object.sums.pixels).value() >= options.fold_lump_um2 &&
           sharpness(object) < options.fold_lump_sharpness &&
           measure_shape(runs_of(object), working).solidity >= options.fold_lump_solidity;
}

}  // namespace

FindingClass name_stained(const DepositObject& object, const NamingOptions& options, double hue_from_px,
                          const PixelSize& working) {
    if (pixel_diameter(object.sums) >= hue_from_px && is_red(readable_colour(object, hue_from_px), options)) {
        return FindingClass::blood;
    }
    return is_soft_lump(object, options, working) ? FindingClass::fold : FindingClass::nuclei;
}

FindingClass name_grey(const DepositObject& object, const NamingOptions& options, const PixelSize& working) {
    const bool folded =
        is_band(measure_shape(runs_of(object), working), options) || is_soft_lump(object, options, working);
    return folded ? FindingClass::fold : FindingClass::carbon;
}

}  // namespace kossa
