#include "kossa/phantom/layers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kossa/phantom/noise.hpp"

namespace kossa::phantom {

namespace {

constexpr double sample_step = 1.0;           // finer than any layer's undulation
constexpr double closing_radius = 75.0;       // half of the 150 um closing that takes the rete ridges away
constexpr double upper_dermis_depth = 500.0;  // the primary cut between upper and deep dermis
constexpr double overhang = 60.0;             // curves go on beyond the glass so that closing sees no end
constexpr double ridge_cell = 92.0;           // mean distance of rete ridges
constexpr double ridge_share = 0.88;
constexpr double least_fat = 60.0;  // thinner fat is not a subcutis
constexpr double epidermis_and_horny = 90.0;

/// How the height is shared: the room left by the glass, and what of it is dermis.
struct LayerPlan {
    double width;
    double height;
    double margin;
    double available;
    double dermis;
    std::uint64_t seed;
};

double dermis_share(Preset preset) {
    switch (preset) {
        case Preset::deep:
            return 0.86;
        case Preset::subcutis:
            return 0.55;
        default:
            return 0.66;
    }
}

LayerPlan layer_plan_for(const PhantomOptions& o) {
    const double width = o.width.value();
    const double height = o.height.value();
    const double margin = std::clamp(0.07 * std::min(width, height), 24.0, 280.0);
    const double available = height - 2.0 * margin;
    Random random(hashed(o.seed, 1));
    const double natural = random.uniform(1800.0, 2500.0);
    const double dermis = std::min(natural, dermis_share(o.preset) * available - epidermis_and_horny);
    return {width, height, margin, available, std::max(60.0, dermis), o.seed};
}

double wave(std::uint64_t seed, int channel, double position, double period) {
    return gradient_noise(static_cast<std::uint32_t>(hashed(seed, channel)), position / period, 0.37 + channel);
}

template <class Function>
Profile sampled(double length, const Function& f) {
    std::vector<double> samples;
    for (const double x : positions(-overhang, length + overhang, sample_step)) {
        samples.push_back(f(x));
    }
    return {-overhang, sample_step, std::move(samples)};
}

double surface_at(const LayerPlan& plan, double x) {
    const double swing = std::min(70.0, 0.05 * plan.available);
    const double from_middle = 2.0 * x / plan.width - 1.0;
    const double dome = std::min(160.0, 0.06 * plan.available) * from_middle * from_middle;
    return plan.margin + dome + swing * (1.0 + wave(plan.seed, 10, x, 1300.0)) * 0.5 +
           0.25 * swing * wave(plan.seed, 11, x, 320.0) + 3.5 * wave(plan.seed, 12, x, 70.0);
}

double horny_thickness(const LayerPlan& plan, double x) {
    return 14.5 + 3.0 * wave(plan.seed, 13, x, 240.0) + 1.5 * wave(plan.seed, 14, x, 35.0);
}

double ridge_depth(const LayerPlan& plan, double x) {
    const auto cell = static_cast<std::int64_t>(std::floor(x / ridge_cell));
    double deepest = 0.0;
    for (std::int64_t i = cell - 1; i <= cell + 1; ++i) {
        Random random(hashed(plan.seed, 20, i));
        const double centre = (static_cast<double>(i) + random.uniform(0.12, 0.88)) * ridge_cell;
        const double half_width = random.uniform(13.0, 30.0);
        const double depth = random.chance(ridge_share) ? 26.0 + 74.0 * std::pow(random.uniform(), 2.2) : 0.0;
        const double blunt = random.uniform(1.6, 3.4);  // 2 is a bell, 4 a box
        const double t = std::abs(x - centre + 8.0 * wave(plan.seed, 21, x, 22.0)) / half_width;
        deepest = std::max(deepest, depth * std::exp(-std::pow(t, blunt)));
    }
    return deepest;
}

double epidermis_thickness(const LayerPlan& plan, double x) {
    const double room = std::min(1.0, plan.dermis / 300.0);  // in tiny sections the ridges must leave some dermis
    return 55.0 + 9.0 * wave(plan.seed, 15, x, 420.0) + 9.0 * wave(plan.seed, 16, x, 48.0) +
           2.2 * wave(plan.seed, 17, x, 13.0) + room * ridge_depth(plan, x);
}

double dermis_thickness(const LayerPlan& plan, double x) {
    const double swing = std::min(170.0, 0.13 * plan.dermis);
    return plan.dermis + swing * wave(plan.seed, 30, x, 700.0) + 0.5 * swing * wave(plan.seed, 31, x, 190.0) +
           0.15 * swing * wave(plan.seed, 32, x, 50.0);
}

double cut_edge(const LayerPlan& plan, int channel, double position) {
    const double swing = std::min(1.0, plan.available / 1200.0);
    return swing *
           (55.0 * wave(plan.seed, channel + 100, position, 1300.0) + 34.0 * wave(plan.seed, channel, position, 420.0) +
            16.0 * wave(plan.seed, channel + 1, position, 95.0) + 6.0 * wave(plan.seed, channel + 2, position, 23.0));
}

template <class Pick>
Profile swept(const Profile& curve, double radius, double sign, const Pick& pick) {
    const auto reach = static_cast<std::int64_t>(radius / curve.step());
    std::vector<double> arc;
    for (std::int64_t k = 0; k <= reach; ++k) {
        const double across = static_cast<double>(k) * curve.step();
        arc.push_back(sign * std::sqrt(radius * radius - across * across));
    }
    const std::vector<double>& from = curve.samples();
    const auto count = static_cast<std::int64_t>(from.size());
    std::vector<double> to(from.size());
    for (std::int64_t i = 0; i < count; ++i) {
        double best = from[i] + arc[0];
        for (std::int64_t j = std::max<std::int64_t>(0, i - reach); j <= std::min(count - 1, i + reach); ++j) {
            best = pick(best, from[j] + arc[std::abs(i - j)]);
        }
        to[i] = best;
    }
    return {curve.start(), curve.step(), std::move(to)};
}

void add_sides(Layers& layers, const LayerPlan& plan) {
    layers.bottom = sampled(plan.width, [&](double x) { return plan.height - plan.margin + cut_edge(plan, 40, x); });
    layers.left = sampled(plan.height, [&](double y) { return plan.margin + cut_edge(plan, 43, y); });
    layers.right = sampled(plan.height, [&](double y) { return plan.width - plan.margin + cut_edge(plan, 46, y); });
}

}  // namespace

double Profile::at(double position) const {
    const double place = std::clamp((position - start_) / step_, 0.0, static_cast<double>(samples_.size() - 1));
    const auto index = std::min(static_cast<std::size_t>(place), samples_.size() - 2);
    const double part = place - static_cast<double>(index);
    return samples_[index] + part * (samples_[index + 1] - samples_[index]);
}

std::vector<double> positions(double first, double last, double step) {
    std::vector<double> result(static_cast<std::size_t>(std::max(0.0, std::floor((last - first) / step) + 1.0)));
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = first + step * static_cast<double>(i);
    }
    return result;
}

Profile lowered(const Profile& curve, double radius) {
    return swept(curve, radius, 1.0, [](double a, double b) { return std::max(a, b); });
}

Profile raised(const Profile& curve, double radius) {
    return swept(curve, radius, -1.0, [](double a, double b) { return std::min(a, b); });
}

double depth_below(const Profile& curve, const Spot& p) {
    const double straight = p.y - curve.at(p.x);
    double nearest = std::abs(straight);
    for (int i = 1; i * curve.step() < nearest; ++i) {
        const double across = i * curve.step();

        nearest = std::min({nearest, std::hypot(across, p.y - curve.at(p.x + across)),
                            std::hypot(across, p.y - curve.at(p.x - across))});
    }
    return std::copysign(nearest, straight);
}

double Layers::depth_below_part_of(const Profile& curve, const Spot& p) const {
    double nearest = std::numeric_limits<double>::infinity();
    const auto see = [&](double across) {
        const Spot on_curve{p.x + across, curve.at(p.x + across)};
        if (inside_cut_edges(on_curve) >= 0.0) {
            nearest = std::min(nearest, std::hypot(across, p.y - on_curve.y));
        }
    };
    see(0.0);
    const double widest = curve.end() - curve.start();
    for (int i = 1; i * curve.step() < std::min(nearest, widest); ++i) {
        see(i * curve.step());
        see(-i * curve.step());
    }
    return std::copysign(nearest, p.y - curve.at(p.x));
}

double Layers::inside_cut_edges(const Spot& p) const {
    return std::min({p.x - left.at(p.y), right.at(p.y) - p.x, bottom.at(p.x) - p.y});
}

Zone Layers::zone_at(const Spot& p) const {
    if (p.y < surface.at(p.x) || inside_cut_edges(p) < 0.0) {
        return Zone::glass;
    }
    if (p.y < junction.at(p.x)) {
        return Zone::epidermis;
    }
    if (p.y >= fat.at(p.x)) {
        return Zone::subcutis;
    }
    return p.y < upper_limit.at(p.x) ? Zone::upper_dermis : Zone::deep_dermis;
}

void set_junction(Layers& layers, Profile junction) {
    layers.junction = std::move(junction);
    layers.smooth_junction = raised(lowered(layers.junction, closing_radius), closing_radius);
    layers.upper_limit = lowered(layers.smooth_junction, upper_dermis_depth);
}

Layers make_layers(const PhantomOptions& options) {
    const LayerPlan plan = layer_plan_for(options);
    const bool has_fat = plan.available - plan.dermis - epidermis_and_horny > least_fat;
    Layers layers;
    layers.surface = sampled(plan.width, [&](double x) { return surface_at(plan, x); });
    layers.granular = sampled(plan.width, [&](double x) { return surface_at(plan, x) + horny_thickness(plan, x); });
    set_junction(layers,
                 sampled(plan.width, [&](double x) { return layers.granular.at(x) + epidermis_thickness(plan, x); }));
    layers.fat = sampled(plan.width, [&](double x) {
        const double depth = has_fat ? dermis_thickness(plan, x) : 2.0 * plan.height;
        return layers.smooth_junction.at(x) + depth;
    });
    add_sides(layers, plan);
    return layers;
}

}  // namespace kossa::phantom
