#include "kossa/report/parameter.hpp"

#include <algorithm>
#include <variant>

namespace kossa::report {

double parameter_or(const SlideSummary& summary, std::string_view key, double otherwise) {
    const auto found = std::find_if(summary.parameters.begin(), summary.parameters.end(),
                                    [key](const ParameterValue& one) { return one.key == key; });
    const double* value = found == summary.parameters.end() ? nullptr : std::get_if<double>(&found->value);
    return value == nullptr ? otherwise : *value;
}

}  // namespace kossa::report
