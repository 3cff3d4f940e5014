#pragma once

#include <string>

#include "kossa/measure/result.hpp"

namespace kossa::app {

/// What --verbose says of a slide that was measured: lines that begin with its name, on where its pixels and their size
/// come from, how its stain is known, the thresholds, where its layers come from, and `times`. `working_source` is that
/// of run.json.
std::string verbose_text(const SlideSummary& summary, const std::string& working_source, const std::string& times);

}  // namespace kossa::app
