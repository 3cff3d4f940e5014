#include "kossa/report/place_index.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace kossa::report {

namespace {

constexpr std::size_t band_count = 512;

constexpr Bounds nothing() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return {{infinity, infinity}, {-infinity, -infinity}};
}

Bounds united(const Bounds& a, const Bounds& b) {
    return {{std::min(a.low.x, b.low.x), std::min(a.low.y, b.low.y)},
            {std::max(a.high.x, b.high.x), std::max(a.high.y, b.high.y)}};
}

}  // namespace

bool Bounds::touches(const Bounds& other) const {
    return low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y && other.low.y <= high.y;
}

Bounds bounds_of(const std::vector<Point<Level0>>& points) {
    Bounds bounds = nothing();
    for (const Point<Level0>& point : points) {
        bounds = united(bounds, {point, point});
    }
    return bounds;
}

Bounds bounds_of(const MultiPolygon<Level0>& polygons) {
    Bounds bounds = nothing();
    for (const Polygon<Level0>& polygon : polygons) {
        bounds = united(bounds, bounds_of(polygon.shell));
    }
    return bounds;
}

PlaceIndex::PlaceIndex(std::vector<Bounds> things) : things_(std::move(things)), bands_(band_count) {
    Bounds all = nothing();
    for (const Bounds& thing : things_) {
        all = united(all, thing);
    }
    if (all.low.y < all.high.y) {
        top_ = all.low.y;
        band_height_ = (all.high.y - all.low.y) / band_count;
    }
    for (std::size_t i = 0; i < things_.size(); ++i) {
        if (things_[i].low.y <= things_[i].high.y) {
            for (std::size_t band = band_at(things_[i].low.y); band <= band_at(things_[i].high.y); ++band) {
                bands_[band].push_back(static_cast<std::uint32_t>(i));
            }
        }
    }
}

std::size_t PlaceIndex::band_at(double y) const {
    return static_cast<std::size_t>(std::clamp((y - top_) / band_height_, 0.0, band_count - 1.0));
}

std::vector<std::size_t> PlaceIndex::touching(const Bounds& place) const {
    std::vector<std::size_t> found;
    if (things_.empty()) {
        return found;
    }
    for (std::size_t band = band_at(place.low.y); band <= band_at(place.high.y); ++band) {
        for (const std::uint32_t i : bands_[band]) {
            if (things_[i].touches(place)) {
                found.push_back(i);
            }
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace kossa::report
