#pragma once

#include <gmock/gmock.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "kossa/core/raster.hpp"

namespace kossa::support {

/// A mask drawn as text: '#' inside, anything else outside. All rows have the length of the first.
inline Mask drawn(const std::vector<std::string>& rows) {
    Mask mask(static_cast<int>(rows.size()), rows.empty() ? 0 : static_cast<int>(rows.front().size()));
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            mask(y, x) = rows.at(static_cast<std::size_t>(y)).at(static_cast<std::size_t>(x)) == '#' ? 255 : 0;
        }
    }
    return mask;
}

/// The mask as `drawn` takes it.
inline std::string drawing(const Mask& mask) {
    std::string text;
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            text += mask(y, x) != 0 ? '#' : '.';
        }
        text += '\n';
    }
    return text;
}

/// Uniform in [0, 1), the same for every library.
inline double uniform(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11U) * 0x1.0p-53;
}

/// Independent pixels, each inside with the given probability.
inline Mask random_mask(cv::Size size, double share_inside, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Mask mask(size);
    for (std::uint8_t& pixel : mask) {
        pixel = uniform(random) < share_inside ? 255 : 0;
    }
    return mask;
}

/// A mask whose pixels are inside exactly where `inside(x, y)` of their centres holds.
template <class Inside>
Mask mask_where(cv::Size size, Inside inside) {
    Mask mask(size);
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            mask(y, x) = inside(x + 0.5, y + 0.5) ? 255 : 0;
        }
    }
    return mask;
}

/// Mirrored left to right.
template <class Pixel>
cv::Mat_<Pixel> mirrored(const cv::Mat_<Pixel>& raster) {
    cv::Mat_<Pixel> result;
    cv::flip(raster, result, 1);
    return result;
}

/// Share of the pixels of either mask that are in both: 1 for equal masks.
inline double overlap(const Mask& a, const Mask& b) {
    const int either = cv::countNonZero(a | b);
    return either == 0 ? 1.0 : static_cast<double>(cv::countNonZero(a & b)) / either;
}

MATCHER_P(SameMask, expected, "is the mask\n" + drawing(expected)) {
    if (arg.size() != expected.size()) {
        *result_listener << "of another size, " << arg.cols << " x " << arg.rows;
        return false;
    }
    const Mask mask = arg;
    const Mask wanted = expected;
    const int different = cv::countNonZero(mask != wanted);
    if (different > 0) {
        *result_listener << different << " pixels differ:\n" << (mask.total() <= 4096 ? drawing(mask) : "");
    }
    return different == 0;
}

/// Every pixel within `tolerance`; equal where infinite; not a number in the same places.
MATCHER_P2(RasterNear, expected, tolerance, "is the expected raster") {
    if (arg.size() != expected.size()) {
        *result_listener << "of another size, " << arg.cols << " x " << arg.rows;
        return false;
    }
    for (int y = 0; y < arg.rows; ++y) {
        for (int x = 0; x < arg.cols; ++x) {
            const double a = arg(y, x);
            const double b = expected(y, x);
            if (!(a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= tolerance)) {
                *result_listener << "at x " << x << ", y " << y << ": " << a << " instead of " << b;
                return false;
            }
        }
    }
    return true;
}

/// A filled circle, in pixels.
inline Mask disc(double radius) {
    const int side = 2 * static_cast<int>(std::ceil(radius));
    return mask_where({side, side},
                      [&](double x, double y) { return std::hypot(x - side / 2.0, y - side / 2.0) < radius; });
}

/// The same with a hole in its middle.
inline Mask ring(double inner, double outer) {
    Mask mask = disc(outer);
    const Mask hole = disc(inner);
    mask(cv::Rect((mask.cols - hole.cols) / 2, (mask.rows - hole.rows) / 2, hole.cols, hole.rows)) -= hole;
    return mask;
}

}  // namespace kossa::support
