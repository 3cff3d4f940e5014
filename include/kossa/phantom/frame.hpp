#pragma once

#include <cmath>
#include <numbers>

#include "kossa/core/geometry.hpp"
#include "kossa/core/units.hpp"

namespace kossa::phantom {

/// Micrometres in the specimen: x along the skin surface, y downwards from the glass above it, before any rotation.
struct World {};

using Spot = Point<World>;

inline double distance_between(const Spot& a, const Spot& b) {
    const double dx = a.x - b.x;
    const double dy = a.y - b.y;
    return std::sqrt(dx * dx + dy * dy);
}

/// A rectangle of the specimen in micrometres.
struct Extent {
    double left = 0.0;
    double top = 0.0;
    double right = 0.0;
    double bottom = 0.0;

    Extent grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
    bool reached_by(const Spot& centre, double reach) const {
        return centre.x + reach >= left && centre.x - reach <= right && centre.y + reach >= top &&
               centre.y - reach <= bottom;
    }
};

/// How the specimen lies on the slide: turned about the centre of the image, then sampled.
class Placement {
  public:
    /// The image is the smallest one that holds the turned `width` x `height` rectangle, so nothing is cut off.
    Placement(Microns width, Microns height, Microns pixel, double rotation_degrees)
        : pixel_(pixel.value()),
          cosine_(std::cos(rotation_degrees * std::numbers::pi / 180.0)),
          sine_(std::sin(rotation_degrees * std::numbers::pi / 180.0)),
          world_centre_{width.value() / 2.0, height.value() / 2.0} {
        const auto side = [this](double along, double across) {
            return std::llround((std::abs(cosine_) * along + std::abs(sine_) * across) / pixel_);
        };
        size_ = {side(width.value(), height.value()), side(height.value(), width.value())};
    }

    Size<Level0> image_size() const { return size_; }
    /// Micrometres per pixel, the same along both axes.
    double pixel() const { return pixel_; }

    Spot world_from_level0(const Point<Level0>& p) const {
        const double x = (p.x - static_cast<double>(size_.width) / 2.0) * pixel_;
        const double y = (p.y - static_cast<double>(size_.height) / 2.0) * pixel_;
        return {world_centre_.x + cosine_ * x + sine_ * y, world_centre_.y - sine_ * x + cosine_ * y};
    }
    Spot world_from_pixel_centre(std::int64_t column, std::int64_t row) const {
        return world_from_level0({static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5});
    }
    Point<Level0> level0_from_world(const Spot& p) const {
        const double x = p.x - world_centre_.x;
        const double y = p.y - world_centre_.y;
        return {static_cast<double>(size_.width) / 2.0 + (cosine_ * x - sine_ * y) / pixel_,
                static_cast<double>(size_.height) / 2.0 + (sine_ * x + cosine_ * y) / pixel_};
    }
    /// The pixels that a circle of the specimen can touch; may reach beyond the image.
    Box<Level0> box_around(const Spot& centre, double reach) const;
    /// The part of the specimen that a box of pixels shows, as an upright rectangle around it.
    Extent extent_of(const Box<Level0>& box) const;

  private:
    double pixel_;
    double cosine_;
    double sine_;
    Spot world_centre_;
    Size<Level0> size_;
};

}  // namespace kossa::phantom
