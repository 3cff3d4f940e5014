#include "kossa/deposit/classification.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numbers>
#include <optional>
#include <string_view>

#include "kossa/deposit/attached.hpp"
#include "kossa/deposit/shape.hpp"

namespace kossa {

namespace {

constexpr double red_from_cx = -0.35;  // red cells and eosin lie below
constexpr double red_above_cy = 0.3;
/// Pieces that fill this share of their convex hull are one mass, cracked.
constexpr double fill_of_a_mass = 0.6;
/// A component is joined with others only when it is more likely a grain than a nucleus: nuclei between grains would
/// otherwise be counted with them, and grains would lend nuclei their colour.
constexpr double likely_grain = 0.5;

constexpr double largest_nucleus_um2 = 80.0;  // of a keratinocyte
constexpr double two_nuclei_um2 = 2.0 * largest_nucleus_um2;

/// A fold is two layers of section deep.
constexpr double least_fold_um = 200.0;
constexpr double narrowest_fold_um = 10.0;
constexpr double widest_fold_um = 60.0;
constexpr double resolved_grain_um2 = 20.0;  // 5 um across; grains of pigment measure up to 1 um
constexpr double lymphocyte_um = 6.0;        // the smallest nuclei

/// One criterion applied to one object.
struct Verdict {
    std::string_view criterion;
    double value = 0.0;
    double certainty = 0.0;
    FindingClass otherwise = FindingClass::nuclei;  ///< what the object is when this criterion fails
};

/// What all objects of a slide are judged by.
struct Judgement {
    const DepositRules& rules;
    const SegmentationOptions& segmentation;
    const ClassificationOptions& options;
    const PixelSize& working;
};

DepositObject object_of(const Component& component) {
    DepositObject object;
    object.add(component);
    return object;
}

double definition(const DepositObject& object) {
    return core_share(object) * sharpness(object);
}

bool has_readable_colour(const DepositObject& object, const Judgement& by) {
    return pixel_diameter(object.sums) >= by.options.hue_from_px;
}

std::vector<Verdict> colour_verdicts(const Hsd& colour, const DepositRules& rules) {
    return {Verdict{"cx (green or blue)", colour.cx, rules.not_green(colour.cx), FindingClass::ink},
            Verdict{"saturation (neutral)", colour.saturation(), rules.tint(colour.saturation()), FindingClass::dust},
            Verdict{"cy (brown)", colour.cy, rules.not_brown(colour.cy), FindingClass::pigment}};
}

Verdict keratin_verdict(const Hsd& colour, const DepositRules& rules, double strength) {
    const double stain = colour.saturation() * colour.density / strength;
    return {"saturation times density", stain, rules.not_keratin(stain), FindingClass::keratin};
}

Verdict greyness_verdict(const Hsd& colour, const Ramp& greyness) {
    const bool red = colour.cx < red_from_cx && colour.cy > red_above_cy;
    return {"saturation", colour.saturation(), greyness(colour.saturation()),
            red ? FindingClass::blood : FindingClass::nuclei};
}

/// What dark grey matter without a body of its own is: a long narrow band of it is tissue folded over, other ragged
/// matter looks like packed granules of carbon.
FindingClass grey_matter(const DepositObject& object, const Judgement& by) {
    const Shape shape = measure_shape(runs_of(object), by.working);
    const double length = shape.max_diameter.value();
    const double width = shape.area.value() / length;
    const bool band = length >= least_fold_um && width >= narrowest_fold_um && width <= widest_fold_um;
    return band ? FindingClass::fold : FindingClass::carbon;
}

Verdict definition_verdict(const DepositObject& object, const Ramp& ramp, const Judgement& by) {
    const double value = definition(object);
    const bool grey = by.working.area(object.sums.pixels).value() >= largest_nucleus_um2 &&
                      readable_colour(object, by.options.hue_from_px).saturation() <= grey_as_calcium;
    return {"dark core times sharp outline", value, ramp(value), grey ? grey_matter(object, by) : FindingClass::nuclei};
}

/// Below the area of two nuclei a mass must be as grey as grains, since nuclei can be dense and sharp, and compact,
/// since macrophages full of pigment are as large.
bool is_small(const Shape& shape) {
    return shape.area.value() < two_nuclei_um2;
}

/// Whether a nucleus is seen as more than a blurred dot, so that grains can be told from nuclei.
bool resolves_nuclei(const Judgement& by) {
    return by.working.pixels(Microns(lymphocyte_um)).value() >= by.options.nucleus_px;
}

/// Where nuclei are not resolved, a crowd of them is one dark body, and ragged: what is as violet must be compact.
Verdict solidity_verdict(const Shape& shape, const DepositObject& object, const Judgement& by) {
    if (is_small(shape)) {
        return {"solidity of a small body", shape.solidity, by.rules.small_mass_solidity(shape.solidity),
                FindingClass::pigment};
    }
    const bool violet = !resolves_nuclei(by) && has_readable_colour(object, by) &&
                        readable_colour(object, by.options.hue_from_px).saturation() > grey_as_calcium;
    return violet ? Verdict{"solidity of a violet body", shape.solidity, by.rules.small_mass_solidity(shape.solidity)}
                  : Verdict{"solidity", shape.solidity, by.rules.mass_solidity(shape.solidity)};
}

std::vector<Verdict> mass_verdicts(const DepositObject& object, const Judgement& by) {
    const Shape shape = measure_shape(runs_of(object), by.working);
    const double darkness = seed_colour(object.sums).density - by.segmentation.body_od;
    const double width = pixel_diameter(object.sums);
    std::vector<Verdict> verdicts{
        definition_verdict(object, by.rules.mass_definition, by),
        Verdict{"diameter in pixels", width, by.rules.mass_width_px(width)},
        Verdict{"area in um2", shape.area.value(), by.rules.mass_area_um2(shape.area.value())},
        solidity_verdict(shape, object, by),
        Verdict{"optical density above that of a body", darkness, by.rules.mass_darkness(darkness)}};
    if (has_readable_colour(object, by)) {
        verdicts.push_back(greyness_verdict(readable_colour(object, by.options.hue_from_px),
                                            is_small(shape) ? by.rules.grain_greyness : by.rules.mass_greyness));
    }
    return verdicts;
}

/// How much greyer an object is than grains must be, 0..1, in lengths of the ramp; 0 where the colour cannot be read.
double surplus_greyness(const DepositObject& object, const Judgement& by) {
    if (!has_readable_colour(object, by)) {
        return 0.0;
    }
    const Ramp& ramp = by.rules.grain_greyness;
    const double saturation = readable_colour(object, by.options.hue_from_px).saturation();
    return Ramp{ramp.yes, 2.0 * ramp.yes - ramp.no}(saturation);
}

/// Dark core and sharp outline of grains. What is clearly greyer than nuclei is none, and may be less sharp.
Verdict grain_definition(const DepositObject& object, const Judgement& by) {
    const Ramp& ramp = by.rules.grain_definition;
    const double help = surplus_greyness(object, by) * (ramp.yes - ramp.no);
    Verdict verdict = definition_verdict(object, ramp, by);
    verdict.certainty = ramp(verdict.value + help);
    return verdict;
}

/// How certainly one component is a grain and no nucleus, by its own look.
double grain_certainty(const DepositObject& alone, const Judgement& by) {
    const double defined = grain_definition(alone, by).certainty;
    return has_readable_colour(alone, by)
               ? std::min(defined, by.rules.grain_greyness(seed_colour(alone.sums).saturation()))
               : defined;
}

/// The number of grains, each counted by its certainty, and up to twice where it is clearly greyer than nuclei and
/// larger than grains of pigment.
double certain_grains(const DepositObject& object, const Judgement& by) {
    double sum = 0.0;
    for (const Component* member : object.members) {
        const DepositObject alone = object_of(*member);
        const bool resolved = by.working.area(member->sums.pixels).value() >= resolved_grain_um2;
        sum += grain_certainty(alone, by) * (1.0 + (resolved ? surplus_greyness(alone, by) : 0.0));
    }
    return sum;
}

std::vector<Verdict> grain_verdicts(const DepositObject& object, const Judgement& by) {
    const double round = roundness(object, by.working);
    const double count = certain_grains(object, by);
    std::vector<Verdict> verdicts{grain_definition(object, by),
                                  Verdict{"roundness", round, by.rules.grain_roundness(round)},
                                  Verdict{"number of grains", count, by.rules.grain_count(count)}};
    if (has_readable_colour(object, by)) {
        verdicts.push_back(greyness_verdict(readable_colour(object, by.options.hue_from_px), by.rules.grain_greyness));
    }
    return verdicts;
}

/// All verdicts on one reading of an object, as a mass or as grains, and on its colour, as one: the product of their
/// certainties, with the weakest as the reason. Of equally weak ones that is the first: a colour of its own says more
/// than a form, and neutral matter is neutral before it is brown.
Verdict all_of(const std::vector<Verdict>& reading, const DepositObject& object, double strength, const Judgement& by) {
    std::vector<Verdict> verdicts;
    const Hsd colour = readable_colour(object, by.options.hue_from_px);
    if (has_readable_colour(object, by)) {
        verdicts = colour_verdicts(colour, by.rules);
    }
    std::ranges::copy(reading, std::back_inserter(verdicts));
    if (has_readable_colour(object, by)) {
        verdicts.push_back(keratin_verdict(colour, by.rules, strength));
    }
    Verdict together = *std::ranges::min_element(verdicts, {}, &Verdict::certainty);
    together.certainty = 1.0;
    for (const Verdict& verdict : verdicts) {
        together.certainty *= verdict.certainty;
    }
    return together;
}

bool granular(const DepositObject& object) {
    return object.granules >= 2 && static_cast<std::size_t>(object.granules) == object.members.size();
}

/// How an object is read, and the verdict on it.
struct Reading {
    Verdict verdict;
    Morphology morphology = Morphology::amorphous;
};

/// A group of small components may be grains, or the pieces of one mass. Grains leave gaps.
Reading reading_of(const DepositObject& object, const Judgement& by) {
    const Verdict as_mass = all_of(mass_verdicts(object, by), object, by.rules.strength, by);
    if (!granular(object) || !resolves_nuclei(by)) {
        return {as_mass, Morphology::amorphous};
    }
    const Verdict as_grains = all_of(grain_verdicts(object, by), object, 1.0, by);
    const bool pieces = measure_shape(runs_of(object), by.working).solidity >= fill_of_a_mass;
    const bool mass_is_better = as_mass.certainty > as_grains.certainty;
    return {mass_is_better ? as_mass : as_grains,
            mass_is_better || pieces ? Morphology::amorphous : Morphology::granular};
}

struct ReadObject {
    DepositObject object;
    Reading reading;
};

std::vector<ReadObject> read_all(std::vector<DepositObject> objects, const Judgement& by) {
    std::vector<ReadObject> result;
    for (DepositObject& object : objects) {
        const Reading reading = reading_of(object, by);
        result.push_back({std::move(object), reading});
    }
    return result;
}

Finding finding_of(const ReadObject& read, const Judgement& by) {
    const auto& [object, reading] = read;
    Finding finding;
    finding.sums = object.sums;
    finding.finding = class_of(reading.verdict.certainty, reading.verdict.otherwise, by.options);
    finding.confidence = reading.verdict.certainty;
    finding.morphology = reading.morphology;
    finding.granule_count = reading.morphology == Morphology::granular ? object.granules : 0;
    finding.reason = fmt::format("{} {:.3g}", reading.verdict.criterion, reading.verdict.value);
    finding.runs = runs_of(object);
    return finding;
}

/// Whether colour can be read and is that of stained tissue.
bool is_stained(const PixelSums& sums, const Judgement& by) {
    return sums.seeds > 0 && pixel_diameter(sums) >= by.options.hue_from_px &&
           by.rules.grain_greyness(seed_colour(sums).saturation()) < likely_grain;
}

Finding nucleus_on_a_mass(const ThinPart& part) {
    Finding nucleus;
    nucleus.runs = part.runs;
    nucleus.sums = part.sums;
    nucleus.reason = fmt::format("stained, on a grey mass: saturation {:.3g}", seed_colour(part.sums).saturation());
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
            result.push_back(nucleus_on_a_mass(part));
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
        return grain_certainty(alone, by) >= likely_grain;
    }
    return by.rules.mass_definition(definition(alone)) > 0.0;
}

std::vector<DepositObject> joined(const std::vector<Component>& components, const Judgement& by) {
    const std::vector<std::int32_t> numbers = group_components(components, by.options.grouping, by.working);
    std::vector<DepositObject> objects;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        objects.resize(std::max(objects.size(), number + 1));
        objects[number].add(components[i]);
        objects[number].granules += is_granule(components[i], by.options.grouping, by.working) ? 1 : 0;
    }
    return objects;
}

/// Whether the component is smaller than any nucleus and not quite unlike a grain.
bool may_be_small_grain(const Component& component, const Judgement& by) {
    constexpr double smallest_nucleus_um2 = std::numbers::pi / 4.0 * lymphocyte_um * lymphocyte_um;
    return by.working.area(component.sums.pixels).value() < smallest_nucleus_um2 &&
           grain_certainty(object_of(component), by) > 0.0;
}

/// Small grains of `rest` that lie among the grains of a sure deposit are added to it: blur leaves them no dark core
/// to be known by alone. Returns the others, each an object of its own.
std::vector<DepositObject> with_small_grains(std::vector<ReadObject>& objects, const std::vector<Component>& rest,
                                             const Judgement& by) {
    std::vector<Component> grains;
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Reading& reading = objects[i].reading;
        if (reading.morphology == Morphology::granular && reading.verdict.certainty >= by.options.confidence_cut) {
            for (const Component* member : objects[i].object.members) {
                grains.push_back(*member);
                owners.push_back(i);
            }
        }
    }
    const std::vector<std::optional<std::size_t>> neighbours =
        neighbours_of(rest, grains, by.options.grouping, by.working);
    std::vector<DepositObject> others;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (neighbours[i] && may_be_small_grain(rest[i], by)) {
            DepositObject& owner = objects[owners[*neighbours[i]]].object;
            owner.add(rest[i]);
            ++owner.granules;
        } else {
            others.push_back(object_of(rest[i]));
        }
    }
    return others;
}

}  // namespace

FindingClass class_of(double confidence, FindingClass otherwise, const ClassificationOptions& options) {
    if (confidence >= options.confidence_cut) {
        return FindingClass::calcium;
    }
    const bool named = otherwise == FindingClass::carbon || confidence < options.uncertain_cut;
    return named ? otherwise : FindingClass::uncertain;
}

std::vector<Finding> classify(const std::vector<Component>& components, const DepositRules& rules,
                              const SegmentationOptions& segmentation, const ClassificationOptions& options,
                              const PixelSize& working) {
    const Judgement by{rules, segmentation, options, working};
    std::vector<Component> candidates;
    std::vector<Component> rest;
    for (const Component& component : components) {
        (may_join(component, by) ? candidates : rest).push_back(component);
    }
    std::vector<ReadObject> objects = read_all(joined(candidates, by), by);
    std::ranges::move(read_all(with_small_grains(objects, rest, by), by), std::back_inserter(objects));
    std::vector<Finding> findings;
    for (const ReadObject& read : objects) {
        if (read.object.sums.pixels >= options.least_pixels) {
            std::ranges::move(findings_of(read, by), std::back_inserter(findings));
        }
    }
    std::sort(findings.begin(), findings.end(),
              [](const Finding& a, const Finding& b) { return a.runs.front() < b.runs.front(); });
    return findings;
}

}  // namespace kossa
