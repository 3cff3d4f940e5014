#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kossa::app {

/// The candidate that takes the fewest letters inserted, removed or replaced to become `word` (Levenshtein 1966); of
/// equals the one that agrees with it longest from the front, and of those the first. Empty without candidates.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace kossa::app
