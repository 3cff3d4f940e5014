#include "kossa/phantom/follicle.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kossa/phantom/noise.hpp"

namespace kossa::phantom {

namespace {

constexpr double cell = 1150.0;  // one follicle per cell at most: facial skin has more, sole none
constexpr double share_of_cells = 0.62;
constexpr double least_dermis = 350.0;

Follicle follicle_in_cell(const Layers& layers, std::uint64_t seed, std::int64_t index) {
    Random random(hashed(seed, 60, index));
    const double x = (static_cast<double>(index) + random.uniform(0.15, 0.85)) * cell;
    const double top = layers.surface.at(x);
    const double room = std::min(layers.fat.at(x), layers.bottom.at(x)) - top;
    const double length = std::min(random.uniform(480.0, 1500.0), 0.72 * room);
    const double radius = random.uniform(38.0, 72.0);
    return {
        {x, top}, length, random.uniform(-0.45, 0.45), random.uniform(-70.0, 70.0), radius, hashed(seed, 61, index)};
}

bool has_room(const Layers& layers, const Follicle& follicle) {
    const double end = follicle.mouth.x + follicle.slant * follicle.length + follicle.bend;
    const double keep = follicle.radius + 40.0;
    const double left = std::min(follicle.mouth.x, end) - keep;
    const double right = std::max(follicle.mouth.x, end) + keep;
    const double bottom = follicle.mouth.y + follicle.length;
    return layers.inside_cut_edges({left, bottom}) > 0.0 && layers.inside_cut_edges({right, bottom}) > 0.0 &&
           layers.inside_cut_edges({left, follicle.mouth.y}) > 0.0 &&
           layers.inside_cut_edges({right, follicle.mouth.y}) > 0.0 &&
           layers.fat.at(follicle.mouth.x) - layers.junction.at(follicle.mouth.x) > least_dermis &&
           follicle.length > least_dermis;
}

/// Indices of the samples of the junction on both sides of the neck; equal where the follicle does not reach it.
std::pair<std::size_t, std::size_t> neck_of(const Profile& junction, const Follicle& follicle) {
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 1; i + 1 < junction.samples().size(); ++i) {
        const double x = junction.start() + junction.step() * static_cast<double>(i);
        const FolliclePlace place = place_in(follicle, {x, junction.samples()[i]});
        if (std::abs(place.across) < place.outer) {
            left = right == 0 ? i - 1 : left;
            right = i + 1;
        }
    }
    return {left, right};
}

}  // namespace

FolliclePlace place_in(const Follicle& f, const Spot& p) {
    const double along = (p.y - f.mouth.y) / f.length;
    const double axis = f.mouth.x + f.slant * (p.y - f.mouth.y) + f.bend * along * along;
    const double tilt = f.slant + 2.0 * f.bend * along / f.length;
    const double across = (p.x - axis) / std::sqrt(1.0 + tilt * tilt);
    if (along < -0.05 || along > 1.0) {
        return {along, across, 0.0, 0.0, 0.0};
    }
    const auto seed = static_cast<std::uint32_t>(f.seed);
    const double wobble = 1.0 + 0.16 * gradient_noise(seed, along * f.length / 70.0, across < 0.0 ? 3.3 : 7.7) +
                          0.08 * gradient_noise(seed, along * f.length / 18.0, across < 0.0 ? 13.3 : 17.7);
    const double funnel = 1.0 + 0.9 * smooth_step(0.16, 0.0, along);
    const double bulb = 1.0 + 0.35 * std::exp(-std::pow((along - 0.88) / 0.08, 2.0));
    const double tip = std::sqrt(std::max(0.0, 1.0 - std::pow(std::max(0.0, along - 0.86) / 0.14, 2.0)));
    const double outer = f.radius * wobble * funnel * bulb * tip;
    const double open = smooth_step(0.8, 0.3, along);
    return {along, across, outer, outer * (0.16 + 0.26 * open), 0.17 * f.radius * smooth_step(0.93, 0.85, along)};
}

std::vector<Follicle> make_follicles(const Layers& layers, std::uint64_t seed) {
    std::vector<Follicle> follicles;
    const double right = layers.right.at(0.0);
    for (std::int64_t index = 0; static_cast<double>(index) * cell < right; ++index) {
        const Follicle follicle = follicle_in_cell(layers, seed, index);
        if (unit(hashed(seed, 62, index)) < share_of_cells && has_room(layers, follicle)) {
            follicles.push_back(follicle);
        }
    }
    return follicles;
}

void level_necks(Layers& layers, const std::vector<Follicle>& follicles) {
    std::vector<double> level = layers.junction.samples();
    for (const Follicle& follicle : follicles) {
        const auto [left, right] = neck_of(layers.junction, follicle);
        for (std::size_t i = left + 1; i < right; ++i) {
            const double part = static_cast<double>(i - left) / static_cast<double>(right - left);
            level[i] = std::lerp(level[left], level[right], part);
        }
    }
    set_junction(layers, {layers.junction.start(), layers.junction.step(), std::move(level)});
}

double reach_of(const Follicle& f) {
    return std::abs(f.slant) * f.length + std::abs(f.bend) + 2.2 * f.radius + 20.0;
}

}  // namespace kossa::phantom
