#include <algorithm>
#include <cmath>

#include "kossa/phantom/cells.hpp"
#include "kossa/phantom/deposit.hpp"
#include "kossa/phantom/noise.hpp"

namespace kossa::phantom {

namespace {

constexpr double lobe_roughness = 2.2;      // um, at a scale of 8 um
constexpr double granule_roughness = 0.22;  // share of the radius
constexpr double widest_crack = 5.0;        // um
constexpr double crack_cell_share = 0.75;   // of the plate's radius: about three pieces across a plate
constexpr double outline_roughness = 1.6;   // um

std::uint32_t salt_of(const Deposit& d, std::uint32_t channel) {
    return static_cast<std::uint32_t>(d.seed) + channel;
}

bool in_lobes(const Deposit& d, const Spot& p) {
    const double rough = lobe_roughness * gradient_noise(salt_of(d, 1), p.x / 8.0, p.y / 8.0) +
                         0.4 * lobe_roughness * gradient_noise(salt_of(d, 2), p.x / 2.6, p.y / 2.6);
    return std::ranges::any_of(
        d.parts, [&](const Disc& lobe) { return distance_between(lobe.centre, p) + rough < lobe.radius; });
}

bool in_granule(const Deposit& d, const Disc& granule, const Spot& p) {
    const double scale = 1.1 * granule.radius + 0.4;
    const double rough = gradient_noise(salt_of(d, 1), p.x / scale, p.y / scale);
    return distance_between(granule.centre, p) < granule.radius * (1.0 + granule_roughness * rough);
}

bool in_crack(const Deposit& d, const Spot& p) {
    const double cell = std::clamp(crack_cell_share * d.radius, 18.0, 120.0);
    const double sway = 5.0 * gradient_noise(salt_of(d, 5), p.x / 22.0, p.y / 22.0);
    const double wall = cell * cell_at(d.seed, (p.x + sway) / cell, (p.y - sway) / (0.75 * cell), 0.9).wall;
    const double widest = std::clamp(0.06 * d.radius, 1.2, widest_crack);
    const double width = widest * (0.05 + 1.7 * gradient_noise(salt_of(d, 6), p.x / cell, p.y / cell));
    return 2.0 * wall < std::min(width, widest);
}

bool in_plate(const Deposit& d, const Spot& p) {
    const double dx = p.x - d.centre.x;
    const double dy = p.y - d.centre.y;
    const double along = (std::cos(d.angle) * dx + std::sin(d.angle) * dy) / d.elongation;
    const double across = -std::sin(d.angle) * dx + std::cos(d.angle) * dy;
    const double from_centre = std::hypot(along, across);
    const double ex = along / (from_centre + 1e-9);
    const double ey = across / (from_centre + 1e-9);
    const double outline =
        0.80 + 0.30 * gradient_noise(salt_of(d, 1), 1.3 * ex + 9.0, 1.3 * ey + 9.0) +
        0.16 * std::min(1.0, d.radius / 60.0) * gradient_noise(salt_of(d, 2), 3.7 * ex + 9.0, 3.7 * ey + 9.0);
    const double rough = outline_roughness * gradient_noise(salt_of(d, 3), p.x / 5.0, p.y / 5.0) +
                         2.0 * outline_roughness * gradient_noise(salt_of(d, 4), p.x / 16.0, p.y / 16.0);
    const double smoothness = std::min(1.0, d.radius / 45.0);  // small plates are rough on a smaller scale
    const double edge = std::min(1.0, outline) * d.radius - 3.0 * outline_roughness * smoothness;
    return from_centre + rough * smoothness < edge && !in_crack(d, p);
}

template <class Inside>
void fill(Mask& mask, const Box<Level0>& box, const Placement& placement, const Spot& centre, double reach,
          const Inside& inside) {
    const Box<Level0> part = placement.box_around(centre, reach).intersected(box);
    for (std::int64_t y = part.y; y < part.bottom(); ++y) {
        for (std::int64_t x = part.x; x < part.right(); ++x) {
            std::uint8_t& pixel = mask(static_cast<int>(y - box.y), static_cast<int>(x - box.x));
            pixel = pixel != 0 || inside(placement.world_from_pixel_centre(x, y)) ? 255 : 0;
        }
    }
}

}  // namespace

std::string_view name_of(DepositKind kind) {
    switch (kind) {
        case DepositKind::dense:
            return "dense";
        case DepositKind::amorphous:
            return "amorphous";
        default:
            return "granular";
    }
}

bool contains(const Deposit& d, const Spot& p) {
    if (distance_between(d.centre, p) > d.reach) {
        return false;
    }
    switch (d.kind) {
        case DepositKind::dense:
            return in_lobes(d, p);
        case DepositKind::amorphous:
            return in_plate(d, p);
        default:
            return std::ranges::any_of(d.parts, [&](const Disc& granule) { return in_granule(d, granule, p); });
    }
}

Mask rasterised(const Deposit& d, const Placement& placement, const Box<Level0>& box) {
    Mask mask(static_cast<int>(box.height), static_cast<int>(box.width), std::uint8_t{0});
    if (d.kind != DepositKind::granular) {
        fill(mask, box, placement, d.centre, d.reach, [&](const Spot& p) { return contains(d, p); });
        return mask;
    }
    for (const Disc& granule : d.parts) {
        fill(mask, box, placement, granule.centre, 1.5 * granule.radius,
             [&](const Spot& p) { return in_granule(d, granule, p) && distance_between(d.centre, p) <= d.reach; });
    }
    return mask;
}

}  // namespace kossa::phantom
