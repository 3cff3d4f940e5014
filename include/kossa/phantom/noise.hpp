#pragma once

#include <algorithm>
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

/// Gradient noise (Perlin 2002): smooth, zero on the integer lattice, period of about one lattice unit, within about
/// -1 to 1 with a standard deviation near 0.35.
double gradient_noise(std::uint32_t seed, double x, double y);

/// 0 below `low`, 1 above `high`, smooth between; `low` may be the larger one.
inline double smooth_step(double low, double high, double x) {
    const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

}  // namespace kossa::phantom
