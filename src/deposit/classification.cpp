#include "kossa/deposit/classification.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <string_view>

#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

constexpr double red_from_cx = -0.35;  // red cells and eosin lie below
constexpr double red_above_cy = 0.3;

/// What a component must have at least before it may be joined with others: a nucleus that is dark at one spot only
/// would otherwise link grains that have nothing to do with each other.
constexpr double least_core_share = 0.05;
constexpr double least_sharpness = 0.5;

Hsd colour_of(const std::array<std::int64_t, 3>& milli_od, std::int64_t pixels) {
    const double scale = pixels == 0 ? 0.0 : 1e-3 / static_cast<double>(pixels);
    return hsd(static_cast<double>(milli_od[0]) * scale, static_cast<double>(milli_od[1]) * scale,
               static_cast<double>(milli_od[2]) * scale);
}

double share_of_seeds(const PixelSums& sums) {
    return static_cast<double>(sums.seeds) / static_cast<double>(sums.pixels);
}

/// One criterion applied to one object.
struct Verdict {
    std::string_view criterion;
    double value = 0.0;
    double certainty = 0.0;
    FindingClass otherwise = FindingClass::nuclei;  ///< what the object is when this criterion fails
};

/// Components that belong to one object.
struct Group {
    std::vector<const Component*> members;
    PixelSums sums;
    int granules = 0;
};

double pixel_diameter(const PixelSums& sums) {
    return 2.0 * std::sqrt(static_cast<double>(sums.pixels) / std::numbers::pi);
}

std::vector<Group> groups_of(const std::vector<Component>& components, const ClassificationOptions& options,
                             const PixelSize& working) {
    const std::vector<std::int32_t> numbers = group_components(components, options.grouping, working);
    std::vector<Group> groups;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        groups.resize(std::max(groups.size(), number + 1));
        groups[number].members.push_back(&components[i]);
        groups[number].sums += components[i].sums;
        groups[number].granules += is_granule(components[i], options.grouping, working) ? 1 : 0;
    }
    return groups;
}

bool granular(const Group& group) {
    return group.granules >= 2 && static_cast<std::size_t>(group.granules) == group.members.size();
}

double sharpness(const Group& group) {
    std::int64_t edges = 0;
    for (const Component* member : group.members) {
        edges += edge_count(member->runs);
    }
    return 1.0 - static_cast<double>(group.sums.open_edges) / static_cast<double>(edges);
}

std::vector<Run<Working>> runs_of(const Group& group) {
    std::vector<Run<Working>> runs;
    for (const Component* member : group.members) {
        runs.insert(runs.end(), member->runs.begin(), member->runs.end());
    }
    std::sort(runs.begin(), runs.end());
    return runs;
}

std::vector<Verdict> colour_verdicts(const Hsd& colour, const DepositRules& rules) {
    return {Verdict{"cx (green or blue)", colour.cx, rules.not_green(colour.cx), FindingClass::ink},
            Verdict{"cy (brown)", colour.cy, rules.not_brown(colour.cy), FindingClass::pigment},
            Verdict{"saturation (neutral)", colour.saturation(), rules.tint(colour.saturation()), FindingClass::dust}};
}

Verdict greyness_verdict(const Hsd& colour, const Ramp& greyness) {
    const bool red = colour.cx < red_from_cx && colour.cy > red_above_cy;
    return {"saturation", colour.saturation(), greyness(colour.saturation()),
            red ? FindingClass::blood : FindingClass::nuclei};
}

double roundness(const Group& group, const PixelSize& working) {
    double sum = 0.0;
    for (const Component* member : group.members) {
        sum += measure_shape(member->runs, working).circularity * static_cast<double>(member->sums.pixels);
    }
    return sum / static_cast<double>(group.sums.pixels);
}

std::vector<Verdict> mass_verdicts(const Group& group, const DepositRules& rules,
                                   const SegmentationOptions& segmentation, const PixelSize& working) {
    const Shape shape = measure_shape(runs_of(group), working);
    const double share = share_of_seeds(group.sums);
    const double sharp = sharpness(group);
    const double darkness = seed_colour(group.sums).density - segmentation.body_od;
    return {Verdict{"share of dark core", share, rules.mass_core_share(share)},
            Verdict{"area in um2", shape.area.value(), rules.mass_area_um2(shape.area.value())},
            Verdict{"share of sharp outline", sharp, rules.mass_sharpness(sharp)},
            Verdict{"solidity", shape.solidity, rules.mass_solidity(shape.solidity)},
            Verdict{"optical density above that of a body", darkness, rules.mass_darkness(darkness)}};
}

std::vector<Verdict> grain_verdicts(const Group& group, const DepositRules& rules, const PixelSize& working) {
    const double share = share_of_seeds(group.sums);
    const double sharp = sharpness(group);
    const double round = roundness(group, working);
    return {Verdict{"share of dark core", share, rules.grain_core_share(share)},
            Verdict{"share of sharp outline", sharp, rules.grain_sharpness(sharp)},
            Verdict{"roundness", round, rules.grain_roundness(round)},
            Verdict{"number of grains", static_cast<double>(group.granules),
                    rules.grain_count(static_cast<double>(group.granules))}};
}

/// The verdicts on one reading of an object, as a mass or as grains, with those on its colour.
Verdict weakest(std::vector<Verdict> verdicts, const Group& group, const DepositRules& rules, const Ramp& greyness,
                const ClassificationOptions& options) {
    if (pixel_diameter(group.sums) >= options.hue_from_px) {
        const Hsd colour = seed_colour(group.sums);
        std::ranges::copy(colour_verdicts(colour, rules), std::back_inserter(verdicts));
        verdicts.push_back(greyness_verdict(colour, greyness));
    }
    return *std::min_element(verdicts.begin(), verdicts.end(),
                             [](const Verdict& a, const Verdict& b) { return a.certainty < b.certainty; });
}

/// The verdict on an object: a group of small components may be grains, or the pieces of one small mass.
Verdict verdict_on(const Group& group, const DepositRules& rules, const SegmentationOptions& segmentation,
                   const ClassificationOptions& options, const PixelSize& working) {
    const Verdict as_mass =
        weakest(mass_verdicts(group, rules, segmentation, working), group, rules, rules.mass_greyness, options);
    if (!granular(group)) {
        return as_mass;
    }
    const Verdict as_grains =
        weakest(grain_verdicts(group, rules, working), group, rules, rules.grain_greyness, options);
    return as_mass.certainty > as_grains.certainty ? as_mass : as_grains;
}

FindingClass class_of(const Verdict& decisive, const ClassificationOptions& options) {
    if (decisive.certainty >= options.confidence_cut) {
        return FindingClass::calcium;
    }
    return decisive.certainty >= options.uncertain_cut ? FindingClass::uncertain : decisive.otherwise;
}

Finding finding_of(const Group& group, const DepositRules& rules, const SegmentationOptions& segmentation,
                   const ClassificationOptions& options, const PixelSize& working) {
    const Verdict decisive = verdict_on(group, rules, segmentation, options, working);
    Finding finding;
    finding.sums = group.sums;
    finding.finding = class_of(decisive, options);
    finding.confidence = decisive.certainty;
    finding.morphology = granular(group) ? Morphology::granular : Morphology::amorphous;
    finding.granule_count = granular(group) ? group.granules : 0;
    finding.reason = fmt::format("{} {:.3g}", decisive.criterion, decisive.value);
    finding.runs = runs_of(group);
    return finding;
}

/// Whether the component could be part of a larger deposit.
bool may_join(const Component& component) {
    return share_of_seeds(component.sums) >= least_core_share &&
           sharpness({{&component}, component.sums, 0}) >= least_sharpness;
}

}  // namespace

double Ramp::operator()(double value) const {
    return std::clamp((value - no) / (yes - no), 0.0, 1.0);
}

DepositRules basophilic_rules() {
    DepositRules rules;
    rules.tint = {0.06, 0.12};
    rules.not_brown = {0.04, 0.10};
    rules.not_green = {0.15, 0.05};
    rules.mass_greyness = {0.52, 0.44};
    rules.mass_darkness = {0.0, 0.04};
    rules.mass_core_share = {0.25, 0.45};
    rules.mass_sharpness = {0.45, 0.75};
    rules.mass_solidity = {0.30, 0.50};
    rules.mass_area_um2 = {30.0, 80.0};
    rules.grain_greyness = {0.42, 0.34};
    rules.grain_core_share = {0.03, 0.10};
    rules.grain_sharpness = {0.55, 0.85};
    rules.grain_roundness = {0.40, 0.60};
    rules.grain_count = {3.0, 8.0};
    return rules;
}

DepositRules silver_rules() {
    DepositRules rules;
    rules.tint = {-0.02, -0.01};  // silver may be quite neutral
    rules.not_brown = {-0.20, -0.08};
    rules.not_green = {0.35, 0.20};
    rules.mass_greyness = {0.32, 0.20};
    rules.mass_darkness = {0.0, 0.05};
    rules.mass_core_share = {0.05, 0.20};
    rules.mass_sharpness = {-0.02, -0.01};  // any form
    rules.mass_solidity = {-0.02, -0.01};
    rules.mass_area_um2 = {0.5, 2.0};
    rules.grain_greyness = {0.32, 0.20};
    rules.grain_core_share = {0.05, 0.20};
    rules.grain_sharpness = {-0.02, -0.01};
    rules.grain_roundness = {-0.02, -0.01};  // any form
    rules.grain_count = {0.0, 2.0};
    return rules;
}

Hsd mean_colour(const PixelSums& sums) {
    return colour_of(sums.milli_od, sums.pixels);
}

Hsd seed_colour(const PixelSums& sums) {
    return colour_of(sums.seed_milli_od, sums.seeds);
}

std::vector<Finding> classify(const std::vector<Component>& components, const DepositRules& rules,
                              const SegmentationOptions& segmentation, const ClassificationOptions& options,
                              const PixelSize& working) {
    std::vector<Component> candidates;
    std::vector<Group> objects;
    for (const Component& component : components) {
        if (may_join(component)) {
            candidates.push_back(component);
        } else {
            objects.push_back({{&component}, component.sums, 0});
        }
    }
    std::ranges::move(groups_of(candidates, options, working), std::back_inserter(objects));
    std::vector<Finding> findings;
    for (const Group& object : objects) {
        if (object.sums.pixels >= options.least_pixels) {
            findings.push_back(finding_of(object, rules, segmentation, options, working));
        }
    }
    std::sort(findings.begin(), findings.end(),
              [](const Finding& a, const Finding& b) { return a.runs.front() < b.runs.front(); });
    return findings;
}

}  // namespace kossa
