#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kossa/measure/result.hpp"

namespace kossa::report {

/// Sentences that the page and the paragraph share, in printable ASCII with a full stop; empty where there is nothing
/// to say.

/// Of a slide on H&E without deposits: how dense matter had to be to be looked at, also set beside the slide's nuclei,
/// and that paler calcium is not measured.
std::string detection_limit(const SlideSummary& summary);

/// Of a slide without deposits: what would count at a lower threshold.
std::string found_below_threshold(const SlideSummary& summary);

/// Where the area is smaller at a lower threshold: why that can be.
std::string merging_explained(const SlideSummary& summary);

/// What a score is, where the cut lies and what the highest step in the summary means.
std::string score_scale(const SlideSummary& summary);

/// "52 of 61 deposits" where some have no depth; else empty.
std::string with_depth(const SlideSummary& summary);

/// Names of the layers that a person outlined, from the surface down; the tissue first.
std::vector<std::string> outlined_layers(const SlideSummary& summary);

/// "Outlined by a person: epidermis, 60 deposits": what of the answer is a person's and not the program's; else empty.
std::string outlined_by_person(const SlideSummary& summary);

/// "1 that may be calcium", "2 that may be carbon or tattoo": what follows the number. Of a name that is set aside.
std::string_view set_aside_words(std::string_view name);

}  // namespace kossa::report
