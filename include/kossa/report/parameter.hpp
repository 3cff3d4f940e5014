#pragma once

#include <string_view>

#include "kossa/measure/result.hpp"

namespace kossa::report {

/// The value of a parameter in its unit; `otherwise` where the summary does not list it as a real number.
double parameter_or(const SlideSummary& summary, std::string_view key, double otherwise);

}  // namespace kossa::report
