#pragma once

#include <array>
#include <string>

#include "kossa/measure/result.hpp"

namespace kossa {

/// Borders between high and deep for which the word must hold, um below the junction: no one border is agreed on.
inline constexpr std::array pattern_cuts_um{400.0, 500.0, 750.0};

/// Share of the area with a depth that lies no deeper than one of these borders and not in fat, 0..1; by
/// `summary.superficial`.
double share_above(const SlideSummary& summary, double cut_um);

/// The pattern for a sentence: "superficial", and of a mixed one that leans to one side "mixed, mostly superficial",
/// where three quarters of the area are so at each border that decides.
std::string pattern_words(const SlideSummary& summary);

/// One sentence that sets the pattern of depth and the size beside the case kossa was made for and the usual form
/// (Sinha et al. 2021); never a diagnosis. `summary` holds pattern, sizes, skin and flags. Empty for a slide that could
/// not be measured.
std::string pattern_context(const SlideSummary& summary);

}  // namespace kossa
