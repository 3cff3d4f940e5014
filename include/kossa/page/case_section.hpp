#pragma once

#include "kossa/measure/result.hpp"
#include "kossa/page/html.hpp"

namespace kossa::page {

/// The clinical context as it was given, what follows from it with its caveats, and the pattern beside it. Empty where
/// nothing was given.
Html case_section(const SlideSummary& summary);

}  // namespace kossa::page
