#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kossa/deposit/bit_mask.hpp"

namespace kossa {

/// A row of pixels or of sums.
template <class Value>
using PixelRow = std::vector<Value>;

/// Bit i: whether values[i] is at least `least`, of 64 values.
BitMask::Word bits_at_least(const std::uint16_t* values, std::uint16_t least);
BitMask::Word bits_at_least(const std::uint32_t* values, std::uint32_t least);

/// Bit i: whether flags[i], 0 or 1, is 1, of 64 flags.
BitMask::Word bits_of(const std::uint8_t* flags);

/// Adds each value to the sum of its column; or puts it there in place of one that is gone.
void add_values(std::uint32_t* sums, const std::uint16_t* values, std::size_t count);
void move_values(std::uint32_t* sums, const std::uint16_t* values, const std::uint16_t* gone, std::size_t count);

/// Number and light of pale pixels in one word, so that both are added at once: squares hold less than 2^23 of them,
/// and their light adds up to less than 2^40.
inline constexpr int pale_count_shift = 40;

/// A row of pixels: three times their optical density in thousandths, and their light.
struct LightRow {
    const std::uint16_t* density;
    const std::uint16_t* light;
    std::size_t count;
};

/// Adds each pixel of a density below `below` to the pale pixels of its column; or puts it there in place of one that
/// is gone.
void add_pale(std::uint64_t* sums, const LightRow& row, std::uint16_t below);
void move_pale(std::uint64_t* sums, const LightRow& row, const LightRow& gone, std::uint16_t below);

/// Makes entry i, of `count`, the sum of `values` from i to i + width - 1. At least one, as none else reads beyond
/// them.
template <class Sum>
void window_sums(PixelRow<Sum>& sums, const Sum* values, std::size_t count, int width);
/// Makes value i the smallest from i to i + width - 1; where there are not so many it says nothing. `spare` is room.
void take_window_minima(PixelRow<std::uint16_t>& values, PixelRow<std::uint16_t>& spare, int width);

/// Makes each value the smaller one of itself and the other.
void lower(std::uint16_t* values, const std::uint16_t* others, std::size_t count);

/// What the light of a pixel is compared with.
struct Surroundings {
    std::uint32_t fewest = 0;  ///< with fewer pale pixels than this ...
    std::int32_t usual = 0;    ///< ... this is their light
};

/// Bit i: whether light[i] is no more than half way between core[i], the darkest near it, and the mean light of the
/// pale pixels in its square, rounded to the nearest, halves up; of 64 pixels.
BitMask::Word bits_below_half_way(const std::uint16_t* light, const std::uint16_t* core, const std::uint64_t* pale,
                                  const Surroundings& surroundings);

}  // namespace kossa
