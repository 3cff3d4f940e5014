#include "kossa/deposit/deposit_object.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

Hsd colour_of(const std::array<std::int64_t, 3>& milli_od, std::int64_t pixels) {
    const double scale = pixels == 0 ? 0.0 : 1e-3 / static_cast<double>(pixels);
    return hsd(static_cast<double>(milli_od[0]) * scale, static_cast<double>(milli_od[1]) * scale,
               static_cast<double>(milli_od[2]) * scale);
}

/// Pixels further than one from the outline of a disc of that many pixels.
double inner_pixels_of_disc(double pixels) {
    const double radius = std::max(1.0, std::sqrt(pixels / std::numbers::pi));
    return std::numbers::pi * (radius - 1.0) * (radius - 1.0);
}

/// Pixels further than one from the outline: area - perimeter + pi, the perimeter after Cauchy and Crofton, which is
/// too short for few pixels; no body has more than a disc, and none fewer than one.
double inner_pixels(const Component& component) {
    const auto pixels = static_cast<double>(component.sums.pixels);
    const double perimeter = static_cast<double>(edge_count(component.runs)) * std::numbers::pi / 4.0;
    const double inner = std::max(0.2 * pixels, pixels - perimeter + std::numbers::pi);
    return std::max(1.0, std::min(inner, inner_pixels_of_disc(pixels)));
}

}  // namespace

void DepositObject::add(const Component& component) {
    members.push_back(&component);
    sums += component.sums;
}

DepositObject object_of(const Component& component) {
    DepositObject object;
    object.add(component);
    return object;
}

Hsd mean_colour(const PixelSums& sums) {
    return colour_of(sums.milli_od, sums.pixels);
}

Hsd seed_colour(const PixelSums& sums) {
    return colour_of(sums.seed_milli_od, sums.seeds);
}

Point<Working> centroid(const PixelSums& sums) {
    const double twice_pixels = 2.0 * static_cast<double>(sums.pixels);
    return {static_cast<double>(sums.x2) / twice_pixels, static_cast<double>(sums.y2) / twice_pixels};
}

Hsd rim_colour(const PixelSums& sums) {
    return colour_of(sums.rim_milli_od, sums.rim_edges);
}

double rim_density(const PixelSums& sums, double unknown) {
    return sums.rim_edges == 0 ? unknown : rim_colour(sums).density;
}

double pixel_diameter(const PixelSums& sums) {
    return 2.0 * std::sqrt(static_cast<double>(sums.pixels) / std::numbers::pi);
}

double core_share(const DepositObject& object) {
    double inner = 0.0;
    for (const Component* member : object.members) {
        inner += inner_pixels(*member);
    }
    return std::min(1.0, static_cast<double>(object.sums.seeds) / inner);
}

double sharpness(const DepositObject& object) {
    std::int64_t edges = 0;
    for (const Component* member : object.members) {
        edges += edge_count(member->runs);
    }
    return 1.0 - static_cast<double>(object.sums.open_edges) / static_cast<double>(edges);
}

double roundness(const DepositObject& object, const PixelSize& working) {
    double sum = 0.0;
    for (const Component* member : object.members) {
        sum += measure_shape(member->runs, working).circularity * static_cast<double>(member->sums.pixels);
    }
    return sum / static_cast<double>(object.sums.pixels);
}

double spread_of_areas(const DepositObject& object) {
    const auto count = static_cast<double>(object.members.size());
    const double mean = static_cast<double>(object.sums.pixels) / count;
    double squares = 0.0;
    for (const Component* member : object.members) {
        const double difference = static_cast<double>(member->sums.pixels) - mean;
        squares += difference * difference;
    }
    return std::sqrt(squares / count) / mean;
}

std::vector<Run<Working>> runs_of(const DepositObject& object) {
    std::vector<Run<Working>> runs;
    for (const Component* member : object.members) {
        runs.insert(runs.end(), member->runs.begin(), member->runs.end());
    }
    if (object.members.size() > 1) {
        std::sort(runs.begin(), runs.end());
    }
    return runs;
}

Hsd readable_colour(const DepositObject& object, double hue_from_px) {
    PixelSums readable;
    for (const Component* member : object.members) {
        if (pixel_diameter(member->sums) >= hue_from_px) {
            readable += member->sums;
        }
    }
    return seed_colour(readable.pixels > 0 ? readable : object.sums);
}

}  // namespace kossa
