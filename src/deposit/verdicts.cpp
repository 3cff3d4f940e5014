#include "kossa/deposit/verdicts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numbers>
#include <numeric>
#include <vector>

#include "kossa/core/median.hpp"
#include "kossa/deposit/naming.hpp"
#include "kossa/deposit/shape.hpp"
#include "kossa/deposit/walls.hpp"

namespace kossa {

namespace {

constexpr std::size_t fewest_for_quartile = 3;

bool has_readable_colour(const DepositObject& object, const Judgement& by) {
    return pixel_diameter(object.sums) >= by.options.hue_from_px;
}

Verdict judged(const Criterion& criterion, double value, const Ramp& ramp,
               FindingClass otherwise = FindingClass::nuclei) {
    return {criterion, value, ramp(value), otherwise, false, 1.0, ramp};
}

std::vector<Verdict> colour_verdicts(const Hsd& colour, const DepositRules& rules) {
    return {judged(criteria::green_or_blue, colour.cx, rules.not_green, FindingClass::ink),
            judged(criteria::neutral, colour.saturation(), rules.tint, FindingClass::dust),
            judged(criteria::brown, colour.cy, rules.not_brown, FindingClass::pigment)};
}

Verdict keratin_verdict(const Hsd& colour, const DepositRules& rules, double strength) {
    const double stain = colour.saturation() * colour.density / strength;
    return judged(criteria::keratin, stain, rules.not_keratin, FindingClass::keratin);
}

Verdict greyness_verdict(const Hsd& colour, const Ramp& greyness) {
    return judged(criteria::stained, colour.saturation(), greyness);
}

/// How certainly the colour is that of a grain: grey, or, if as violet as nuclei, darker than those of the slide.
double grain_colour(const Hsd& colour, const Judgement& by) {
    const double darker = by.nuclei ? by.nuclei->grain_contrast(by.nuclei->contrast(colour)) : 0.0;
    return std::max(by.rules.grain_greyness(colour.saturation()), darker);
}

Verdict definition_verdict(const DepositObject& object, const Ramp& ramp, const Judgement& by) {
    const bool grey = by.working.area(object.sums.pixels).value() >= by.options.cells.largest_nucleus_um2 &&
                      readable_colour(object, by.options.hue_from_px).saturation() <= by.options.cells.grey_saturation;
    return judged(criteria::undefined, definition(object), ramp,
                  grey ? name_grey(object, by.options.naming, by.working) : FindingClass::nuclei);
}

/// Below the area of two nuclei a mass must be as grey as grains, since nuclei can be dense and sharp, and compact,
/// since macrophages full of pigment are as large.
bool is_small(const Shape& shape, const Judgement& by) {
    return shape.area.value() < by.options.cells.two_nuclei_um2();
}

/// Where nuclei are not resolved, a crowd of them is one dark body, and ragged: what is as violet must be compact. What
/// is greyer than nuclei may be a wall: it is as compact as with its holes, or, where it is open, in short pieces.
Verdict solidity_verdict(const Shape& shape, const DepositObject& object, const Judgement& by) {
    if (is_small(shape, by)) {
        return judged(criteria::ragged_and_small, shape.solidity, by.rules.small_mass_solidity, FindingClass::pigment);
    }
    const bool readable = has_readable_colour(object, by);
    const bool violet =
        readable && readable_colour(object, by.options.hue_from_px).saturation() > by.options.cells.grey_saturation;
    if (violet && !resolves_nuclei(by)) {
        return judged(criteria::ragged_and_violet, shape.solidity, by.rules.small_mass_solidity);
    }
    const bool ragged_and_grey = readable && !violet && by.rules.mass_solidity(shape.solidity) < 1.0;
    if (!ragged_and_grey) {
        return judged(criteria::ragged, shape.solidity, by.rules.mass_solidity);
    }
    const std::vector<Run<Working>> runs = runs_of(object);
    Verdict verdict =
        judged(criteria::ragged, enclosed_area(runs, by.working) / shape.convex_area, by.rules.mass_solidity);
    if (verdict.certainty < 1.0 && resolves_nuclei(by)) {
        verdict.certainty = std::max(verdict.certainty, is_wall(runs, by.options.walls, by.working));
    }
    return verdict;
}

double free_standing(const DepositObject& object, const Judgement& by) {
    return stands_free(runs_of(object), object.sums, by.options.free_standing, by.options.cells, by.working);
}

/// A mass may be as dark and coloured as keratin where it stands free in pale tissue: keratin lies in epithelium or on
/// it.
Verdict mass_keratin(const DepositObject& object, const Judgement& by) {
    Verdict verdict = keratin_verdict(readable_colour(object, by.options.hue_from_px), by.rules, by.rules.strength);
    if (verdict.certainty < 1.0) {
        verdict.certainty = std::max(verdict.certainty, free_standing(object, by));
    }
    return verdict;
}

/// Dark core and sharp outline of a mass. One that stands free shows its outline by what is round it.
Verdict mass_definition(const DepositObject& object, const Judgement& by) {
    Verdict verdict = definition_verdict(object, by.rules.mass_definition, by);
    const double outlined = by.options.free_standing.definition(verdict.value);
    if (outlined > verdict.certainty) {
        verdict.certainty = std::max(verdict.certainty, outlined * free_standing(object, by));
    }
    return verdict;
}

/// A small mass must be as grey as grains, unless it is darker than dark nuclei.
Verdict mass_greyness(const DepositObject& object, const Shape& shape, const Judgement& by) {
    const Hsd colour = readable_colour(object, by.options.hue_from_px);
    Verdict verdict = greyness_verdict(colour, by.rules.mass_greyness);
    if (is_small(shape, by)) {
        const double darker = by.nuclei ? by.rules.small_mass_darker(colour.density - by.nuclei->dark_density) : 0.0;
        verdict.certainty = std::max(by.rules.grain_greyness(verdict.value), darker * verdict.certainty);
        verdict.ramp = by.rules.grain_greyness;
    }
    return verdict;
}

Verdict of_amount(Verdict verdict) {
    verdict.of_amount = true;
    return verdict;
}

/// Pixels across a mass: its equivalent diameter, but in a body longer than compact ones that of a compact one of its
/// width, since a strand is no wider for being long. The length of several bodies says nothing of their width.
double pixels_across(const Shape& shape, const DepositObject& object, const Judgement& by) {
    const double diameter = pixel_diameter(object.sums);
    if (object.members.size() > 1) {
        return diameter;
    }
    const double pixel = by.working.mean().value();
    const double width = 4.0 / std::numbers::pi * shape.area.value() / shape.max_diameter.value();
    return std::min(diameter, std::sqrt(by.options.longest_compact) * width / pixel);
}

/// A mass of few pixels may be a crowd of nuclei that are not resolved, unless none is as dark or grey.
Verdict width_verdict(const Shape& shape, const DepositObject& object, const Judgement& by) {
    Verdict verdict = of_amount(judged(criteria::narrow, pixels_across(shape, object, by), by.rules.mass_width_px));
    const bool comparable = by.nuclei && has_readable_colour(object, by);
    const double unlike =
        comparable ? by.rules.narrow_mass_contrast(by.nuclei->contrast(readable_colour(object, by.options.hue_from_px)))
                   : 0.0;
    verdict.certainty = std::max(verdict.certainty, unlike);
    return verdict;
}

/// On how far the density is above a threshold; the reader is told the density itself.
Verdict density_above(double threshold, const Criterion& criterion, double density, const Ramp& ramp) {
    Verdict verdict = judged(criterion, density - threshold, ramp);
    verdict.value = density;
    verdict.ramp = {ramp.no + threshold, ramp.yes + threshold};
    return verdict;
}

/// A mass must be denser than single nuclei are, unless it stands free. What is grey and no larger than a macrophage
/// may be one that is full of pigment, or a large nucleus, and stand as free.
Verdict density_verdict(const DepositObject& object, const Judgement& by) {
    const Hsd colour = seed_colour(object.sums);
    const bool one_cell = colour.saturation() <= by.options.cells.grey_saturation &&
                          by.working.area(object.sums.pixels).value() < by.options.cells.macrophage_um2;
    Verdict verdict = density_above(one_cell ? by.rules.cell_mass_od : by.rules.mass_od, criteria::as_pale_as_nuclei,
                                    colour.density, by.rules.mass_density);
    if (verdict.certainty < 1.0 && !one_cell) {
        verdict.certainty = std::max(verdict.certainty, free_standing(object, by));
    }
    return verdict;
}

/// Whether what is round it is stained tissue, or glass, and not under dirt out of focus. For objects with a rim.
Verdict veil_verdict(const DepositObject& object, const Judgement& by) {
    const Hsd around = rim_colour(object.sums);
    Verdict verdict = judged(criteria::veiled, around.saturation(), by.rules.veil_tint, FindingClass::dust);
    verdict.certainty = std::max(verdict.certainty, by.rules.veil_od(around.density / by.rules.strength));
    return verdict;
}

std::vector<Verdict> mass_verdicts(const DepositObject& object, const Judgement& by) {
    const Shape shape = measure_shape(runs_of(object), by.working);
    std::vector<Verdict> verdicts{
        mass_definition(object, by),
        width_verdict(shape, object, by),
        of_amount(judged(criteria::small, shape.area.value(), by.rules.mass_area_um2)),
        solidity_verdict(shape, object, by),
        density_above(by.rules.body_od, criteria::pale, seed_colour(object.sums).density, by.rules.mass_darkness),
        density_verdict(object, by)};
    if (object.sums.rim_edges > 0 && shape.area.value() < by.options.cells.macrophage_um2) {
        verdicts.push_back(veil_verdict(object, by));
    }
    if (has_readable_colour(object, by)) {
        verdicts.push_back(mass_greyness(object, shape, by));
        verdicts.push_back(mass_keratin(object, by));
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

/// How certainly a grain is no dark spot of a nucleus, by the density beyond its outline; 1 where nothing is known.
double lies_in_no_nucleus(const DepositObject& alone, const Judgement& by) {
    return alone.sums.rim_edges == 0 ? 1.0 : by.rules.grain_rim(rim_density(alone.sums, 0.0) / by.rules.strength);
}

/// Dark core and sharp outline of grains. What is clearly greyer than nuclei is none, and may be less sharp.
double grain_defined(const DepositObject& object, const Judgement& by) {
    const Ramp& ramp = by.rules.grain_definition;
    return ramp(definition(object) + surplus_greyness(object, by) * (ramp.yes - ramp.no));
}

Verdict grain_definition(const DepositObject& object, const Judgement& by) {
    Verdict verdict = definition_verdict(object, by.rules.grain_definition, by);
    verdict.certainty = grain_defined(object, by);
    return verdict;
}

double lower_quartile_of_areas(const DepositObject& object, const Judgement& by) {
    std::vector<std::int64_t> pixels;
    std::ranges::transform(object.members, std::back_inserter(pixels),
                           [](const Component* member) { return member->sums.pixels; });
    return by.working.area(value_of_rank(pixels, pixels.size() / 4)).value();
}

/// The number of grains by their weights.
double certain_grains(const DepositObject& object, const Judgement& by) {
    return std::accumulate(object.members.begin(), object.members.end(), 0.0,
                           [&](double sum, const Component* member) { return sum + grain_weight(*member, by); });
}

/// How certainly grains that fit into one cell are neither pigment in it nor what is left of its nucleus: balls, and
/// stained.
double balls_in_a_cell(const DepositObject& object, double saturation, const Judgement& by) {
    const RoundGrainOptions& form = by.options.round_grains;
    if (!by.options.cells.nucleus_measures(by.options.hue_from_px, by.working)) {
        return 0.0;
    }
    AxisRatios ratios(form, by.options.cells, by.working);
    std::ranges::for_each(object.members, [&](const Component* member) { ratios.add(member->runs); });
    return ratios.count() < static_cast<std::size_t>(form.fewest_in_a_cell)
               ? 0.0
               : form.round_axis_ratio(ratios.median()) * form.saturation_in_a_cell(saturation);
}

/// What fits into one cell is pigment where it is grey, and a nucleus otherwise.
Verdict extent_verdict(const DepositObject& object, const Judgement& by) {
    const double extent = measure_shape(runs_of(object), by.working).convex_area.value();
    const double saturation = readable_colour(object, by.options.hue_from_px).saturation();
    Verdict verdict = of_amount(
        judged(criteria::one_cell, extent, by.rules.grain_extent_um2,
               saturation <= by.options.cells.grey_saturation ? FindingClass::pigment : FindingClass::nuclei));
    if (verdict.certainty < 1.0) {
        verdict.certainty = std::max(verdict.certainty, balls_in_a_cell(object, saturation, by));
    }
    return verdict;
}

std::vector<Verdict> grain_verdicts(const DepositObject& object, const Judgement& by) {
    std::vector<Verdict> verdicts{
        grain_definition(object, by),
        judged(criteria::not_round, roundness(object, by.working), by.rules.grain_roundness),
        of_amount(judged(criteria::few_grains, certain_grains(object, by), by.rules.grain_count))};
    verdicts.push_back(extent_verdict(object, by));
    if (object.members.size() >= static_cast<std::size_t>(by.options.fewest_for_spread)) {
        verdicts.push_back(judged(criteria::alike, spread_of_areas(object), by.rules.grain_spread));
    }
    if (object.members.size() >= fewest_for_quartile) {
        verdicts.push_back(
            judged(criteria::as_large_as_nuclei, lower_quartile_of_areas(object, by), by.rules.grain_area_um2));
    }
    if (has_readable_colour(object, by)) {
        const Hsd colour = readable_colour(object, by.options.hue_from_px);
        Verdict greyness = greyness_verdict(colour, by.rules.grain_greyness);
        greyness.certainty = grain_colour(colour, by);
        verdicts.push_back(greyness);
        verdicts.push_back(keratin_verdict(colour, by.rules, 1.0));
    }
    return verdicts;
}

/// All verdicts on one reading of an object and on its colour, as one. Of equally weak ones the first is the reason: a
/// colour of its own says more than a form, and neutral matter is neutral before it is brown.
Verdict all_of(const std::vector<Verdict>& reading, const DepositObject& object, const Judgement& by) {
    std::vector<Verdict> verdicts;
    const Hsd colour = readable_colour(object, by.options.hue_from_px);
    if (has_readable_colour(object, by)) {
        verdicts = colour_verdicts(colour, by.rules);
    }
    verdicts.push_back(greyness_verdict(mean_colour(object.sums), by.rules.body_greyness));
    std::ranges::copy(reading, std::back_inserter(verdicts));
    Verdict together = *std::ranges::min_element(verdicts, {}, &Verdict::certainty);
    if (together.otherwise == FindingClass::nuclei) {
        together.otherwise = name_stained(object, by.options.naming, by.options.hue_from_px, by.working);
    }
    together.certainty = 1.0;
    for (const Verdict& verdict : verdicts) {
        together.certainty *= verdict.certainty;
        together.look *= verdict.of_amount ? 1.0 : verdict.certainty;
    }
    return together;
}

}  // namespace

std::string reason_of(const Verdict& verdict) {
    return verdict.certainty < 1.0 ? reason_text(verdict.criterion, verdict.value, verdict.ramp)
                                   : std::string(meets_all);
}

void lower_confidence(Finding& finding, const Verdict& verdict, const ClassificationOptions& options) {
    if (verdict.certainty < 1.0) {
        finding.confidence *= verdict.certainty;
        finding.finding = class_of(finding.confidence, verdict.otherwise, options);
        finding.otherwise = verdict.otherwise;
        finding.reason = reason_of(verdict);
    }
}

double definition(const DepositObject& object) {
    return core_share(object) * sharpness(object);
}

bool resolves_nuclei(const Judgement& by) {
    return by.options.cells.nucleus_measures(by.options.nucleus_px, by.working);
}

double grain_certainty(const DepositObject& alone, const Judgement& by) {
    const double apart = grain_defined(alone, by) * lies_in_no_nucleus(alone, by);
    return has_readable_colour(alone, by) ? std::min(apart, grain_colour(seed_colour(alone.sums), by)) : apart;
}

bool stands_out(const DepositObject& alone, const Judgement& by) {
    const bool stained = has_readable_colour(alone, by) && grain_colour(seed_colour(alone.sums), by) == 0.0;
    return !stained && by.rules.grain_definition(sharpness(alone)) > 0.0 && lies_in_no_nucleus(alone, by) > 0.0;
}

double grain_weight(const Component& component, const Judgement& by) {
    const DepositObject alone = object_of(component);
    const double area = by.working.area(component.sums.pixels).value();
    const bool told_by_greyness =
        area >= by.options.resolved_grain_um2 && (by.nuclei || area > by.options.cells.largest_nucleus_um2);
    return grain_certainty(alone, by) * (1.0 + (told_by_greyness ? surplus_greyness(alone, by) : 0.0));
}

Verdict verdict_as_mass(const DepositObject& object, const Judgement& by) {
    return all_of(mass_verdicts(object, by), object, by);
}

double most_certain_as_mass(const DepositObject& object, const Judgement& by) {
    const double defined = definition(object);
    return std::max(by.rules.mass_definition(defined), by.options.free_standing.definition(defined));
}

Verdict verdict_as_grains(const DepositObject& object, const Judgement& by) {
    return all_of(grain_verdicts(object, by), object, by);
}

/// No density of nuclei is held against it, however dark they are.
Verdict verdict_as_grey_core(const DepositObject& object, const Judgement& by) {
    const FreeStandingOptions& form = by.options.free_standing;
    const Shape shape = measure_shape(runs_of(object), by.working);
    return all_of({definition_verdict(object, form.definition, by),
                   of_amount(judged(criteria::small, shape.area.value(), by.rules.mass_area_um2)),
                   judged(criteria::ragged, shape.solidity, form.solidity),
                   greyness_verdict(readable_colour(object, by.options.hue_from_px), by.rules.grain_greyness)},
                  object, by);
}

Verdict verdict_as_plate(const DepositObject& object, const Judgement& by) {
    const PlateOptions& form = by.options.plates;
    const Hsd colour = readable_colour(object, by.options.hue_from_px);
    const double rim = rim_density(object.sums, 0.0) / mean_colour(object.sums).density;
    const double solidity = measure_shape(runs_of(object), by.working).solidity;
    return all_of({definition_verdict(object, form.definition, by),
                   judged(criteria::ragged, solidity, by.options.free_standing.solidity),
                   judged(criteria::red, colour.cx, form.cx), judged(criteria::no_border, rim, form.rim),
                   judged(criteria::grey, colour.saturation(), form.saturation, FindingClass::pigment)},
                  object, by);
}

}  // namespace kossa
