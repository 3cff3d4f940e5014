#include "kossa/analysis/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "kossa/core/error.hpp"

namespace kossa {

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
    if (options.deposit.segmentation.surroundings_od >= options.deposit.segmentation.seed_od) {
        throw UsageError("deposit.surroundings_od must be below deposit.seed_od");
    }
    if (options.deposit.classification.uncertain_cut > options.deposit.classification.confidence_cut) {
        throw UsageError("deposit.uncertain_cut must not be above deposit.confidence_cut");
    }
    if (options.skin.epidermis.dermis_from_um >= options.skin.epidermis.dermis_to_um) {
        throw UsageError("epidermis.dermis_from_um must be below epidermis.dermis_to_um");
    }
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

}  // namespace kossa
