#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

/// Randomness without state: every value is a function of a seed and a position, so that any part of the phantom can
/// be drawn alone, in any order and on any thread, with the same result. Not for statistics or secrets.
namespace kossa::phantom {

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every input bit changes every output bit.
constexpr std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

constexpr std::uint64_t hashed(std::uint64_t seed, std::int64_t a, std::int64_t b = 0) {
    return mixed(mixed(mixed(seed) ^ static_cast<std::uint64_t>(a)) ^ static_cast<std::uint64_t>(b));
}

/// A number in [0, 1) from the upper bits of a hash.
constexpr double unit(std::uint64_t hash) {
    return static_cast<double>(hash >> 11) * 0x1.0p-53;
}

/// A sequence of numbers for one object; a new one per object keeps objects independent of each other.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    double uniform() { return unit(mixed(++state_)); }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    bool chance(double probability) { return uniform() < probability; }
    /// Whole numbers from low to high, both included.
    int integer(int low, int high) { return low + static_cast<int>(uniform() * (high - low + 1)); }
    /// About normal, mean 0 and standard deviation 1, never beyond 3.5: the sum of four uniform numbers.
    double normal() { return (uniform() + uniform() + uniform() + uniform() - 2.0) * 1.7320508075688772; }

  private:
    std::uint64_t state_;
};

namespace detail {
inline constexpr std::array<float, 16> gradient_x = {1.F,  .9239F,  .7071F,  .3827F,  0.F, -.3827F, -.7071F, -.9239F,
                                                     -1.F, -.9239F, -.7071F, -.3827F, 0.F, .3827F,  .7071F,  .9239F};
inline constexpr std::array<float, 16> gradient_y = {0.F, .3827F,  .7071F,  .9239F,  1.F,  .9239F,  .7071F,  .3827F,
                                                     0.F, -.3827F, -.7071F, -.9239F, -1.F, -.9239F, -.7071F, -.3827F};

inline float corner(std::uint32_t seed, std::int32_t x, std::int32_t y, float dx, float dy) {
    std::uint32_t h =
        (static_cast<std::uint32_t>(x) * 0x8da6b343U) ^ (static_cast<std::uint32_t>(y) * 0xd8163841U) ^ seed;
    h = (h ^ (h >> 15)) * 0x2c1b3c6dU;
    h = (h ^ (h >> 13)) * 0x297a2d39U;
    const std::uint32_t direction = h >> 28;
    return gradient_x[direction] * dx + gradient_y[direction] * dy;
}

inline float fade(float t) {
    return t * t * t * (t * (t * 6.F - 15.F) + 10.F);
}
}  // namespace detail

/// Gradient noise (Perlin 2002): smooth, zero on the integer lattice, period of about one lattice unit, within about
/// -1 to 1 with a standard deviation near 0.35.
inline double gradient_noise(std::uint32_t seed, double x, double y) {
    const auto floor_of = [](double value) {
        const auto whole = static_cast<std::int32_t>(value);
        return whole - static_cast<std::int32_t>(value < whole);
    };
    const std::int32_t ix = floor_of(x);
    const std::int32_t iy = floor_of(y);
    const auto dx = static_cast<float>(x - ix);
    const auto dy = static_cast<float>(y - iy);
    const std::uint32_t salt = seed * 0xcb1ab31fU;
    const float a = detail::corner(salt, ix, iy, dx, dy);
    const float b = detail::corner(salt, ix + 1, iy, dx - 1.F, dy);
    const float c = detail::corner(salt, ix, iy + 1, dx, dy - 1.F);
    const float d = detail::corner(salt, ix + 1, iy + 1, dx - 1.F, dy - 1.F);
    const float sx = detail::fade(dx);
    const float upper = a + sx * (b - a);
    const float lower = c + sx * (d - c);
    return static_cast<double>(upper + detail::fade(dy) * (lower - upper)) * 1.4;
}

/// 0 below `low`, 1 above `high`, smooth between; `low` may be the larger one.
inline double smooth_step(double low, double high, double x) {
    const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

}  // namespace kossa::phantom
