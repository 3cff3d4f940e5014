#pragma once

#include <string>

#include "kossa/measure/result.hpp"

namespace kossa {

/// One sentence that sets the pattern of depth and the size beside the case kossa was made for and the usual form
/// (Sinha et al. 2021); never a diagnosis. `summary` holds pattern, sizes, skin and flags. Empty for a slide that could
/// not be measured.
std::string pattern_context(const SlideSummary& summary);

}  // namespace kossa
