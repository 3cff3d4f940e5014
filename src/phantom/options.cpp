#include "kossa/phantom/options.hpp"

#include <fmt/format.h>

#include <array>

#include "kossa/core/error.hpp"

namespace kossa::phantom {

namespace {

constexpr double giga = 1e9;

struct Bounds {
    std::string_view field;
    double value;
    double low;
    double high;
};

constexpr Microns least_height(Preset preset) {
    switch (preset) {
        case Preset::deep:
            return Microns(1200.0);
        case Preset::subcutis:
            return Microns(600.0);
        default:
            return Microns(300.0);
    }
}

void check(const Bounds& range) {
    if (!(range.value >= range.low && range.value <= range.high)) {
        throw UsageError(fmt::format("the {} of this phantom is {}; it must lie between {} and {}", range.field,
                                     range.value, range.low, range.high));
    }
}

}  // namespace

void validate(const PhantomOptions& o) {
    const std::array<Bounds, 11> ranges = {
        {{"width in mm", o.width.value() / um_per_mm, 0.3, 200},
         {"height in mm", o.height.value() / um_per_mm, least_height(o.preset).value() / um_per_mm, 200},
         {"pixel size in um", o.pixel_size.value(), 0.1, 16},
         {"rotation in degrees", o.rotation_degrees, -360, 360},
         {"JPEG quality", static_cast<double>(o.jpeg_quality), 30, 100},
         {"blur sigma in um", o.blur_sigma.value(), 0, 5},
         {"noise sigma in grey levels", o.noise_sigma, 0, 20},
         {"white point red", o.white_point[0], 128, 255},
         {"white point green", o.white_point[1], 128, 255},
         {"white point blue", o.white_point[2], 128, 255},
         {"stain strength", o.stain_strength, 0.4, 1.6}}};
    for (const Bounds& range : ranges) {
        check(range);
    }
    const double pixels = (o.width / o.pixel_size) * (o.height / o.pixel_size);
    if (pixels > most_pixels) {
        throw UsageError(
            fmt::format("a phantom of {} x {} mm at {} um per pixel has {:.4g} gigapixels, and {} are the most; "
                        "make it smaller or its pixels larger",
                        o.width.value() / um_per_mm, o.height.value() / um_per_mm, o.pixel_size.value(), pixels / giga,
                        most_pixels / giga));
    }
}

}  // namespace kossa::phantom
