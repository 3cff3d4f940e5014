#include "kossa/phantom/noise.hpp"

#include <array>
#include <cstdint>

namespace kossa::phantom {

namespace {

constexpr std::array<float, 16> gradient_x = {1.F,  .9239F,  .7071F,  .3827F,  0.F, -.3827F, -.7071F, -.9239F,
                                              -1.F, -.9239F, -.7071F, -.3827F, 0.F, .3827F,  .7071F,  .9239F};
constexpr std::array<float, 16> gradient_y = {0.F, .3827F,  .7071F,  .9239F,  1.F,  .9239F,  .7071F,  .3827F,
                                              0.F, -.3827F, -.7071F, -.9239F, -1.F, -.9239F, -.7071F, -.3827F};

float lattice_corner(std::uint32_t seed, std::int32_t x, std::int32_t y, float dx, float dy) {
    std::uint32_t h =
        (static_cast<std::uint32_t>(x) * 0x8da6b343U) ^ (static_cast<std::uint32_t>(y) * 0xd8163841U) ^ seed;
    h = (h ^ (h >> 15)) * 0x2c1b3c6dU;
    h = (h ^ (h >> 13)) * 0x297a2d39U;
    const std::uint32_t direction = h >> 28;
    return gradient_x[direction] * dx + gradient_y[direction] * dy;
}

float fade(float t) {
    return t * t * t * (t * (t * 6.F - 15.F) + 10.F);
}

}  // namespace

double gradient_noise(std::uint32_t seed, double x, double y) {
    const auto floor_of = [](double value) {
        const auto whole = static_cast<std::int32_t>(value);
        return whole - static_cast<std::int32_t>(value < whole);
    };
    const std::int32_t ix = floor_of(x);
    const std::int32_t iy = floor_of(y);
    const auto dx = static_cast<float>(x - ix);
    const auto dy = static_cast<float>(y - iy);
    const std::uint32_t salt = seed * 0xcb1ab31fU;
    const float a = lattice_corner(salt, ix, iy, dx, dy);
    const float b = lattice_corner(salt, ix + 1, iy, dx - 1.F, dy);
    const float c = lattice_corner(salt, ix, iy + 1, dx, dy - 1.F);
    const float d = lattice_corner(salt, ix + 1, iy + 1, dx - 1.F, dy - 1.F);
    const float sx = fade(dx);
    const float upper = a + sx * (b - a);
    const float lower = c + sx * (d - c);
    return static_cast<double>(upper + fade(dy) * (lower - upper)) * 1.4;
}

}  // namespace kossa::phantom
