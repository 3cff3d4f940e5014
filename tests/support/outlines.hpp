#pragma once

#include "kossa/core/geometry.hpp"
#include "kossa/skin/regions.hpp"

namespace kossa::support {

/// An upright rectangle as one polygon.
inline MultiPolygon<Level0> rectangle(double left, double top, double right, double bottom) {
    return {{{{left, top}, {right, top}, {right, bottom}, {left, bottom}}, {}}};
}

/// One on top of another.
inline MultiPolygon<Level0> both(MultiPolygon<Level0> a, const MultiPolygon<Level0>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

}  // namespace kossa::support
