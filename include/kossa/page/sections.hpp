#pragma once

#include "kossa/measure/result.hpp"
#include "kossa/page/html.hpp"

namespace kossa::page {

/// The answer in at most three sentences, with figures; of a slide without deposits also what would have been seen.
Html answer(const SlideSummary& summary);

/// What must be known beside the answer, as a list: what the stain does not prove, how sure, and
/// the pattern beside known ones.
Html caveats(const SlideSummary& summary);

/// Deposits by zone, with a bar for the area of each.
Html zone_table(const SlideSummary& summary);

/// The key figures beside the zones: interval, size, depth, and what other thresholds would give. Empty where there are
/// no deposits at any threshold.
Html key_figures(const SlideSummary& summary);

/// The flags in plain words, each with what to do; says so where there is none.
Html flag_list(const SlideSummary& summary);

/// The largest deposits, one row each, as links to their shapes. Empty without deposits.
Html deposit_table(const SlideResult& result);

}  // namespace kossa::page
