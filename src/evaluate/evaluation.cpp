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

/// One object of either side as pixels, and what the comparison found of it.
struct Object {
    PixelSet pixels;
    Box<Level0> bounds;
    std::string morphology;
    double diameter_um = 0.0;
    bool hit = false;                  ///< a true one found, a marked one near true calcium
    std::optional<std::size_t> match;  ///< the marked object that overlaps a true one most
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
        object.bounds = bounds_of(object.pixels);
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
    const auto common = static_cast<double>(common_pixel_count(marked, truth));
    return {pixel.area(pixel_count(truth)), pixel.area(pixel_count(marked)), ratio(2.0 * common, m + t),
            ratio(100.0 * (m - t), t)};
}

std::optional<std::size_t> largest_overlap(const PixelSet& pixels, const Box<Level0>& box,
                                           const std::vector<Object>& marked) {
    std::optional<std::size_t> best;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        if (!marked[i].bounds.intersected(box).empty()) {
            const std::int64_t common = common_pixel_count(marked[i].pixels, pixels);
            best = common > most ? i : best;
            most = std::max(most, common);
        }
    }
    return best;
}

void look_for(Object& object, const PixelSet& all_true, const PixelSet& all_marked, const std::vector<Object>& marked) {
    const PixelSet true_here = clipped(all_true, object.bounds);
    const PixelSet marked_here = clipped(all_marked, object.bounds);
    const auto area = static_cast<double>(std::max<std::int64_t>(1, pixel_count(true_here)));
    object.hit = static_cast<double>(common_pixel_count(true_here, marked_here)) >= found_cover * area;
    if (object.hit) {
        object.match = largest_overlap(true_here, object.bounds, marked);
        const auto marked_area = static_cast<double>(pixel_count(marked_here));
        object.area_error_percent = 100.0 * std::abs(marked_area - static_cast<double>(pixel_count(true_here))) / area;
    }
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
    const bool kinds_known =
        std::any_of(deposits.begin(), deposits.end(), [](const TrueDeposit& d) { return !d.kind.empty(); });
    if (kinds_known) {
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
    const MarkedDeposit& marked;
};

std::vector<Pair> pairs_of(const std::vector<Object>& objects, const TrueSlide& truth, const MarkedSlide& marked) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (objects[i].match) {
            pairs.push_back({truth.deposits[i], marked.deposits[*objects[i].match]});
        }
    }
    return pairs;
}

std::optional<Spread> depth_errors(const std::vector<Pair>& pairs) {
    constexpr double most_in_epidermis = 0.05;
    std::vector<double> errors;
    for (const auto& [truth, marked] : pairs) {
        if (truth.depth && marked.depth && truth.epidermis_fraction.value_or(0.0) < most_in_epidermis) {
            errors.push_back(std::abs((*marked.depth - *truth.depth).value()));
        }
    }
    return spread_of(std::move(errors));
}

std::vector<ZoneCount> zone_counts(const std::vector<Pair>& pairs) {
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    for (const auto& [truth, marked] : pairs) {
        if (!truth.zone.empty()) {
            ++counts[{truth.zone, marked.zone}];
        }
    }
    std::vector<ZoneCount> result;
    std::transform(counts.begin(), counts.end(), std::back_inserter(result), [](const auto& entry) {
        return ZoneCount{entry.first.first, entry.first.second, entry.second};
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
    std::int64_t agreed = 0;
    for (const auto& [truth, marked] : pairs) {
        const std::string zone = clear_zone(truth);
        evaluation.zones_compared += zone.empty() ? 0 : 1;
        agreed += !zone.empty() && zone == (marked.zone == "subcutis" ? "deep dermis" : marked.zone) ? 1 : 0;
    }
    evaluation.zone_agreement = ratio(static_cast<double>(agreed), static_cast<double>(evaluation.zones_compared));
}

bool beyond(const TrueDeposit& deposit, const Size<Level0>& size) {
    return std::all_of(deposit.outline.begin(), deposit.outline.end(), [&size](const Polygon<Level0>& polygon) {
        return std::all_of(polygon.shell.begin(), polygon.shell.end(), [&size](const Point<Level0>& p) {
            return p.x < 0.0 || p.y < 0.0 || p.x > static_cast<double>(size.width) ||
                   p.y > static_cast<double>(size.height);
        });
    });
}

void require_same_slide(const MarkedSlide& marked, const TrueSlide& truth) {
    const auto refuse = [&](const std::string& what) {
        throw UsageError(fmt::format("{} is the truth of another slide than {}: {}", truth.name, marked.name, what));
    };
    const Size<Level0>& size = marked.size;
    if (truth.size && *truth.size != size) {
        refuse(fmt::format("it is of {} x {} px, the slide has {} x {} px", truth.size->width, truth.size->height,
                           size.width, size.height));
    }
    if (truth.pixel && std::abs(*truth.pixel / marked.pixel.mean() - 1.0) > most_pixel_size_difference) {
        refuse(fmt::format("it is of {:g} um a pixel, the slide was scored with {:g}", truth.pixel->value(),
                           marked.pixel.mean().value()));
    }
    const auto outside = std::count_if(truth.deposits.begin(), truth.deposits.end(),
                                       [&size](const TrueDeposit& d) { return !d.outline.empty() && beyond(d, size); });
    if (outside > 0) {
        refuse(
            fmt::format("{} of its outlines lie outside of the slide's {} x {} px", outside, size.width, size.height));
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
    require_same_slide(marked, truth);
    const Scaling<Level0, Level0> same;
    const PixelSet all_true = covered(all_outlines(truth.deposits), marked.size, same);
    const PixelSet all_marked = covered(all_outlines(marked.deposits), marked.size, same);
    std::vector<Object> marked_objects = objects_of(marked.deposits, marked);
    std::vector<Object> true_objects = objects_of(truth.deposits, marked);
    const auto reach = static_cast<std::int32_t>(near_um / marked.pixel.mean().value());
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
    evaluation.objects = object_agreements(true_objects, marked_objects, truth.deposits);
    constexpr double um2_per_cm2 = 1e8;
    evaluation.false_per_cm2 = ratio(static_cast<double>(evaluation.objects.front().not_true.value_or(0)),
                                     marked.tissue_area.value() / um2_per_cm2);
    evaluation.deposit_area_error_percent = area_errors(true_objects);
    const std::vector<Pair> pairs = pairs_of(true_objects, truth, marked);
    evaluation.depth_error_um = depth_errors(pairs);
    evaluation.zones = zone_counts(pairs);
    compare_zones(evaluation, pairs);
    if (truth.epidermis) {
        evaluation.epidermis = layer_agreement(marked.epidermis, *truth.epidermis, marked.size, marked.pixel);
    }
    evaluation.reliability = reliability_of(marked, truth);
    return evaluation;
}

}  // namespace kossa
