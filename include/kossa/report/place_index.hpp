#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kossa/core/geometry.hpp"

namespace kossa::report {

/// A rectangle that holds something; empty (low above high) where there is nothing to hold.
struct Bounds {
    Point<Level0> low;
    Point<Level0> high;

    bool touches(const Bounds& other) const;
};

Bounds bounds_of(const std::vector<Point<Level0>>& points);
/// Of the shells.
Bounds bounds_of(const MultiPolygon<Level0>& polygons);

/// Finds what lies near a place among many things. Memory: by their number, not by the area they lie on.
class PlaceIndex {
  public:
    PlaceIndex() = default;
    explicit PlaceIndex(std::vector<Bounds> things);

    /// The numbers of those that touch `place`, ascending.
    std::vector<std::size_t> touching(const Bounds& place) const;

  private:
    std::vector<Bounds> things_;
    double top_ = 0.0;
    double band_height_ = 1.0;
    std::vector<std::vector<std::uint32_t>> bands_;  ///< from top to bottom, the things that touch each

    /// The number of the band that holds a height, the nearest for one above or below all.
    std::size_t band_at(double y) const;
};

}  // namespace kossa::report
