#include "kossa/deposit/pixel_rows.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

#include "kossa/core/widest_vectors.hpp"

namespace kossa {

namespace {

constexpr std::uint64_t light_mask = (std::uint64_t{1} << pale_count_shift) - 1;

using Flags = std::array<std::uint8_t, word_px>;

KOSSA_WIDEST_VECTORS void flag_at_least(std::uint8_t* flags, const std::uint16_t* values, std::uint16_t least) {
    for (int i = 0; i < word_px; ++i) {
        flags[i] = values[i] >= least ? 1 : 0;
    }
}

KOSSA_WIDEST_VECTORS void flag_at_least_32(std::uint8_t* flags, const std::uint32_t* values, std::uint32_t least) {
    for (int i = 0; i < word_px; ++i) {
        flags[i] = values[i] >= least ? 1 : 0;
    }
}

KOSSA_WIDEST_VECTORS void flag_below_half_way(std::uint8_t* flags, const std::uint16_t* light,
                                              const std::uint16_t* core, const std::uint64_t* pale,
                                              std::uint32_t fewest, std::int32_t usual) {
    for (int i = 0; i < word_px; ++i) {
        const auto count = static_cast<std::uint32_t>(pale[i] >> pale_count_shift);
        const auto sum = static_cast<std::int64_t>(pale[i] & light_mask);
        const std::int32_t excess = 2 * light[i] - core[i];
        // excess <= round(sum / count), without dividing
        const bool by_mean =
            static_cast<std::int64_t>(excess) * static_cast<std::int32_t>(2 * count) <= 2 * sum + count;
        flags[i] = (count < fewest ? excess <= usual : by_mean) ? 1 : 0;
    }
}

KOSSA_WIDEST_VECTORS void lower_of_pairs(std::uint16_t* __restrict to, const std::uint16_t* __restrict a,
                                         const std::uint16_t* __restrict b, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        to[i] = a[i] < b[i] ? a[i] : b[i];
    }
}

}  // namespace

BitMask::Word bits_of(const std::uint8_t* flags) {
    // Moves the lowest bits of eight bytes side by side into the highest byte.
    static_assert(std::endian::native == std::endian::little);
    constexpr std::uint64_t gather = 0x0102040810204080;
    BitMask::Word bits = 0;
    for (int i = 0; i < word_px; i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, flags + i, sizeof(eight));
        bits |= (eight * gather >> 56) << i;
    }
    return bits;
}

BitMask::Word bits_at_least(const std::uint16_t* values, std::uint16_t least) {
    Flags flags;
    flag_at_least(flags.data(), values, least);
    return bits_of(flags.data());
}

BitMask::Word bits_at_least(const std::uint32_t* values, std::uint32_t least) {
    Flags flags;
    flag_at_least_32(flags.data(), values, least);
    return bits_of(flags.data());
}

BitMask::Word bits_below_half_way(const std::uint16_t* light, const std::uint16_t* core, const std::uint64_t* pale,
                                  const Surroundings& surroundings) {
    Flags flags;
    flag_below_half_way(flags.data(), light, core, pale, surroundings.fewest, surroundings.usual);
    return bits_of(flags.data());
}

KOSSA_WIDEST_VECTORS void add_values(std::uint32_t* sums, const std::uint16_t* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        sums[i] += values[i];
    }
}

KOSSA_WIDEST_VECTORS void move_values(std::uint32_t* sums, const std::uint16_t* values, const std::uint16_t* gone,
                                      std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        sums[i] += static_cast<std::uint32_t>(values[i]) - static_cast<std::uint32_t>(gone[i]);
    }
}

KOSSA_WIDEST_VECTORS void add_pale(std::uint64_t* sums, const LightRow& row, std::uint16_t below) {
    const std::uint16_t* density = row.density;
    const std::uint16_t* light = row.light;
    for (std::size_t i = 0; i < row.count; ++i) {
        sums[i] += density[i] < below ? (std::uint64_t{1} << pale_count_shift) + light[i] : 0;
    }
}

KOSSA_WIDEST_VECTORS void move_pale(std::uint64_t* sums, const LightRow& row, const LightRow& gone,
                                    std::uint16_t below) {
    constexpr std::uint64_t one = std::uint64_t{1} << pale_count_shift;
    const std::uint16_t* density = row.density;
    const std::uint16_t* light = row.light;
    const std::uint16_t* gone_density = gone.density;
    const std::uint16_t* gone_light = gone.light;
    for (std::size_t i = 0; i < row.count; ++i) {
        const std::uint64_t come = density[i] < below ? one + light[i] : 0;
        const std::uint64_t left = gone_density[i] < below ? one + gone_light[i] : 0;
        sums[i] += come - left;
    }
}

KOSSA_WIDEST_VECTORS void lower(std::uint16_t* values, const std::uint16_t* others, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = values[i] < others[i] ? values[i] : others[i];
    }
}

template <class Sum>
void window_sums(PixelRow<Sum>& sums, const Sum* values, std::size_t count, int width) {
    sums.resize(count);
    const Sum* ahead = values + width;
    Sum sum = std::accumulate(values, ahead, Sum{0});
    for (std::size_t i = 0; i + 1 < count; ++i) {
        sums[i] = sum;
        sum += ahead[i] - values[i];
    }
    sums.back() = sum;
}

template void window_sums(PixelRow<std::uint32_t>&, const std::uint32_t*, std::size_t, int);
template void window_sums(PixelRow<std::uint64_t>&, const std::uint64_t*, std::size_t, int);

void take_window_minima(PixelRow<std::uint16_t>& values, PixelRow<std::uint16_t>& spare, int width) {
    spare.resize(values.size());
    std::size_t count = values.size();
    for (std::size_t done = 1; done < static_cast<std::size_t>(width);) {
        const std::size_t step = std::min(done, static_cast<std::size_t>(width) - done);
        count -= std::min(step, count);
        lower_of_pairs(spare.data(), values.data(), values.data() + step, count);
        values.swap(spare);
        done += step;
    }
}

}  // namespace kossa
