#include "kossa/analysis/options.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "kossa/core/error.hpp"

namespace kossa {

namespace {

using Values = std::map<std::string, double, std::less<>>;

Values values_of(const AnalysisOptions& options) {
    Values values;
    for (const Parameter& parameter : parameter_table()) {
        values.emplace(parameter.key, parameter.value(options));
    }
    return values;
}

/// Lower and upper bounds of the same thing.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> bounds{{
    {"deposit.surroundings_od", "deposit.seed_od"},
    {"deposit.least_he_seed_od", "deposit.largest_he_seed_od"},
    {"deposit.smallest_profile_um2", "deposit.largest_profile_um2"},
    {"deposit.narrowest_fold_um", "deposit.widest_fold_um"},
    {"epidermis.least_difference_od", "epidermis.most_difference_od"},
    {"epidermis.dermis_from_um", "epidermis.dermis_to_um"},
    {"epidermis.deep_dermis_from_um", "epidermis.deep_dermis_to_um"},
    {"epidermis.thinnest_um", "epidermis.thickest_um"},
    {"epidermis.least_share", "epidermis.largest_share"},
    {"epidermis.least_share", "epidermis.largest_thin_share"},
    {"subcutis.least_cell_um2", "subcutis.largest_cell_um2"},
    {"nuclei.least_saturation", "nuclei.largest_saturation"},
    {"nuclei.least_cx", "nuclei.largest_cx"},
    {"nuclei.least_hue", "nuclei.largest_hue"},
    {"colours.usual", "colours.most_vivid"},
    {"colours.dullest", "colours.usual"},
}};

void require_below(const Values& values, std::string_view lower, std::string_view upper) {
    const double from = values.find(lower)->second;
    const double to = values.find(upper)->second;
    if (from >= to) {
        throw UsageError(fmt::format("{} must be below {}, and they are {} and {}", lower, upper, from, to));
    }
}

/// Whether certainty grows or falls with a measured value is no choice.
void require_ramps_as_by_default(const Values& values) {
    constexpr std::string_view no = "_no";
    static const Values defaults = values_of({});
    for (const auto& [key, value] : defaults) {
        const std::string other = key.ends_with(no) ? key.substr(0, key.size() - no.size()) + "_yes" : "";
        const auto yes = defaults.find(other);
        if (yes != defaults.end()) {
            const bool grows = value < yes->second;
            require_below(values, grows ? key : other, grows ? other : key);
        }
    }
}

}  // namespace

double Parameter::value(const AnalysisOptions& options) const {
    AnalysisOptions copy = options;
    return real ? real(copy) : static_cast<double>(whole(copy));
}

void Parameter::set(AnalysisOptions& options, double value) const {
    if (!(value >= least && value <= most)) {
        throw UsageError(fmt::format("{} is {}, but must lie between {} and {}", key, value, least, most));
    }
    if (real) {
        real(options) = value;
    } else if (value != std::floor(value)) {
        throw UsageError(fmt::format("{} is {}, but must be a whole number", key, value));
    } else {
        whole(options) = static_cast<int>(value);
    }
}

void validate(const AnalysisOptions& options) {
    AnalysisOptions copy = options;
    for (const Parameter& parameter : parameter_table()) {
        parameter.set(copy, parameter.value(options));
    }
    if (options.deposit.classification.uncertain_cut > options.deposit.classification.confidence_cut) {
        throw UsageError("deposit.uncertain_cut must not be above deposit.confidence_cut");
    }
    const Values values = values_of(options);
    for (const auto& [lower, upper] : bounds) {
        require_below(values, lower, upper);
    }
    require_ramps_as_by_default(values);
}

std::vector<ParameterValue> parameter_values(const AnalysisOptions& options) {
    std::vector<ParameterValue> values;
    const std::vector<Parameter> table = parameter_table();
    for (const Parameter& p : table) {
        if (p.key == "working.tile_px") {
            continue;  // how, not what: a result must not depend on it
        }
        values.push_back({p.key, p.value(options), p.unit});
        if (p.whole) {
            values.back().value = static_cast<std::int64_t>(p.value(options));
        }
    }
    return values;
}

AnalysisOptions options_of(const std::vector<ParameterValue>& values) {
    AnalysisOptions options;
    for (const Parameter& parameter : parameter_table()) {
        const auto stored = std::find_if(values.begin(), values.end(),
                                         [&](const ParameterValue& value) { return value.key == parameter.key; });
        if (stored == values.end()) {
            continue;
        }
        if (const double* real = std::get_if<double>(&stored->value)) {
            parameter.set(options, *real);
        } else if (const std::int64_t* whole = std::get_if<std::int64_t>(&stored->value)) {
            parameter.set(options, static_cast<double>(*whole));
        }
    }
    return options;
}

}  // namespace kossa
