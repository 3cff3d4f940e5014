#include "kossa/core/pixel_size.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {
constexpr double smallest_um = 0.02;
constexpr double largest_um = 100.0;
constexpr double largest_ratio = 2.0;
}  // namespace

PixelSize::PixelSize(Microns x, Microns y) : x_(x), y_(y) {
    if (!plausible(x, y)) {
        throw UsageError(fmt::format("a pixel of {} x {} um is not a microscope's; expected {} to {} um per pixel",
                                     x.value(), y.value(), smallest_um, largest_um));
    }
}

bool PixelSize::plausible(Microns x, Microns y) {
    const auto in_range = [](Microns side) { return side.value() >= smallest_um && side.value() <= largest_um; };
    return in_range(x) && in_range(y) && x / y <= largest_ratio && y / x <= largest_ratio;
}

Microns PixelSize::mean() const {
    return Microns(std::sqrt(x_.value() * y_.value()));
}

SquareMicrons PixelSize::area(std::int64_t pixel_count) const {
    return x_ * y_ * static_cast<double>(pixel_count);
}

Microns PixelSize::distance(double dx, double dy) const {
    return Microns(std::hypot(dx * x_.value(), dy * y_.value()));
}

Pixels PixelSize::pixels(Microns length) const {
    return Pixels(length / mean());
}

int PixelSize::whole_pixels(Microns length) const {
    return std::max(1, static_cast<int>(std::lround(pixels(length).value())));
}

PixelSize PixelSize::scaled(double factor_x, double factor_y) const {
    return {x_ * factor_x, y_ * factor_y};
}

}  // namespace kossa
