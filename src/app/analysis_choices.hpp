#pragma once

#include "kossa/analysis/options.hpp"
#include "requests.hpp"

namespace kossa::app {

/// The options of the analysis: defaults, then the configuration file, then the command line. Throws UsageError.
AnalysisOptions analysis_options(const AnalysisChoices& choices);

}  // namespace kossa::app
