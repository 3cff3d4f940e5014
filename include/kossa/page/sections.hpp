#pragma once

#include "kossa/measure/result.hpp"
#include "kossa/page/html.hpp"

namespace kossa::page {

/// The answer in a sentence, with figures.
Html answer(const SlideSummary& summary);

/// Deposits by zone, with a bar for the area of each.
Html zone_table(const SlideSummary& summary);

/// The key figures beside the zones: area, share, interval, size, depth.
Html key_figures(const SlideSummary& summary);

/// The flags in plain words, each with what to do; says so where there is none.
Html flag_list(const SlideSummary& summary);

/// The largest deposits, one row each, as links to their shapes. Empty without deposits.
Html deposit_table(const SlideResult& result);

}  // namespace kossa::page
