#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kossa::app {

/// The candidate that takes the fewest letters inserted, removed or replaced to become `word` (Levenshtein 1966), the
/// first of equals; empty without candidates.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace kossa::app
