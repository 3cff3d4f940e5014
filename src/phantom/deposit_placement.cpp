#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "kossa/phantom/deposit.hpp"
#include "kossa/phantom/fat.hpp"
#include "kossa/phantom/noise.hpp"
#include "kossa/phantom/specimen.hpp"

namespace kossa::phantom {

namespace {

struct Range {
    double low;
    double high;
    double drawn(Random& random, double power = 1.0) const {
        return low + (high - low) * std::pow(random.uniform(), power);
    }
};

/// What a preset draws. Lengths in um; depths below the smoothed junction, of the whole deposit.
struct Plan {
    Preset preset;
    Range count;  // in a section 6 mm wide
    Range depth;
    double epidermis_share;  // of deposits whose centre is drawn near the epidermis
    double granular_share;
    double amorphous_share;  // the rest is dense
    Range granular_reach;
    Range amorphous_radius;
    Range dense_radius;
    Range granule_radius;
};

constexpr std::array<Plan, 4> plans = {{
    {Preset::superficial, {25, 60}, {-70, 490}, 0.25, 0.5, 0.35, {25, 75}, {12, 60}, {6, 26}, {0.6, 9}},
    {Preset::deep, {10, 24}, {705, 2400}, 0.0, 0.4, 0.45, {35, 160}, {60, 300}, {8, 45}, {0.7, 10}},
    {Preset::subcutis, {12, 30}, {100, 5000}, 0.0, 0.75, 0.2, {50, 160}, {15, 60}, {6, 22}, {0.5, 5}},
    {Preset::none, {0, 0}, {0, 0}, 0.0, 0.0, 0.0, {1, 1}, {1, 1}, {1, 1}, {1, 1}},
}};

constexpr double reference_width = 6000.0;
constexpr double least_gap = 42.0;      // between outlines: more than any closing would bridge
constexpr double tissue_margin = 14.0;  // to glass and cut edge
constexpr double frayed_edge = 32.0;    // cut edges fray inwards this far
constexpr int attempts_per_deposit = 80;
constexpr double granule_packing = 0.42;  // share of a cluster's circle covered by granules if none fused

const Plan& plan_of(Preset preset) {
    return *std::ranges::find(plans, preset, &Plan::preset);
}

class Builder {
  public:
    Builder(const Layers& layers, const std::vector<Follicle>& follicles, const PhantomOptions& options)
        : layers_(layers), follicles_(follicles), options_(options), plan_(plan_of(options.preset)) {}

    std::vector<Deposit> all() {
        Random random(hashed(options_.seed, 80));
        const double scale = std::max(1.0, options_.width.value() / reference_width);
        const int wanted = static_cast<int>(scale * plan_.count.drawn(random));
        std::vector<Deposit> deposits;
        for (int i = 0; i < wanted; ++i) {
            if (std::optional<Deposit> deposit = placed(hashed(options_.seed, 81, i), deposits)) {
                deposits.push_back(std::move(*deposit));
            }
        }
        return deposits;
    }

  private:
    const Layers& layers_;
    const std::vector<Follicle>& follicles_;
    const PhantomOptions& options_;
    const Plan& plan_;

    std::optional<Deposit> placed(std::uint64_t seed, const std::vector<Deposit>& others) const {
        for (int attempt = 0; attempt < attempts_per_deposit; ++attempt) {
            Random random(hashed(seed, attempt));
            // Later attempts are smaller: a crowded or shallow section still gets its deposits.
            const double shrink = 1.0 - 0.75 * attempt / attempts_per_deposit;
            Deposit deposit = drafted(random, shrink);
            if (!fits(deposit, others)) {
                continue;
            }
            add_parts(deposit, random);
            add_palisade(deposit);
            return deposit;
        }
        return std::nullopt;
    }

    DepositKind drawn_kind(Random& random) const {
        const double draw = random.uniform();
        if (draw < plan_.granular_share) {
            return DepositKind::granular;
        }
        return draw < plan_.granular_share + plan_.amorphous_share ? DepositKind::amorphous : DepositKind::dense;
    }

    Deposit drafted(Random& random, double shrink) const {
        Deposit d{drawn_kind(random), {}, 0.0, 0.0, 1.0, 0.0, 1.0, 0, {}, {}};
        d.seed = hashed(options_.seed, 82, static_cast<std::int64_t>(random.uniform() * 1e15));
        d.tone = random.uniform(0.9, 1.1);
        const bool near_epidermis = random.chance(plan_.epidermis_share);
        const double size = shrink * (near_epidermis ? 0.45 : 1.0);
        if (d.kind == DepositKind::granular) {
            d.reach = std::max(8.0, size * plan_.granular_reach.drawn(random, 1.4));
        } else if (d.kind == DepositKind::amorphous) {
            d.radius = std::max(9.0, size * plan_.amorphous_radius.drawn(random, 2.0));
            d.elongation = random.uniform(1.0, 1.7);
            d.angle = random.normal() * 0.3;
            d.reach = d.radius * d.elongation;
        } else {
            d.radius = std::max(4.0, size * plan_.dense_radius.drawn(random, 1.7));
            d.reach = 1.6 * d.radius;
        }
        d.centre = drawn_centre(random, near_epidermis, d.reach);
        return d;
    }

    Spot drawn_centre(Random& random, bool near_epidermis, double reach) const {
        const double x = random.uniform(0.0, options_.width.value());
        const double junction = layers_.smooth_junction.at(x);
        if (near_epidermis) {
            return {x, random.uniform(layers_.granular.at(x), junction + 15.0)};
        }
        const double top = options_.preset == Preset::subcutis ? layers_.fat.at(x) : junction;
        const double bottom = std::min(junction + plan_.depth.high, layers_.bottom.at(x));
        const double first = options_.preset == Preset::subcutis ? top : top + std::max(0.0, plan_.depth.low);
        return {x, random.uniform(first + reach, bottom - reach)};
    }

    bool fits(const Deposit& d, const std::vector<Deposit>& others) const {
        return deep_enough(d) && within_tissue(d) && outside_follicles(d) &&
               std::ranges::none_of(others, [&](const Deposit& other) {
                   return distance_between(d.centre, other.centre) < d.reach + other.reach + least_gap;
               });
    }

    bool deep_enough(const Deposit& d) const {
        const double depth = depth_below(layers_.smooth_junction, d.centre);
        if (depth - d.reach < plan_.depth.low || depth + d.reach > plan_.depth.high) {
            return false;
        }
        if (options_.preset == Preset::subcutis) {
            const FatPlace place = fat_at(fat_seed(options_.seed), d.centre);
            return all_around(d.centre, d.reach, [&](const Spot& p) { return p.y > layers_.fat.at(p.x); }) &&
                   (d.kind == DepositKind::granular ? place.septum < 20.0 : place.septum < 4.0);
        }
        return all_around(d.centre, d.reach, [&](const Spot& p) { return p.y < layers_.fat.at(p.x); });
    }

    bool within_tissue(const Deposit& d) const {
        return all_around(d.centre, d.reach, [&](const Spot& p) {
            return p.y > layers_.granular.at(p.x) + 4.0 && p.y > layers_.surface.at(p.x) + tissue_margin &&
                   layers_.inside_cut_edges(p) > frayed_edge;
        });
    }

    bool outside_follicles(const Deposit& d) const {
        return std::ranges::none_of(follicles_, [&](const Follicle& follicle) {
            const FolliclePlace place = place_in(follicle, d.centre);
            return place.along > -0.1 && place.along < 1.1 &&
                   std::abs(place.across) < std::max(place.outer, follicle.radius) + d.reach + 8.0;
        });
    }

    template <class Predicate>
    static bool all_around(const Spot& centre, double reach, const Predicate& holds) {
        constexpr int directions = 24;
        for (int i = 0; i < directions; ++i) {
            const double angle = 2.0 * std::numbers::pi * i / directions;
            if (!holds(Spot{centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)})) {
                return false;
            }
        }
        return true;
    }

    void add_parts(Deposit& d, Random& random) const {
        if (d.kind == DepositKind::dense) {
            add_lobes(d, random);
        } else if (d.kind == DepositKind::granular) {
            add_granules(d, random);
        }
    }

    static void add_lobes(Deposit& d, Random& random) {
        const int lobes = random.integer(2, 6);
        d.parts.push_back({d.centre, 0.72 * d.radius});
        for (int i = 1; i < lobes; ++i) {
            const double angle = random.uniform(0.0, 2.0 * std::numbers::pi);
            const double radius = d.radius * random.uniform(0.3, 0.62);
            const double away = std::min(0.75 * d.radius, d.reach - radius - 2.0);
            d.parts.push_back({{d.centre.x + away * std::cos(angle), d.centre.y + away * std::sin(angle)}, radius});
        }
    }

    // Granules crowd towards the middle; in the fat they follow cell walls and septa.
    void add_granules(Deposit& d, Random& random) const {
        const bool stippled = options_.preset == Preset::subcutis;
        const double goal = granule_packing * (stippled ? 0.3 : random.uniform(0.45, 1.0)) * d.reach * d.reach;
        double covered = 0.0;
        for (int i = 0; i < 4000 && covered < goal; ++i) {
            const double crowding = random.uniform();
            const double radius =
                std::min(plan_.granule_radius.low * std::exp(1.1 + 0.62 * random.normal()), plan_.granule_radius.high);
            const double away = (d.reach - 1.3 * radius) * std::pow(random.uniform(), 0.5 + 0.5 * crowding);
            const double angle = random.uniform(0.0, 2.0 * std::numbers::pi);
            const Spot spot{d.centre.x + away * std::cos(angle), d.centre.y + away * std::sin(angle)};
            if (away < 0.0 || (stippled && !along_walls(spot, radius))) {
                continue;
            }
            d.parts.push_back({spot, radius});
            covered += radius * radius;
        }
        if (d.parts.empty()) {
            d.parts.push_back({d.centre, std::min(3.0, 0.5 * d.reach)});
        }
    }

    bool along_walls(const Spot& p, double radius) const {
        const FatPlace place = fat_at(fat_seed(options_.seed), p);
        return place.septum < 0.0 || place.membrane < 1.2 + 0.7 * radius;
    }

    void add_palisade(Deposit& d) const {
        Random random(mixed(d.seed));
        const double spacing = 7.5;
        const int places = static_cast<int>(2.0 * std::numbers::pi * d.reach / spacing);
        for (int i = 0; i < places; ++i) {
            const double angle = 2.0 * std::numbers::pi * (i + random.uniform(-0.35, 0.35)) / places;
            const double edge = edge_along(d, angle);
            const double away = edge + 5.0 + 7.0 * std::abs(random.normal());
            const Spot spot{d.centre.x + away * std::cos(angle), d.centre.y + away * std::sin(angle)};
            const bool in_dermis = layers_.zone_at(spot) != Zone::glass && layers_.zone_at(spot) != Zone::epidermis;
            if (edge > 0.0 && in_dermis && random.chance(0.55)) {
                d.palisade.push_back(
                    {spot, random.uniform(4.2, 6.6), random.uniform(2.2, 3.4), angle + 0.6 * random.normal()});
            }
        }
    }

    // How far the calcium reaches in one direction; 0 if there is none.
    static double edge_along(const Deposit& d, double angle) {
        for (const double inwards : positions(0.0, d.reach, 1.0)) {
            const double away = d.reach - inwards;
            if (contains(d, {d.centre.x + away * std::cos(angle), d.centre.y + away * std::sin(angle)})) {
                return away;
            }
        }
        return 0.0;
    }
};

}  // namespace

std::vector<Deposit> make_deposits(const Layers& layers, const std::vector<Follicle>& follicles,
                                   const PhantomOptions& options) {
    return Builder(layers, follicles, options).all();
}

}  // namespace kossa::phantom
