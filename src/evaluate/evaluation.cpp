#include "kossa/evaluate/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "kossa/core/error.hpp"
#include "kossa/core/rasterise.hpp"
#include "kossa/evaluate/run_algebra.hpp"

namespace kossa {

namespace {

constexpr double found_cover = 0.3;
constexpr double near_um = 10.0;
constexpr double upper_dermis_um = 500.0;
constexpr double border_um = 50.0;
constexpr double most_pixel_size_difference = 0.01;  // files round their pixel size to a few digits

/// Deposits by the diameter of the circle of their area: from, up to; um.
struct DiameterClass {
    double from;
    double to;
    std::string_view name;
};
constexpr std::array diameter_classes{DiameterClass{0.0, 20.0, "below 20 um"}, DiameterClass{20.0, 50.0, "20 to 50 um"},
                                      DiameterClass{50.0, 100.0, "50 to 100 um"},
                                      DiameterClass{100.0, HUGE_VAL, "100 um and more"}};

/// A marked object that shares pixels with a true one.
struct Overlap {
    std::size_t marked = 0;
    std::int64_t pixels = 0;
};

/// One object of either side as pixels, and what the comparison found of it.
struct Object {
    PixelSet pixels;
    Box<Level0> bounds;
    std::string morphology;
    double diameter_um = 0.0;
    bool hit = false;               ///< a true one found, a marked one near true calcium
    std::vector<Overlap> overlaps;  ///< of a true one
    double area_error_percent = 0.0;
};

template <class Deposit>
MultiPolygon<Level0> all_outlines(const std::vector<Deposit>& deposits) {
    MultiPolygon<Level0> all;
    for (const Deposit& deposit : deposits) {
        all.insert(all.end(), deposit.outline.begin(), deposit.outline.end());
    }
    return all;
}

std::string_view morphology_of(std::string_view kind) {
    return kind == "dense" ? "amorphous" : kind;
}

std::string_view morphology(const MarkedDeposit& deposit) {
    return deposit.morphology;
}

std::string_view morphology(const TrueDeposit& deposit) {
    return morphology_of(deposit.kind);
}

template <class Deposit>
std::vector<Object> objects_of(const std::vector<Deposit>& deposits, const MarkedSlide& slide) {
    std::vector<Object> objects;
    for (const Deposit& deposit : deposits) {
        Object object;
        object.pixels = covered(deposit.outline, slide.size, Scaling<Level0, Level0>{});
        object.bounds = bounding_box(object.pixels);
        object.morphology = morphology(deposit);
        const SquareMicrons area = slide.pixel.area(pixel_count(object.pixels));
        object.diameter_um = equivalent_diameter(area).value();
        objects.push_back(std::move(object));
    }
    return objects;
}

std::optional<double> ratio(double part, double whole) {
    return whole > 0.0 ? std::optional(part / whole) : std::nullopt;
}

AreaAgreement area_agreement(const PixelSet& marked, const PixelSet& truth, const PixelSize& pixel) {
    const auto m = static_cast<double>(pixel_count(marked));
    const auto t = static_cast<double>(pixel_count(truth));
    const auto common = static_cast<double>(common_pixels(marked, truth));
    return {pixel.area(pixel_count(truth)), pixel.area(pixel_count(marked)), ratio(2.0 * common, m + t),
            ratio(100.0 * (m - t), t)};
}

std::vector<Overlap> overlaps_of(const Object& object, const std::vector<Object>& marked) {
    std::vector<Overlap> overlaps;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (!marked[i].bounds.intersected(object.bounds).empty()) {
            if (const std::int64_t common = common_pixels(marked[i].pixels, object.pixels); common > 0) {
                overlaps.push_back({i, common});
            }
        }
    }
    return overlaps;
}

void look_for(Object& object, const PixelSet& all_true, const PixelSet& all_marked, const std::vector<Object>& marked) {
    const PixelSet marked_here = clipped(all_marked, object.bounds);
    const auto found = static_cast<double>(common_pixels(object.pixels, marked_here));
    object.hit = found >= found_cover * static_cast<double>(pixel_count(object.pixels));
    object.overlaps = overlaps_of(object, marked);
    if (object.hit) {
        const auto area = static_cast<double>(pixel_count(clipped(all_true, object.bounds)));
        object.area_error_percent = 100.0 * std::abs(static_cast<double>(pixel_count(marked_here)) - area) / area;
    }
}

DepositCounts counts_of(const std::vector<Object>& truth, std::size_t marked) {
    DepositCounts counts{std::ssize(truth), static_cast<std::int64_t>(marked), 0, 0};
    std::vector<int> over(marked, 0);
    for (const Object& object : truth) {
        counts.in_pieces += object.overlaps.size() > 1 ? 1 : 0;
        for (const Overlap& overlap : object.overlaps) {
            ++over[overlap.marked];
        }
    }
    counts.joined = std::ranges::count_if(over, [](int several) { return several > 1; });
    return counts;
}

enum class Named { by_program_too, by_truth_only };

template <class Belongs>
ObjectAgreement object_agreement(std::string group, std::string name, const std::vector<Object>& truth,
                                 const std::vector<Object>& marked, Named named, Belongs belongs) {
    ObjectAgreement result{std::move(group), std::move(name), 0, 0, {}, {}, {}, {}};
    for (std::size_t i = 0; i < truth.size(); ++i) {
        result.truth += belongs(truth[i], i) ? 1 : 0;
        result.found += belongs(truth[i], i) && truth[i].hit ? 1 : 0;
    }
    const auto found = static_cast<double>(result.found);
    result.recall = ratio(found, static_cast<double>(result.truth));
    if (named == Named::by_program_too) {
        std::int64_t not_true = 0;
        for (std::size_t i = 0; i < marked.size(); ++i) {
            not_true += belongs(marked[i], i) && !marked[i].hit ? 1 : 0;
        }
        result.not_true = not_true;
        result.precision = ratio(found, static_cast<double>(result.found + not_true));
        result.f1 = ratio(2.0 * found, static_cast<double>(result.truth + result.found + not_true));
    }
    return result;
}

std::vector<ObjectAgreement> object_agreements(const std::vector<Object>& truth, const std::vector<Object>& marked,
                                               const std::vector<TrueDeposit>& deposits) {
    std::vector<ObjectAgreement> rows;
    const auto add = [&](const char* group, std::string_view name, Named named, auto belongs) {
        ObjectAgreement row = object_agreement(group, std::string(name), truth, marked, named, belongs);
        if (row.truth + row.not_true.value_or(0) > 0 || rows.empty()) {
            rows.push_back(std::move(row));
        }
    };
    add("all", "all", Named::by_program_too, [](const Object&, std::size_t) { return true; });
    const bool kinds_known = std::ranges::none_of(deposits, [](const TrueDeposit& d) { return d.kind.empty(); });
    if (kinds_known && !deposits.empty()) {
        for (const std::string_view name : {"granular", "amorphous"}) {
            add("morphology", name, Named::by_program_too,
                [name](const Object& object, std::size_t) { return object.morphology == name; });
        }
        for (const std::string_view kind : {"granular", "amorphous", "dense"}) {
            add("kind", kind, Named::by_truth_only,
                [&](const Object&, std::size_t i) { return i < deposits.size() && deposits[i].kind == kind; });
        }
    }
    for (const DiameterClass& of : diameter_classes) {
        add("diameter", of.name, Named::by_program_too, [&of](const Object& object, std::size_t) {
            return object.diameter_um >= of.from && object.diameter_um < of.to;
        });
    }
    return rows;
}

std::optional<Spread> area_errors(const std::vector<Object>& truth) {
    std::vector<double> errors;
    for (const Object& object : truth) {
        if (object.hit) {
            errors.push_back(object.area_error_percent);
        }
    }
    return spread_of(std::move(errors));
}

/// A found deposit on both sides.
struct Pair {
    const TrueDeposit& truth;
    const MarkedDeposit& marked;   ///< that overlaps most
    std::optional<Microns> depth;  ///< mean of all marked ones that overlap, by the pixels that do
};

std::optional<Microns> mean_depth(const std::vector<Overlap>& overlaps, const std::vector<MarkedDeposit>& marked) {
    double sum = 0.0;
    double pixels = 0.0;
    for (const Overlap& overlap : overlaps) {
        if (const std::optional<Microns>& depth = marked[overlap.marked].depth) {
            sum += depth->value() * static_cast<double>(overlap.pixels);
            pixels += static_cast<double>(overlap.pixels);
        }
    }
    return pixels > 0.0 ? std::optional(Microns(sum / pixels)) : std::nullopt;
}

std::vector<Pair> pairs_of(const std::vector<Object>& objects, const TrueSlide& truth, const MarkedSlide& marked) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (objects[i].hit) {
            const Overlap& most = *std::ranges::max_element(objects[i].overlaps, {}, &Overlap::pixels);
            pairs.push_back(
                {truth.deposits[i], marked.deposits[most.marked], mean_depth(objects[i].overlaps, marked.deposits)});
        }
    }
    return pairs;
}

std::optional<Spread> depth_errors(const std::vector<Pair>& pairs) {
    constexpr double most_in_epidermis = 0.05;
    std::vector<double> errors;
    for (const Pair& pair : pairs) {
        if (pair.truth.depth && pair.depth && pair.truth.epidermis_fraction.value_or(0.0) < most_in_epidermis) {
            errors.push_back(std::abs((*pair.depth - *pair.truth.depth).value()));
        }
    }
    return spread_of(std::move(errors));
}

/// `names_of` gives the names of a pair in truth and result; a pair without a name in the truth is left out.
template <class NamesOf>
std::vector<NameCount> name_counts(const std::vector<Pair>& pairs, NamesOf names_of) {
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    for (const Pair& pair : pairs) {
        const std::pair<std::string, std::string> names = names_of(pair);
        if (!names.first.empty()) {
            ++counts[names];
        }
    }
    std::vector<NameCount> result;
    std::transform(counts.begin(), counts.end(), std::back_inserter(result), [](const auto& entry) {
        return NameCount{entry.first.first, entry.first.second, entry.second};
    });
    return result;
}

/// The zone without the border between deep dermis and subcutis; empty where it is a matter of taste.
std::string clear_zone(const TrueDeposit& deposit) {
    constexpr double least_mixed = 0.2;
    constexpr double most_mixed = 0.8;
    if (!deposit.depth || !deposit.epidermis_fraction) {
        return {};
    }
    const double within = *deposit.epidermis_fraction;
    const double depth = deposit.depth->value();
    if (std::abs(depth - upper_dermis_um) <= border_um || (within > least_mixed && within < most_mixed)) {
        return {};
    }
    return within > 0.5 ? "epidermis" : depth < upper_dermis_um ? "upper dermis" : "deep dermis";
}

void compare_zones(Evaluation& evaluation, const std::vector<Pair>& pairs) {
    evaluation.zones =
        name_counts(pairs, [](const Pair& pair) { return std::pair(pair.truth.zone, pair.marked.zone); });
    std::int64_t agreed = 0;
    for (const Pair& pair : pairs) {
        const std::string zone = clear_zone(pair.truth);
        const std::string& given = pair.marked.zone;
        evaluation.zones_compared += zone.empty() ? 0 : 1;
        agreed += !zone.empty() && zone == (given == "subcutis" ? "deep dermis" : given) ? 1 : 0;
    }
    evaluation.zone_agreement = ratio(static_cast<double>(agreed), static_cast<double>(evaluation.zones_compared));
}

void require_same_slide(const MarkedSlide& marked, const TrueSlide& truth, const std::vector<Object>& objects) {
    const auto refuse = [&](const std::string& what) {
        throw UsageError(fmt::format("{} is the truth of another slide than {}: {}", truth.name, marked.name, what));
    };
    const Size<Level0>& size = marked.size;
    if (truth.size && *truth.size != size) {
        refuse(fmt::format("it is of {} x {} px, the slide has {} x {} px", truth.size->width, truth.size->height,
                           size.width, size.height));
    }
    const auto differs = [&](Microns side) {
        return truth.pixel && std::abs(*truth.pixel / side - 1.0) > most_pixel_size_difference;
    };
    if (differs(marked.pixel.x()) || differs(marked.pixel.y())) {
        refuse(fmt::format("it is of {:g} um a pixel, the slide was scored with {:g} x {:g}", truth.pixel->value(),
                           marked.pixel.x().value(), marked.pixel.y().value()));
    }
    const auto empty = std::ranges::count_if(objects, [](const Object& object) { return object.pixels.empty(); });
    if (empty > 0) {
        refuse(
            fmt::format("{} of its outlines hold no pixel of the slide's {} x {} px: they lie outside, or are smaller "
                        "than a pixel",
                        empty, size.width, size.height));
    }
}

}  // namespace

std::optional<Spread> spread_of(std::vector<double> values) {
    if (values.empty()) {
        return std::nullopt;
    }
    std::sort(values.begin(), values.end());
    const auto at = [&values](double share) {
        const double place = share * static_cast<double>(values.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, values.size() - 1);
        return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
    };
    return Spread{static_cast<std::int64_t>(values.size()), at(0.5), at(0.9)};
}

Evaluation evaluate(const MarkedSlide& marked, const TrueSlide& truth) {
    std::vector<Object> true_objects = objects_of(truth.deposits, marked);
    require_same_slide(marked, truth, true_objects);
    const Scaling<Level0, Level0> same;
    const PixelSet all_true = covered(all_outlines(truth.deposits), marked.size, same);
    const PixelSet all_marked = covered(all_outlines(marked.deposits), marked.size, same);
    std::vector<Object> marked_objects = objects_of(marked.deposits, marked);
    const Reach reach{static_cast<std::int32_t>(near_um / marked.pixel.x().value()),
                      static_cast<std::int32_t>(near_um / marked.pixel.y().value())};
    for (Object& object : marked_objects) {
        object.hit = any_within(object.pixels, all_true, reach);
    }
    for (Object& object : true_objects) {
        look_for(object, all_true, all_marked, marked_objects);
    }
    Evaluation evaluation;
    evaluation.slide = marked.name;
    evaluation.truth = truth.name;
    evaluation.calcium = area_agreement(all_marked, all_true, marked.pixel);
    evaluation.counts = counts_of(true_objects, marked_objects.size());
    evaluation.left_out = truth.left_out;
    evaluation.objects = object_agreements(true_objects, marked_objects, truth.deposits);
    constexpr double um2_per_cm2 = 1e8;
    evaluation.false_per_cm2 = ratio(static_cast<double>(evaluation.objects.front().not_true.value_or(0)),
                                     marked.tissue_area.value() / um2_per_cm2);
    evaluation.deposit_area_error_percent = area_errors(true_objects);
    const std::vector<Pair> pairs = pairs_of(true_objects, truth, marked);
    evaluation.depth_error_um = depth_errors(pairs);
    evaluation.morphologies = name_counts(
        pairs, [](const Pair& pair) { return std::pair(std::string(morphology(pair.truth)), pair.marked.morphology); });
    if (marked.upper_dermis == Microns(upper_dermis_um)) {
        compare_zones(evaluation, pairs);
    } else {
        evaluation.other_border_um = marked.upper_dermis.value();
    }
    if (truth.epidermis) {
        evaluation.epidermis = layer_agreement(marked.epidermis, *truth.epidermis, marked.size, marked.pixel);
    }
    evaluation.reliability = reliability_of(marked, all_true);
    return evaluation;
}

}  // namespace kossa
