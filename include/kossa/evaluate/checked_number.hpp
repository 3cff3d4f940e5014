#pragma once

#include <cstdint>

namespace kossa {

/// A number read from a file, if it lies within both bounds, which belong to the range; NaN does not.
/// Throws std::range_error.
double number_within(double value, double low, double high);

/// The same for a whole number: a side or a position in pixels of level 0, at most as large as an outline may reach.
std::int64_t pixel_count(double value);
std::int64_t pixel_position(double value);

}  // namespace kossa
