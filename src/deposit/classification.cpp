#include "kossa/deposit/classification.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "kossa/deposit/attached.hpp"
#include "kossa/deposit/gathering.hpp"
#include "kossa/deposit/parting.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

bool granular(const DepositObject& object) {
    return object.granules >= 2 && static_cast<std::size_t>(object.granules) == object.members.size();
}

/// A group of small components may be grains, or the pieces of one mass. Grains leave gaps.
Reading reading_of(const DepositObject& object, const Judgement& by) {
    const Verdict as_mass = verdict_as_mass(object, by);
    if (!granular(object) || !resolves_nuclei(by)) {
        return {as_mass, Morphology::amorphous};
    }
    const Verdict as_grains = verdict_as_grains(object, by);
    const bool pieces = measure_shape(runs_of(object), by.working).solidity >= by.options.fill_of_a_mass;
    const bool mass_is_better = as_mass.certainty > as_grains.certainty;
    return {mass_is_better ? as_mass : as_grains,
            mass_is_better || pieces ? Morphology::amorphous : Morphology::granular};
}

ReadObject read_object(DepositObject object, const Judgement& by) {
    const Reading reading = reading_of(object, by);
    const Hsd colour = seed_colour(object.sums);
    return {std::move(object), reading, colour};
}

std::vector<ReadObject> read_all(std::vector<DepositObject> objects, const Judgement& by) {
    std::vector<ReadObject> result;
    result.reserve(objects.size());
    for (DepositObject& object : objects) {
        result.push_back(read_object(std::move(object), by));
    }
    return result;
}

/// Reads the objects; what is no calcium as a whole in parts.
std::vector<ReadObject> read_apart(std::vector<DepositObject> objects, const Judgement& by) {
    std::vector<ReadObject> result;
    for (DepositObject& object : objects) {
        ReadObject whole = read_object(std::move(object), by);
        if (whole.object.members.size() == 1 || whole.reading.verdict.certainty >= by.options.confidence_cut) {
            result.push_back(std::move(whole));
        } else {
            std::ranges::move(read_all(with_masses_apart(whole.object, by), by), std::back_inserter(result));
        }
    }
    return result;
}

Finding finding_of(const ReadObject& read, const Judgement& by) {
    const auto& [object, reading, colour] = read;
    Finding finding;
    finding.sums = object.sums;
    finding.judged_colour = colour;
    finding.finding = class_of(reading.verdict.certainty, reading.verdict.otherwise, by.options);
    finding.otherwise = reading.verdict.otherwise;
    finding.confidence = reading.verdict.certainty;
    finding.look = reading.verdict.look;
    finding.morphology = reading.morphology;
    finding.granule_count = reading.morphology == Morphology::granular ? object.granules : 0;
    finding.reason = reason_of(reading.verdict);
    finding.runs = runs_of(object);
    return finding;
}

/// Whether colour can be read and is that of stained tissue.
bool is_stained(const PixelSums& sums, const Judgement& by) {
    return sums.seeds > 0 && pixel_diameter(sums) >= by.options.hue_from_px &&
           by.rules.grain_greyness(seed_colour(sums).saturation()) < by.options.likely_grain;
}

Finding nucleus_on_a_mass(const ThinPart& part, const Judgement& by) {
    Finding nucleus;
    nucleus.runs = part.runs;
    nucleus.sums = part.sums;
    nucleus.judged_colour = seed_colour(part.sums);
    nucleus.reason =
        reason_text(criteria::stained_on_a_mass, nucleus.judged_colour.saturation(), by.rules.grain_greyness);
    return nucleus;
}

/// A deposit as it is, and the nuclei that hung on it.
std::vector<Finding> without_attached_nuclei(Finding deposit, const DepositObject& object, const Judgement& by) {
    std::vector<Finding> result;
    std::vector<Run<Working>> runs;
    for (const Component* member : object.members) {
        const bool grey = !is_stained(wide_sums(*member), by);
        const Parted parted = take_off(*member, [&](const PixelSums& sums) { return grey && is_stained(sums, by); });
        for (const ThinPart& part : parted.taken) {
            deposit.sums -= part.sums;
            deposit.judged_colour = seed_colour(deposit.sums);
            result.push_back(nucleus_on_a_mass(part, by));
        }
        runs.insert(runs.end(), parted.rest.runs.begin(), parted.rest.runs.end());
    }
    std::sort(runs.begin(), runs.end());
    deposit.runs = std::move(runs);
    result.push_back(std::move(deposit));
    return result;
}

std::vector<Finding> findings_of(const ReadObject& read, const Judgement& by) {
    Finding finding = finding_of(read, by);
    if (finding.finding != FindingClass::calcium) {
        return {std::move(finding)};
    }
    return without_attached_nuclei(std::move(finding), read.object, by);
}

/// Whether the component could be part of a larger deposit.
bool may_join(const Component& component, const Judgement& by) {
    const DepositObject alone = object_of(component);
    if (is_granule(component, by.options.grouping, by.working)) {
        return grain_certainty(alone, by) >= by.options.likely_grain;
    }
    return by.rules.mass_definition(definition(alone)) > 0.0;
}

/// Takes those out that the condition does not hold for; the order is kept in both.
template <class Condition>
std::vector<Component> take_others(std::vector<Component>& components, const Condition& stays) {
    std::vector<Component> others;
    for (Component& component : components) {
        if (!stays(component)) {
            others.push_back(std::exchange(component, {}));
        }
    }
    std::erase_if(components, [](const Component& component) { return component.runs.empty(); });
    components.shrink_to_fit();
    return others;
}

std::vector<DepositObject> joined(const std::vector<Component>& components, const Judgement& by) {
    const std::vector<std::int32_t> numbers = group_components(components, by.options.grouping, by.working);
    std::vector<DepositObject> objects;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        objects.resize(std::max(objects.size(), number + 1));
        add_member(objects[number], components[i], by);
    }
    return objects;
}

/// What is asked of the components beside their look, and whether only calcium is.
struct Question {
    const MayJoin& also_asked;
    bool calcium_alone;
};

std::vector<Finding> classified(std::vector<Component> candidates, const Judgement& by, const Question& question) {
    const double cut = by.options.confidence_cut;
    const std::vector<Component> rest = take_others(candidates, [&](const Component& component) {
        return (!question.also_asked || question.also_asked(component)) && may_join(component, by);
    });
    std::vector<Finding> findings;
    const auto add = [&](const ReadObject& read) {
        const bool asked = !question.calcium_alone || read.reading.verdict.certainty >= cut;
        if (asked && read.object.sums.pixels >= by.options.least_pixels) {
            std::ranges::move(findings_of(read, by), std::back_inserter(findings));
        }
    };
    std::vector<ReadObject> objects = read_apart(joined(candidates, by), by);
    for (DepositObject& other : gather_small_grains(objects, rest, by)) {
        if (question.calcium_alone && most_certain_as_mass(other, by) < cut) {
            continue;
        }
        ReadObject read = read_object(std::move(other), by);
        if (may_be_satellite(read, by)) {
            objects.push_back(std::move(read));
        } else {
            add(read);
        }
    }
    gather_satellites(objects, by);
    std::ranges::for_each(objects, add);
    std::sort(findings.begin(), findings.end(),
              [](const Finding& a, const Finding& b) { return a.runs.front() < b.runs.front(); });
    return findings;
}

}  // namespace

FindingClass class_of(double confidence, FindingClass otherwise, const ClassificationOptions& options) {
    if (confidence >= options.confidence_cut) {
        return FindingClass::calcium;
    }
    const bool named = otherwise == FindingClass::carbon || confidence < options.uncertain_cut;
    return named ? otherwise : FindingClass::uncertain;
}

std::vector<Finding> classify(std::vector<Component> components, const Judgement& by) {
    return classified(std::move(components), by, {{}, false});
}

std::vector<Finding> classify_calcium(std::vector<Component> components, const Judgement& by,
                                      const MayJoin& also_asked) {
    return classified(std::move(components), by, {also_asked, true});
}

}  // namespace kossa
