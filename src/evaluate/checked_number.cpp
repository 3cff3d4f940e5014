#include "kossa/evaluate/checked_number.hpp"

#include <cmath>
#include <stdexcept>

#include "kossa/geojson/read_features.hpp"

namespace kossa {

namespace {

std::int64_t whole_within(double value, double low, double high) {
    if (std::trunc(number_within(value, low, high)) != value) {
        throw std::range_error("no whole number");
    }
    return static_cast<std::int64_t>(value);
}

}  // namespace

double number_within(double value, double low, double high) {
    if (!(value >= low && value <= high)) {
        throw std::range_error("a number out of its range");
    }
    return value;
}

std::int64_t pixel_count(double value) {
    constexpr double longest_side = 10e6;  // of a slide that kossa reads
    return whole_within(value, 1.0, longest_side);
}

std::int64_t pixel_position(double value) {
    return whole_within(value, -GeojsonLimits{}.coordinate, GeojsonLimits{}.coordinate);
}

}  // namespace kossa
